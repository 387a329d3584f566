"""A supplier stays silent: its ladder is turned to, step by step, and plan B begins by itself."""

from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.utils.translation import gettext as _

from buckstop.ledger.actor import DESK, Actor
from buckstop.ledger.refused import check
from buckstop.ledger.transaction import Act, acting
from buckstop.people.models import Person
from buckstop.people.speaking import speaking
from buckstop.problems.actions.levels import times_for
from buckstop.problems.commitments.kind import in_time
from buckstop.problems.commitments.owed import owe, withdraw
from buckstop.problems.commitments.step import add_step
from buckstop.problems.models import Commitment
from buckstop.problems.models.commitment import CommitmentState
from buckstop.problems.queries.desk import routing
from buckstop.problems.rules.acting import check_words
from buckstop.problems.rules.routing import Routing
from buckstop.suppliers import entries, queries
from buckstop.suppliers import permissions as may
from buckstop.suppliers.actions.messages import keep
from buckstop.suppliers.commitments.plan_b import PlanB
from buckstop.suppliers.models import Ask, AskMessage, AskMessageKind
from buckstop.suppliers.rules.ladder import MOST, Rung, times

BATCH = 100
BESIDE = 4  # so many workers find something to do beside each other


class Due(NamedTuple):
    """A row whose time has come, and where its history is."""

    pk: UUID
    chain_id: UUID


def attend_asks(*, at: datetime, limit: int = BATCH) -> int:
    """Look at the asks whose time has come; returns how many. Others may do so beside us."""
    waiting = Ask.objects.filter(attend_at__lte=at).order_by("attend_at", "pk")
    rows = waiting.values_list("pk", "commitment__problem__chain")[: limit * BESIDE]
    found = [Due(*row) for row in rows]
    if not found:
        return 0
    with acting(*found, by=DESK, at=at, skip_locked=True, at_most=limit) as act:
        held = [row.pk for row in found if act.holds(row)]
        again = Ask.objects.filter(pk__in=held, attend_at__lte=at)
        asks = act.rows(again.select_related("commitment__problem", "supplier", "plan_b"))
        known = routing(at)
        for ask in asks:
            _attend(act, ask, known)
    return len(asks)


def _attend(act: Act, ask: Ask, known: Routing) -> None:
    owed = act.lock(ask.commitment)
    if owed.state != CommitmentState.REQUESTED or ask.silent_since is None:
        act.change(ask, attend_at=None)  # they answered, or it has ended
        return
    turns = _turns(ask, owed)
    while ask.turned_to < len(turns) and turns[ask.turned_to][0] <= act.at:
        _turn_to(act, ask, owed, turns[ask.turned_to][1])
    if ask.plan_b_step_id is None and ask.plan_b_at <= act.at:
        _begin_plan_b(act, ask, owed, known)
    ahead = [turn for turn, _person in turns[ask.turned_to :]]
    if ask.plan_b_step_id is None:
        ahead.append(ask.plan_b_at)
    act.change(ask, attend_at=min(ahead, default=None))


def _turns(ask: Ask, owed: Commitment) -> list[tuple[datetime, UUID]]:
    """Whom we turn to when: whoever missed a time at once, then the ladder."""
    assert ask.silent_since is not None
    rungs = [
        Rung(one.person_id, one.turn_to_after, one.always)
        for one in queries.people_of(ask.supplier)
        if one.turn_to_after is not None and one.person_id != owed.debtor_id
    ]
    if owed.follows_id is not None and owed.made_at == ask.silent_since:
        rungs.insert(0, Rung(owed.debtor_id, 0, True))
    return times(rungs, ask.silent_since, queries.hours_of(ask.supplier))


def _turn_to(act: Act, ask: Ask, owed: Commitment, person: UUID) -> None:
    act.change(ask, turned_to=ask.turned_to + 1)
    act.flush()
    reminded = AskMessage.objects.filter(ask=ask, kind=AskMessageKind.REMINDER).count()
    if reminded >= MOST:
        return
    to = Person.objects.get(pk=person)
    mailed = bool(queries.mail_of(to))
    if mailed:
        said = {"who": owed.debtor.public_name, "what": str(owed.what or "")}
        with speaking(to.reads_in):
            text = _("We asked %(who)s, and have no answer yet:\n\n%(what)s") % said
        keep(act, ask, kind=AskMessageKind.REMINDER, text=text, to=to)
    how = "mail" if mailed else "phone"
    act.record(entries.SupplierTurnedTo(ask=ask.pk, person=person, how=how), on=ask)


def _begin_plan_b(act: Act, ask: Ask, owed: Commitment, known: Routing) -> None:
    """The owner owes it, by themselves and on record; customers read nothing of it."""
    problem = act.lock(owed.problem)
    times = times_for(act, problem, known.on_duty.levels)
    due = times.next_news_due(act.at, hurts_badly=True)
    step = owe(act, problem, PlanB, what=str(ask.plan_b), debtor=problem.owner, due=due)
    act.change(ask, plan_b_step=step)
    act.record(entries.PlanBBegan(ask=ask.pk, step=step.pk), on=ask)


def tell_plan_b(step: Commitment, *, what: str, by: Actor, at: datetime) -> Commitment:
    """The customers read of plan B, in these words, as a step of the plan; it is owed as that."""
    said = check_words(what, "what", _("Say what is to be done."))
    with acting(step, by=by, at=at) as act:
        step = in_time(act, act.lock(step))
        check(may.may_tell_plan_b(step, by))
        withdraw(step, by=by, at=at)
        return add_step(
            act.lock(step.problem), what=said, debtor=step.debtor, due=step.due,
            by=by, at=at,
        )  # fmt: skip
