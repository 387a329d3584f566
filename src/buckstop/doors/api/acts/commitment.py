"""What is sent about something that is owed."""

from datetime import datetime

from buckstop.doors.api.acts.base import About, Nothing, On, sent_to
from buckstop.doors.api.acts.problem import Reason, Words
from buckstop.doors.api.schemas import Strict
from buckstop.ledger.refused import Refusal, check
from buckstop.problems import models
from buckstop.problems.commitments import escalation, handoff, owed
from buckstop.problems.models import Commitment
from buckstop.problems.permissions import escalation as may_above
from buckstop.problems.permissions import owed as may
from buckstop.problems.permissions import ownership as may_own
from buckstop.problems.permissions.actors import is_a


class Later(Strict):
    due: datetime
    reason: Words


class Anew(Strict):
    due: datetime


class Moved(Strict):
    to: datetime
    reason: Words


class Done(Strict):
    answer: Words = ""


class LeaderSays(Strict):
    text: Words
    backs_owner: bool = False


@sent_to(About.COMMITMENT, "promise", takes=Nothing, may=lambda it, by: may.may_promise(it.row, by))
def promise(it: On[Commitment], said: Nothing) -> None:
    """Say yes, by that time."""
    owed.promise(it.subject, **it.by)


@sent_to(
    About.COMMITMENT, "counter", takes=Later,
    may=lambda it, by: may.may_counter(it.row, by, it.at),
)  # fmt: skip
def promise_later(it: On[Commitment], said: Later) -> None:
    """Say yes, by another time, and why."""
    owed.counter(it.subject, due=said.due, reason=said.reason, **it.by)


@sent_to(About.COMMITMENT, "report", takes=Done, may=lambda it, by: may.may_report(it.row, by))
def report_done(it: On[Commitment], said: Done) -> None:
    """Say that it is done, or answer what was asked."""
    owed.report(it.subject, answer=said.answer, **it.by)


@sent_to(
    About.COMMITMENT, "acceptance", takes=Nothing, may=lambda it, by: may.may_accept(it.row, by)
)
def accept_done(it: On[Commitment], said: Nothing) -> None:
    """Find it done."""
    owed.accept(it.subject, **it.by)


@sent_to(About.COMMITMENT, "return", takes=Anew, may=lambda it, by: may.may_give_back(it.row, by))
def give_back(it: On[Commitment], said: Anew) -> None:
    """Find it not done: it is owed on, by another time."""
    owed.give_back(it.subject, due=said.due, **it.by)


@sent_to(About.COMMITMENT, "refusal", takes=Reason, may=lambda it, by: may.may_decline(it.row, by))
def decline(it: On[Commitment], said: Reason) -> None:
    """Say no, and why."""
    owed.decline(it.subject, reason=said.reason, **it.by)


@sent_to(
    About.COMMITMENT, "removal", takes=Nothing, may=lambda it, by: may.may_withdraw(it.row, by)
)
def withdraw(it: On[Commitment], said: Nothing) -> None:
    """It isn't needed any more."""
    owed.withdraw(it.subject, **it.by)


@sent_to(About.COMMITMENT, "move", takes=Moved, may=lambda it, by: may.may_move(it.row, by, it.at))
def move(it: On[Commitment], said: Moved) -> None:
    """Promise another time, once, and say why."""
    owed.move(it.subject, to=said.to, reason=said.reason, **it.by)


@sent_to(
    About.COMMITMENT, "handoff-acceptance", takes=Nothing,
    may=lambda it, by: _offered(it.row) or may_own.may_accept(it.row, by, it.at),
)  # fmt: skip
def accept_ownership(it: On[Commitment], said: Nothing) -> None:
    """Become the owner."""
    handoff.accept(_handoff(it.subject), **it.by)


@sent_to(
    About.COMMITMENT, "handoff-refusal", takes=Reason,
    may=lambda it, by: _offered(it.row) or may_own.may_decline(it.row, by, it.at),
)  # fmt: skip
def decline_ownership(it: On[Commitment], said: Reason) -> None:
    """Say no to becoming the owner, and why."""
    handoff.decline(_handoff(it.subject), reason=said.reason, **it.by)


@sent_to(
    About.COMMITMENT, "handoff-removal", takes=Nothing,
    may=lambda it, by: _offered(it.row) or may_own.may_withdraw(it.row, it.row.problem, by, it.at),
)  # fmt: skip
def take_offer_back(it: On[Commitment], said: Nothing) -> None:
    """Take the offer back before it is answered."""
    handoff.withdraw(_handoff(it.subject), **it.by)


@sent_to(
    About.COMMITMENT, "leader-answer", takes=LeaderSays,
    may=lambda it, by: may_above.may_answer(it.row, by),
)  # fmt: skip
def answer_as_leader(it: On[Commitment], said: LeaderSays) -> None:
    """Answer what a leader was asked."""
    escalation.answer(it.subject, text=said.text, backs_owner=said.backs_owner, **it.by)


def _offered(row: Commitment) -> Refusal | None:
    return is_a(row, handoff.Handoff.code)


def _handoff(row: Commitment) -> models.Handoff:
    check(_offered(row))
    return models.Handoff.objects.select_related("commitment__problem").get(pk=row.pk)
