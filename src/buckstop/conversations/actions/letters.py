"""Letters of the desk itself, written because something happened; reactions call this."""

from collections.abc import Iterable
from datetime import datetime
from enum import Enum, auto
from uuid import UUID

from django.db.models import Q

from buckstop.conversations.actions.capping import hold_back, within_caps
from buckstop.conversations.actions.posting import say, send
from buckstop.conversations.letters.letter import Letter
from buckstop.conversations.letters.link import Link
from buckstop.conversations.models import Doubt, Message
from buckstop.conversations.models.doubt import DoubtKind
from buckstop.conversations.models.message import Channel, MessageKind
from buckstop.conversations.queries.addresses import addresses_of
from buckstop.ledger.actor import DESK
from buckstop.ledger.models import Entry
from buckstop.ledger.transaction import acting
from buckstop.problems.models import Case, Problem, Word


def write(letter: type[Letter], happened: list[Entry], at: datetime) -> None:
    """What the letter follows has happened: write it to the cases that it is for."""
    _write(letter.cases(happened, at), letter, at)


class FreshLink(Enum):
    """What came of asking for one."""

    SENT = auto()
    HELD_BACK = auto()  # the address had enough letters for now, which is on record
    NO_ADDRESS = auto()


def send_fresh_link(case: Case, *, at: datetime) -> FreshLink:
    """Whoever holds an old link asked for a new one: it goes to the contact's own address alone."""
    if not addresses_of({case.contact_id}).get(case.contact_id):
        return FreshLink.NO_ADDRESS
    return FreshLink.SENT if _write([case], Link, at) else FreshLink.HELD_BACK


def _write(cases: list[Case], letter: type[Letter], at: datetime) -> list[Case]:
    """Returns those to whom it was written: of the others it is on record that it was held back."""
    if cases and not letter.to_machines:
        machines = _of_machines(cases)
        cases = [case for case in cases if case.pk not in machines]
    if not cases:
        return []
    echoing = _echoing(cases)
    chosen, held = within_caps([c for c in cases if c.pk not in echoing], letter.code, at)
    held += [case for case in cases if case.pk in echoing]
    with acting(*cases, by=DESK, at=at) as act:
        hold_back(act, held, letter.code)
        locked = act.rows(Problem.objects.filter(pk__in={case.problem_id for case in cases}))
        problems = {problem.pk: problem for problem in locked}
        messages = []
        for case in chosen:
            problem = problems[case.problem_id]
            due = problem.news_due if letter.promises else None
            messages.append(
                say(act, problem, case, kind=letter.code, channel=Channel.MAIL, promises=due)
            )
        send(act, messages)
    return chosen


def _echoing(cases: Iterable[Case]) -> set[UUID]:
    """The cases where a machine may answer ours, and nobody has said yet that none does."""
    asked = Doubt.objects.filter(kind=DoubtKind.ECHO, decided_at=None)
    return set(asked.filter(case__in=[c.pk for c in cases]).values_list("case_id", flat=True))


def _of_machines(cases: Iterable[Case]) -> set[UUID]:
    """The cases on which only machines ever wrote, or what no machine of ours answers."""
    keys = {case.pk for case in cases}
    automatic = Q(kind=MessageKind.AUTOMATIC) | ~Q(held_back="")
    theirs = Message.objects.filter(case__in=keys)
    found = set(theirs.filter(automatic).values_list("case_id", flat=True))
    if not found:
        return found
    people = theirs.filter(kind__in=(MessageKind.HEARD, MessageKind.NOTED), held_back="")
    words = Word.objects.filter(case__in=found)
    spoke = {*people.values_list("case_id", flat=True), *words.values_list("case_id", flat=True)}
    return found - spoke
