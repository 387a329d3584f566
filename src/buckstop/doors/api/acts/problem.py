"""What is sent about a problem."""

from collections.abc import Iterable
from datetime import datetime
from typing import Annotated
from uuid import UUID

from ninja import Field

from buckstop.conversations.actions import telling
from buckstop.coverage.models import Team
from buckstop.doors.api.acts.base import About, Nothing, On, Seen, sent_to
from buckstop.doors.api.errors import Wrong
from buckstop.doors.api.finding import case_on, person_of
from buckstop.doors.api.schemas import LONGEST, Kind, Strict
from buckstop.ledger.actor import Actor
from buckstop.ledger.refused import Refusal
from buckstop.problems.actions import (
    closing,
    hearing,
    kinds,
    ownership,
    pins,
    teams,
    understandings,
)
from buckstop.problems.commitments import handoff
from buckstop.problems.commitments.ask import ask, ask_team
from buckstop.problems.commitments.escalation import escalate
from buckstop.problems.commitments.step import add_step
from buckstop.problems.models import Case, Problem
from buckstop.problems.models.case import Held
from buckstop.problems.permissions import escalation as may_ask_above
from buckstop.problems.permissions import owed as may_owe
from buckstop.problems.permissions import ownership as may_own
from buckstop.problems.permissions import problem as may
from buckstop.problems.permissions.actors import only_people, works_on
from buckstop.problems.rules import impact
from buckstop.services.queries import by_key
from buckstop.signals.actions.naming import name_service

Words = Annotated[str, Field(max_length=LONGEST)]
OfPeople = Annotated[UUID, Field(description="Somebody of ours, from `people`.")]


class Title(Strict):
    title: Annotated[str, Field(max_length=1000)]


class KindIn(Strict):
    kind: Kind


class Hurts(Strict):
    hurts: Annotated[int, Field(ge=0, le=2, description=impact.FOR_PROGRAMS)]


class TeamIn(Strict):
    team: Annotated[UUID | None, Field(description="Null is the service desk.")]


class Understood(Strict):
    what: Words
    since: Annotated[str, Field(max_length=200)] = ""
    hit: Annotated[str, Field(max_length=200, description="Who is hit.")] = ""
    case: Annotated[UUID | None, Field(description="For one alone; null: for all.")] = None


class Text(Strict):
    text: Words


class News(Strict):
    text: Annotated[str, Field(max_length=LONGEST, description="As the customers read it.")]
    next_update_due: Annotated[
        datetime | None, Field(description="Of the next news; else as the service level says.")
    ] = None


class AskIn(Strict):
    what: Words
    of: OfPeople
    due: datetime


class TeamAskIn(Strict):
    what: Words
    team: Annotated[UUID, Field(description="From `teams`.")]
    due: datetime


class Why(Strict):
    why: Words


class StepIn(Strict):
    what: Words
    debtor: Annotated[UUID, Field(description="Somebody of ours, or the contact of a case.")]
    due: datetime
    case: Annotated[UUID | None, Field(description="For one alone; null: for all.")] = None


class Escalated(Strict):
    reason: Words
    case: UUID | None = None
    to: Annotated[UUID | None, Field(description="Else who stands next above.")] = None
    due: datetime | None = None


class Offer(Strict):
    to: OfPeople
    brief: Words
    answer_by: datetime | None = None


class Reason(Strict):
    reason: Words


class ServiceNamed(Strict):
    service: Annotated[str, Field(max_length=64, description="Its key.")]


@sent_to(About.PROBLEM, "title", takes=Title, may=lambda it, by: may.may_retitle(it.row, by))
def retitle(it: On[Problem], said: Title) -> None:
    """Give the problem another title; each customer keeps seeing their own."""
    understandings.retitle(it.subject, title=said.title, **it.by)


@sent_to(About.PROBLEM, "kind", takes=KindIn, may=lambda it, by: may.may_change_kind(it.row, by))
def change_kind(it: On[Problem], said: KindIn) -> None:
    """Make it a problem, a request or a question."""
    kinds.change_kind(it.subject, kind=said.kind, **it.by)


@sent_to(About.PROBLEM, "impact", takes=Hurts, may=lambda it, by: may.may_change_hurt(it.row, by))
def change_impact(it: On[Problem], said: Hurts) -> None:
    """Say how much it hurts now."""
    understandings.change_hurt(it.subject, hurts=said.hurts, **it.by)


@sent_to(About.PROBLEM, "team", takes=TeamIn, may=lambda it, by: may.may_move_to_team(it.row, by))
def move_to_team(it: On[Problem], said: TeamIn) -> None:
    """Give it to another team."""
    team = Team.objects.filter(pk=said.team).first() if said.team else None
    if said.team and team is None:
        raise Wrong("team", "There is no such team.")
    teams.move_to_team(it.subject, team=team, **it.by)


@sent_to(
    About.PROBLEM, "understandings", takes=Understood,
    may=lambda it, by: may.may_understand(it.row, by),
)  # fmt: skip
def understand(it: On[Problem], said: Understood) -> None:
    """Write what we understood."""
    case = case_on(it.subject, said.case) if said.case else None
    understandings.understand(
        it.subject, what=said.what, since=said.since, hit=said.hit, case=case, **it.by
    )


@sent_to(About.PROBLEM, "notes", takes=Text, may=lambda it, by: may.may_retitle(it.row, by))
def write_note(it: On[Problem], said: Text) -> None:
    """Write an internal note."""
    telling.note(it.subject, text=said.text, **it.by)


@sent_to(About.PROBLEM, "updates", takes=News, may=lambda it, by: may.may_keep(it.row, by))
def tell_customers(it: On[Problem], said: News) -> None:
    """Send the promised news to every customer who waits."""
    telling.update_all(it.subject, text=said.text, next_due=said.next_update_due, **it.by)


@sent_to(About.PROBLEM, "fixes", takes=Text, may=lambda it, by: may.may_fix(it.row, by))
def say_fixed(it: On[Problem], said: Text) -> None:
    """Tell every customer that it is fixed, and ask whether it is solved for them."""
    telling.say_fixed(it.subject, text=said.text, **it.by)


@sent_to(About.PROBLEM, "answers", takes=Text, may=lambda it, by: may.may_answer(it.row, by))
def answer_question(it: On[Problem], said: Text) -> None:
    """Answer a request or a question."""
    telling.answer(it.subject, text=said.text, **it.by)


@sent_to(About.PROBLEM, "asks", takes=AskIn, may=lambda it, by: may_owe.may_ask(it.row, by))
def ask_colleague(it: On[Problem], said: AskIn) -> None:
    """Ask a colleague for something by a time."""
    of = person_of("of", said.of)
    ask(it.subject, what=said.what, of=of, due=said.due, **it.by)


@sent_to(
    About.PROBLEM, "team-asks", takes=TeamAskIn,
    may=lambda it, by: may_owe.may_ask_team(it.row, by),
)  # fmt: skip
def ask_of_team(it: On[Problem], said: TeamAskIn) -> None:
    """Ask a team for something by a time; whoever of it answers first, owes it."""
    team = Team.objects.filter(pk=said.team).first()
    if team is None:
        raise Wrong("team", "There is no such team.")
    ask_team(it.subject, what=said.what, team=team, due=said.due, **it.by)


@sent_to(About.PROBLEM, "pin", takes=Why, may=lambda it, by: may.may_pin(it.row, by))
def put_first(it: On[Problem], said: Why) -> None:
    """Put it before all else that its owner has, until their shift ends, and say why."""
    pins.pin(it.subject, why=said.why, **it.by)


@sent_to(
    About.PROBLEM, "pin-removal", takes=Nothing,
    may=lambda it, by: may.may_unpin(it.row, by, it.at),
)  # fmt: skip
def put_back(it: On[Problem], said: Nothing) -> None:
    """Give it its place in the order again."""
    pins.unpin(it.subject, **it.by)


@sent_to(About.PROBLEM, "steps", takes=StepIn, may=lambda it, by: may_owe.may_add_step(it.row, by))
def plan_step(it: On[Problem], said: StepIn) -> None:
    """Put a step into the plan: somebody of ours or of theirs owes it by a time."""
    case = case_on(it.subject, said.case) if said.case else None
    debtor = person_of("debtor", said.debtor)
    add_step(it.subject, what=said.what, debtor=debtor, due=said.due, case=case, **it.by)


@sent_to(
    About.PROBLEM, "escalations", takes=Escalated,
    may=lambda it, by: may_ask_above.may_escalate(it.row, by),
)  # fmt: skip
def ask_leader(it: On[Problem], said: Escalated) -> None:
    """Ask a leader to step in."""
    case = case_on(it.subject, said.case) if said.case else None
    to = person_of("to", said.to) if said.to else None
    escalate(it.subject, reason=said.reason, case=case, to=to, due=said.due, **it.by)


@sent_to(About.PROBLEM, "handoffs", takes=Offer, may=lambda it, by: _may_offer(it, by))
def offer_ownership(it: On[Problem], said: Offer) -> None:
    """Ask somebody to become the owner."""
    to = person_of("to", said.to)
    handoff.offer(it.subject, to=to, brief=said.brief, answer_by=said.answer_by, **it.by)


@sent_to(
    About.PROBLEM, "ownership", takes=Nothing,
    may=lambda it, by: only_people(by) or may_own.may_take(it.row, by, it.watch.there),
)  # fmt: skip
def take_ownership(it: On[Problem], said: Nothing) -> None:
    """Become the owner."""
    ownership.take(it.subject, **it.by)


@sent_to(
    About.PROBLEM, "reading", takes=Nothing,
    may=lambda it, by: may.may_read(it.row, by, undecided=_undecided(it.cases)),
)  # fmt: skip
def note_as_read(it: On[Problem], said: Nothing) -> None:
    """Say that what they wrote was read and needs no answer."""
    hearing.read(it.subject, **it.by)


@sent_to(
    About.PROBLEM, "end", takes=Reason,
    may=lambda it, by: may.may_close_unreported(it.row, by, cases=it.cases),
)  # fmt: skip
def close_unreported(it: On[Problem], said: Reason) -> None:
    """Close what no customer has, and say why."""
    closing.close_unreported(it.subject, reason=said.reason, **it.by)


@sent_to(About.PROBLEM, "services", takes=ServiceNamed, may=lambda it, by: works_on(it.row, by))
def say_service(it: On[Problem], said: ServiceNamed) -> None:
    """Say which of our services it is about."""
    found = by_key(said.service)
    if found is None:
        raise Wrong("service", "There is no such service.")
    name_service(it.subject, service=found, **it.by)


def _undecided(cases: Iterable[Case]) -> bool:
    """Whether an answer to our question stands there that somebody must decide."""
    return any(case.held_because == Held.ANSWERED for case in cases)


def _may_offer(seen: Seen, by: Actor) -> Refusal | None:
    """Asked in two: most may not, whatever is offered already."""
    if refusal := may_own.may_offer(seen.row, by):
        return refusal
    return may_own.may_offer(seen.row, by, offered=seen.row.pk in seen.watch.offered)
