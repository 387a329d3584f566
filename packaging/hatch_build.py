"""What is made as the package is built: the catalogues of its languages, as gettext reads them."""

from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CustomBuildHook(BuildHookInterface[Any]):
    """Writes a `.mo` beside each `.po`."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        del version
        for path in Path(self.root, "src", "buckstop", "locale").glob("*/LC_MESSAGES/*.po"):
            made = path.with_suffix(".mo")
            with path.open("rb") as written, made.open("wb") as compiled:
                write_mo(compiled, read_po(written))
            build_data["artifacts"].append(str(made.relative_to(self.root)))
