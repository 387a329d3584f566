"""Every act of the desk: what stands in this folder is there."""

from importlib import import_module
from pathlib import Path

from django.urls import URLPattern

from buckstop.doors.desk.acts.base import ACTS

for _file in sorted(Path(__file__).parent.glob("*.py")):
    if _file.stem not in ("__init__", "register"):
        import_module(f"buckstop.doors.desk.acts.{_file.stem}")


def routes() -> list[URLPattern]:
    """The addresses of all acts."""
    return [route for act in ACTS for route in act.routes()]
