"""Which problems hurt, so that nobody is done with them before it is known why they happened."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext_noop as _

from buckstop.problems.rules.impact import STOPS

SEVERAL = 2  # customers


class Why(StrEnum):
    """What makes a problem one that hurt."""

    STOPPED = "stopped"  # it stopped them
    SEVERAL = "several"  # customers had it
    REOPENED = "reopened"  # it was said to be fixed and wasn't


SAYS = {
    Why.STOPPED: _("it stopped them"),
    Why.SEVERAL: _("several customers had it"),
    Why.REOPENED: _("it came back after it was said to be fixed"),
}


@dataclass(frozen=True, slots=True)
class Course:
    """How a problem went: how much it hurt, how many customers had it, how often it reopened."""

    kind: str
    hurts: int
    customers: int
    reopened: int


def why_it_hurt(course: Course) -> tuple[Why, ...]:
    """Each reason for which it hurt; empty where it didn't, as requests and questions never do."""
    if course.kind != "problem":
        return ()
    reasons: Collection[tuple[Why, bool]] = (
        (Why.STOPPED, course.hurts >= STOPS),
        (Why.SEVERAL, course.customers >= SEVERAL),
        (Why.REOPENED, course.reopened > 0),
    )
    return tuple(why for why, holds in reasons if holds)
