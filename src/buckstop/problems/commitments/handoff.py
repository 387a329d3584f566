"""Ownership is offered, and moves with the next owner's word."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from buckstop.ledger.actor import Actor
from buckstop.ledger.refused import check
from buckstop.ledger.transaction import Act, acting
from buckstop.people.models import Person
from buckstop.problems import models
from buckstop.problems.actions import tenures
from buckstop.problems.actions.levels import times_for
from buckstop.problems.commitments.kind import Kind, OneOpen, in_time, make
from buckstop.problems.commitments.machine import Turn, take
from buckstop.problems.entries import owning
from buckstop.problems.models import Commitment, Problem, Tenure
from buckstop.problems.permissions import ownership as may
from buckstop.problems.rules import acting as who
from buckstop.problems.rules.order import Expected
from buckstop.problems.rules.promises import ANSWER_OFFER_WITHIN, check_due
from buckstop.problems.rules.routing import Routing


class Handoff(Kind, code="handoff"):
    """An offer to own the problem; unanswered, it lapses."""

    one = gettext_noop("an offer")
    begins = gettext_noop("An offer")
    label = gettext_noop("Handoff")
    turns = frozenset()
    one_open = OneOpen.OF_PROBLEM
    open_already = may.OFFERED_ALREADY
    at_desk = True
    stays = False
    ladder = ()  # whoever offered it hears that it lapsed, and nothing is owed instead
    related = ("handoff__brief",)
    bodies = ("handoff__brief",)
    work = Expected(
        minutes=5,
        asks=gettext_noop("Until you accept, its owner stays accountable."),
        answers=True,
        alone=True,
    )
    title = gettext_noop("Accept or decline: %(who)s hands you “%(title)s”")
    what = gettext_noop("Answer the offer to own it")
    awaited = gettext_noop("answer your offer of “%(title)s”")
    asked = gettext_noop("%(who)s offers you this problem")

    @classmethod
    def yes_and_no(cls) -> tuple[str, str]:
        return _("Accept"), _("Decline")

    @classmethod
    def say(cls, owed: Commitment, *, yes: bool, reason: str, by: Actor, at: datetime) -> bool:
        """Own it, or not."""
        offered = models.Handoff.objects.select_related("commitment__problem").get(commitment=owed)
        if yes:
            accept(offered, by=by, at=at)
        else:
            decline(offered, reason=reason, by=by, at=at)
        return True

    @classmethod
    def on_late(cls, act: Act, owed: Commitment, there: Routing) -> Commitment:
        """Nobody answered the offer in time."""
        return _lapse(act, owed)

    @classmethod
    def on_debtor_leaves(cls, act: Act, problem: Problem, owed: Commitment, there: Routing) -> None:
        """Who was asked can't answer any more."""
        _lapse(act.by_the_desk(), owed)


def open_offer(owed: Iterable[Commitment]) -> Commitment | None:
    """The offer among what is owed on a problem, if one is open."""
    return next((row for row in owed if row.kind == Handoff.code and row.is_owed), None)


def offered_problems() -> set[UUID]:
    """The keys of the problems that are offered to somebody now."""
    offers = Commitment.objects.filter(kind=Handoff.code, ended_at=None)
    return set(offers.values_list("problem", flat=True))


def _lapse(act: Act, owed: Commitment) -> Commitment:
    take(act, owed, Turn.LAPSE)
    act.record(owning.HandoffLapsed(handoff=owed.pk, to=owed.debtor_id), on=owed.problem)
    return owed


def offer(
    problem: Problem,
    *,
    to: Person,
    brief: str,
    by: Actor,
    at: datetime,
    answer_by: datetime | None = None,
) -> models.Handoff:
    """Ask `to` to become the owner; the present owner stays accountable until they accept."""
    said = who.check_words(brief, "brief", _("Tell them what they must know to own it."))
    with acting(problem, by=by, at=at) as act:
        problem = act.lock(problem)
        check(may.may_offer(problem, by, to=to))
        answer_by = answer_by or times_for(act, problem).after(act.at, ANSWER_OFFER_WITHIN)
        answer_by = check_due(answer_by, act.at)
        asked = make(act, Handoff, problem, debtor=to.pk, due=answer_by, creditor=problem.owner_id)
        handoff = models.Handoff(commitment=asked, brief=act.body(said))
        act.add(handoff)
        act.record(
            owning.HandoffOffered(
                handoff=asked.pk, to=to.pk, brief=handoff.brief.digest, answer_by=answer_by
            )
        )
    return handoff


def accept(handoff: models.Handoff, *, by: Actor, at: datetime) -> Problem:
    """Become the owner: from this instant the one who accepted is accountable."""
    with acting(handoff.commitment, by=by, at=at) as act:
        asked, problem = _in_time(act, handoff)
        check(may.may_accept(asked, by, act.at))
        take(act, asked, Turn.ACCEPT)
        act.record(owning.HandoffAccepted(handoff=asked.pk))
        tenures.change_owner(act, problem, asked.debtor_id, how=Tenure.How.ACCEPTED)
    return problem


def decline(handoff: models.Handoff, *, reason: str, by: Actor, at: datetime) -> None:
    """Say no; as if it had not been offered, except on the record."""
    with acting(handoff.commitment, by=by, at=at) as act:
        asked, _ = _in_time(act, handoff)
        check(may.may_decline(asked, by, act.at))
        said = act.body(reason.strip() or "—")
        take(act, asked, Turn.DECLINE, answer=said)
        act.record(owning.HandoffDeclined(handoff=asked.pk, reason=said.digest))


def withdraw(handoff: models.Handoff, *, by: Actor, at: datetime) -> None:
    """Take the offer back before it is answered."""
    with acting(handoff.commitment, by=by, at=at) as act:
        asked, problem = _in_time(act, handoff)
        check(may.may_withdraw(asked, problem, by, act.at))
        _withdraw(act, asked)


def _withdraw(act: Act, asked: Commitment) -> None:
    take(act, asked, Turn.WITHDRAW)
    act.record(owning.HandoffWithdrawn(handoff=asked.pk, to=asked.debtor_id), on=asked.problem)


def drop_open_offer(act: Act, problem: Problem) -> None:
    """Part of verbs that move ownership by themselves: an open offer has no sense any more."""
    open_ones = Commitment.objects.filter(problem=problem, kind=Handoff.code, ended_at=None)
    for asked in act.rows(open_ones):
        if in_time(act, asked).is_owed:
            _withdraw(act.by_the_desk(), asked)


def _in_time(act: Act, handoff: models.Handoff) -> tuple[Commitment, Problem]:
    asked = in_time(act, act.lock(handoff.commitment))
    return asked, act.lock(asked.problem)
