"""What is true of a problem now: each as a condition of which a list, or a figure, is made."""

from enum import StrEnum
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from buckstop.people.roles import Capability, roles_with
from buckstop.problems.models import Commitment, Problem
from buckstop.problems.models.commitment import NEWS, CommitmentState
from buckstop.problems.models.problem import State

STALLED_AFTER = 2  # updates in a row that said nothing new


class Trait(StrEnum):
    """What is true of a problem now."""

    MISSED = "missed"  # a promise was missed, and nobody has spoken since
    STALLED = "stalled"  # its last updates said nothing new
    FIRST_WORD = "first-word"  # its customers have heard nothing from a person
    UNREAD = "unread"  # a customer wrote, and nobody has said that they read it
    STANDS = "stands"  # it is stalled, or a promise was missed: it hasn't moved
    UNACCEPTED = "not-accepted"  # one of us was asked for something, and hasn't answered
    SOON = "soon"  # news is due within the hour, or before
    MISSED_TODAY = "missed-today"  # one of us missed something today
    KEPT_TODAY = "kept-today"  # one of us kept something today
    LED = "led"  # somebody who leads owes something
    LED_UNACCEPTED = "led-not-accepted"  # … was asked for something, and hasn't answered
    LED_SOON = "led-soon"  # … owes something within the hour, or before
    LED_MISSED = "led-missed-today"  # … missed something today
    LED_KEPT = "led-kept-today"  # … kept something today


ENDED_TODAY = {Trait.MISSED_TODAY, Trait.KEPT_TODAY, Trait.LED_MISSED, Trait.LED_KEPT}
"""Those that hold of closed problems too, and for which it matters when today began."""
WITHIN = {Trait.SOON, Trait.LED_SOON}
"""Those for which it matters what is soon."""


def condition(trait: Trait, *, today: Any, soon: Any) -> Q:
    """The condition; `today` is when the day began, `soon` until when something is due soon; any
    time will do where it isn't given."""
    if trait in ENDED_TODAY:
        since = Q() if today is None else Q(ended_at__gte=today)
        kept = trait in (Trait.KEPT_TODAY, Trait.LED_KEPT)
        state = CommitmentState.KEPT if kept else CommitmentState.MISSED
        rows = _ours(led=trait in (Trait.LED_MISSED, Trait.LED_KEPT))
        return Q(Exists(rows.filter(since, state=state)))
    if trait == Trait.SOON:
        due = Q() if soon is None else Q(news_due__lte=soon)
        return Q(state=State.OPEN) & due
    if trait == Trait.LED_SOON:
        due = Q() if soon is None else Q(due__lte=soon)
        return Q(Exists(_ours(led=True).filter(due, ended_at=None, waits_for=None)))
    return _STANDING[trait]


def _ours(*, led: bool) -> "QuerySet[Commitment]":
    """What one of us owes, or owed; with `led`, one of those who lead."""
    who = roles_with(Capability.LEAD if led else Capability.BE_STAFF)
    return Commitment.objects.filter(problem=OuterRef("pk"), debtor__role__in=who)


def _unaccepted(*, led: bool) -> Q:
    asked = _ours(led=led).filter(state=CommitmentState.REQUESTED, ended_at=None)
    return Q(Exists(asked))


_AFTER_MISS = Commitment.objects.filter(kind=NEWS, ended_at=None, after_miss=True)
_MISSED = Q(Exists(_AFTER_MISS.filter(problem=OuterRef("pk"))))
_STALLED = Q(empty_updates__gte=STALLED_AFTER)
# Each by its own index; with OR, PostgreSQL would look at everything that is open.
_STANDS = (
    Problem.objects.filter(_STALLED, state=State.OPEN)
    .order_by()
    .values("pk")
    .union(_AFTER_MISS.order_by().values("problem"), all=True)
)
_STANDING: dict[Trait, Q] = {
    Trait.MISSED: _MISSED,
    Trait.STALLED: _STALLED,
    Trait.FIRST_WORD: Q(first_word_at=None, waiting_cases__gt=0),
    Trait.UNREAD: Q(unheard_since__isnull=False),
    Trait.STANDS: Q(pk__in=_STANDS),
    Trait.UNACCEPTED: _unaccepted(led=False),
    Trait.LED: Q(Exists(_ours(led=True).filter(ended_at=None))),
    Trait.LED_UNACCEPTED: _unaccepted(led=True),
}
