"""Where the pages of a running house are: kept in its data folder, for commands typed beside it."""

from pathlib import Path

USUAL = "http://localhost:8000"


def running_at(folder: Path) -> str:
    """The address under which `serve` last ran with this data folder, else the usual one."""
    try:
        said = _file(folder).read_text().strip()
    except (OSError, UnicodeDecodeError):
        return USUAL
    return said if said.startswith(("http://", "https://")) else USUAL


def keep_running_at(folder: Path, address: str) -> None:
    """Remember it for the commands; that it can't be written stops nothing."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        _file(folder).write_text(f"{address}\n")
    except OSError:
        pass


def _file(folder: Path) -> Path:
    return folder / "address"
