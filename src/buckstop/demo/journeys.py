"""Somebody of the demo company looks at journeys: they are reckoned in its first minutes."""

from datetime import datetime

from buckstop.journeys.actions.making import ask
from buckstop.journeys.asking import DAYS, Group, Question


def add(*, present: datetime) -> None:
    """Ask for every period there is, of all that began in it."""
    for days in DAYS:
        ask(Question(group=Group(days=days)), at=present)
