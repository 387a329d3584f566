"""What each would read, before anything is written."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from buckstop.conversations.models import Message
from buckstop.conversations.models.message import Channel
from buckstop.conversations.rendering import as_read
from buckstop.coverage import queries as coverage
from buckstop.ledger.models import Body
from buckstop.outreach.actions.telling import Saying
from buckstop.outreach.letters import CODE, in_words
from buckstop.outreach.queries import Whom
from buckstop.people.models import Person
from buckstop.problems.models import Case, Problem
from buckstop.problems.models.case import CaseHow
from buckstop.problems.queries.levels import times_of_case


@dataclass(frozen=True, slots=True)
class Read:
    """One customer's letter."""

    whom: Whom
    text: str


def letters(
    problem: Problem,
    found: Iterable[Whom],
    *,
    saying: Saying,
    writer: Person,
    at: datetime,
) -> list[Read]:
    """The letter of each who can be reached, in their order and their language."""
    levels = coverage.levels()
    read = []
    for one in found:
        if one.reached is None:
            continue
        said = saying.to(one.reads)
        case = Case(
            problem=problem, customer=one.customer, contact=one.reached.person, title=said.subject,
            opened_at=at, how=CaseHow.TOLD,
        )  # fmt: skip
        message = Message(
            problem=problem, case=case, kind=CODE, channel=Channel.MAIL, said_by=writer, at=at,
            text=Body(text=said.text), promises=saying.next_due, owner=problem.owner,
        )  # fmt: skip
        facts = {"services": in_words(list(one.services))}
        words = as_read(message, level=times_of_case(case, levels), facts=facts, at=at)
        read.append(Read(one, words.strip()))
    return read
