"""What monitoring tools send, a file a tool: each is found by standing here."""

import json
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path

from django.utils.translation import gettext as _

from buckstop.signals.tools.signal import TOOLS, Signal, Tool, Unfit

for _file in sorted(Path(__file__).parent.glob("[a-z]*.py")):
    import_module(f"buckstop.signals.tools.{_file.stem}")


def read(code: str, body: bytes, mapping: Mapping[str, str]) -> list[Signal]:
    """The signals of a message as it came. Raises Unfit where it isn't one of that tool."""
    tool = TOOLS.get(code)
    if tool is None:
        raise Unfit(_("There is no tool “%(code)s”.") % {"code": code})
    try:
        said = json.loads(body)
    except (ValueError, RecursionError):
        raise Unfit(_("It is no JSON.")) from None
    try:
        return tool.read(said, mapping)
    except Unfit:
        raise
    except Exception:  # noqa: BLE001 - a stranger's message must never stop the ones behind it
        raise Unfit(_("It isn’t as %(tool)s sends it.") % {"tool": tool.label}) from None


def tools() -> list[type[Tool]]:
    """Every tool, by name; the generic one last."""
    return sorted(TOOLS.values(), key=lambda one: (one.code == "generic", str(one.label)))
