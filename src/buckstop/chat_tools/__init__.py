"""Chat tools as such: their messages written and read, a file a tool, each found by standing here.

Pure: bytes and plain values, and no noun of the house. A tool is told by its incoming webhook, and
speaks to us by what it has for that; each proves by a signature or token of its own who it is.
"""

from importlib import import_module
from pathlib import Path
from urllib.parse import urlsplit

from buckstop.chat_tools.tool import TOOLS, Tool

_OTHERS = {"tool"}
for _file in sorted(Path(__file__).parent.glob("[a-z]*.py")):
    if _file.stem not in _OTHERS:
        import_module(f"{__name__}.{_file.stem}")


def tools() -> list[type[Tool]]:
    """Every tool, by name."""
    return sorted(TOOLS.values(), key=lambda one: one.label)


def tool_of(address: str) -> type[Tool] | None:
    """The tool whose incoming webhook has that address; None where it is no such one."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    return next((one for one in tools() if one.owns(parts)), None)
