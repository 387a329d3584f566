"""An account manager offers to give the next news themselves; the owner says yes or no."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from buckstop.kit.text import storable
from buckstop.ledger.actor import Actor
from buckstop.ledger.bodies import digest_of
from buckstop.ledger.entries import Fact
from buckstop.ledger.refused import check
from buckstop.ledger.transaction import Act, acting
from buckstop.problems.actions.levels import times_for
from buckstop.problems.commitments.kind import Kind, OneOpen, in_time, make
from buckstop.problems.commitments.machine import Turn, take
from buckstop.problems.commitments.update import hand_news_to, open_promise
from buckstop.problems.models import Commitment, Problem
from buckstop.problems.rules.acting import check_words
from buckstop.problems.rules.order import Expected
from buckstop.problems.rules.promises import ANSWER_OFFER_WITHIN
from buckstop.problems.rules.routing import Routing
from buckstop.relationships import entries, queries
from buckstop.relationships import permissions as may


class Carrying(Kind, code="carrying"):
    """Answered by the owner; unanswered, it lapses, and the owner gives the news as before."""

    one = gettext_noop("an offer to carry the news")
    begins = gettext_noop("An offer to carry the news")
    label = gettext_noop("Carrying the news")
    turns = frozenset()
    one_open = OneOpen.OF_PROBLEM
    open_already = may.OFFERED_ALREADY
    at_desk = True
    stays = False
    ladder = ()  # who offered it hears that it lapsed, and nothing is owed instead
    work = Expected(
        minutes=2, asks=gettext_noop("They would tell the customers themselves."), answers=True
    )
    asks = gettext_noop("yes or no")
    title = gettext_noop("%(who)s offers to carry the news on “%(title)s”")
    what = gettext_noop("Say whether the account manager carries the next news")
    awaited = gettext_noop("answer your offer to carry the news on “%(title)s”")
    asked = gettext_noop("%(who)s offers to carry the next news")

    @classmethod
    def fact(cls, owed: Commitment, what: str) -> Fact:
        return entries.CarryingOffered(
            commitment=owed.pk, debtor=owed.debtor_id, due=owed.due, what=what
        )

    @classmethod
    def on_late(cls, act: Act, owed: Commitment, there: Routing) -> Commitment:
        """Nobody answered in time."""
        return _lapse(act, owed)

    @classmethod
    def on_owner_change(
        cls, act: Act, problem: Problem, owed: Commitment, before: UUID, owner: UUID
    ) -> None:
        """Whom it was offered to doesn't own the problem any more."""
        _lapse(act.by_the_desk(), owed)

    @classmethod
    def on_debtor_leaves(cls, act: Act, problem: Problem, owed: Commitment, there: Routing) -> None:
        _lapse(act.by_the_desk(), owed)


def offer_to_carry(problem: Problem, *, by: Actor, at: datetime, why: str = "") -> Commitment:
    """Offer the owner to give the next news in their place; they owe it until they say yes."""
    with acting(problem, by=by, at=at) as act:
        problem = act.lock(problem)
        promise = in_time(act, open_promise(act, problem)) if not problem.is_closed else None
        check(
            may.may_offer_to_carry(
                problem,
                by,
                managers=queries.managers_of(problem),
                debtor=promise.debtor_id if promise else problem.owner_id,
            )
        )
        due = times_for(act, problem).after(act.at, ANSWER_OFFER_WITHIN)
        offer = make(
            act,
            Carrying,
            problem,
            debtor=problem.owner_id,
            due=due,
            creditor=by.person,
            what=storable(why).strip() or None,
        )
        act.record(Carrying.fact(offer, digest_of(offer.what) if offer.what else ""), on=problem)
    return offer


def let_carry(offer: Commitment, *, by: Actor, at: datetime) -> None:
    """The owner is glad: whoever offered it owes the promise that is open."""
    with acting(offer, by=by, at=at) as act:
        offer, problem = _in_time(act, offer)
        check(may.may_let_carry(offer, by, act.at))
        assert offer.creditor_id is not None, "somebody offered it"
        take(act, offer, Turn.ACCEPT)
        act.record(entries.CarryingAccepted(commitment=offer.pk, manager=offer.creditor_id))
        hand_news_to(act, problem, offer.creditor_id)


def keep_the_news(offer: Commitment, *, reason: str, by: Actor, at: datetime) -> None:
    """The owner gives the next news themselves, and says why."""
    said = check_words(reason, "reason", _("Say why, so that they can go on with it."))
    with acting(offer, by=by, at=at) as act:
        offer, _problem = _in_time(act, offer)
        check(may.may_keep_the_news(offer, by, act.at))
        assert offer.creditor_id is not None, "somebody offered it"
        answer = act.body(said)
        take(act, offer, Turn.DECLINE, answer=answer)
        act.record(
            entries.CarryingDeclined(
                commitment=offer.pk, manager=offer.creditor_id, reason=answer.digest
            )
        )


def withdraw_carrying(offer: Commitment, *, by: Actor, at: datetime) -> None:
    """Who offered it takes it back before it is answered."""
    with acting(offer, by=by, at=at) as act:
        offer, _problem = _in_time(act, offer)
        check(may.may_withdraw_carrying(offer, by, act.at))
        take(act, offer, Turn.WITHDRAW)
        act.record(entries.CarryingWithdrawn(commitment=offer.pk))


def _lapse(act: Act, owed: Commitment) -> Commitment:
    assert owed.creditor_id is not None, "somebody offered it"
    take(act, owed, Turn.LAPSE)
    act.record(
        entries.CarryingLapsed(commitment=owed.pk, manager=owed.creditor_id), on=owed.problem
    )
    return owed


def _in_time(act: Act, offer: Commitment) -> tuple[Commitment, Problem]:
    offer = in_time(act, act.lock(offer))
    return offer, act.lock(offer.problem)
