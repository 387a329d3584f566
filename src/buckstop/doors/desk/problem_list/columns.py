"""The columns of the list of problems: those there are, and those that somebody sees."""

from django.http import HttpRequest
from django.utils.translation import gettext_lazy

from buckstop.doors.desk.problem_list.data import Choices
from buckstop.doors.desk.reader import Reader

COLUMNS: Choices = [
    ("customers", gettext_lazy("Customers")),
    ("owner", gettext_lazy("Owner")),
    ("state", gettext_lazy("State")),
    ("opened", gettext_lazy("Opened")),
    ("news", gettext_lazy("Next news")),
]
USUAL = ("customers", "owner", "state", "news")


def columns_of(request: HttpRequest, reader: Reader) -> tuple[str, ...]:
    """Those that the address names, else those that the reader chose, else the usual ones."""
    asked, kept = request.GET.get("columns", ""), reader.person.columns
    if asked:
        found = _of(asked.split(","))
        return found if found or asked == "none" else USUAL
    return USUAL if kept is None else _of(kept)


def heads(shown: tuple[str, ...]) -> list[str]:
    """What those are called."""
    return [str(label) for name, label in COLUMNS if name in shown]


def _of(named: list[str]) -> tuple[str, ...]:
    return tuple(name for name, _label in COLUMNS if name in named)
