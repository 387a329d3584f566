"""Letters of the desk itself, written because something happened; reactions call these."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from buckstop.conversations.actions.capping import hold_back, within_caps
from buckstop.conversations.actions.posting import say, send
from buckstop.conversations.models import Message
from buckstop.ledger.actor import DESK
from buckstop.ledger.models import Entry
from buckstop.ledger.reading import fact_of
from buckstop.ledger.transaction import Act, acting
from buckstop.problems.entries.cases import CaseOpened
from buckstop.problems.entries.promising import NewsMissed
from buckstop.problems.models import Case, Commitment, Problem
from buckstop.problems.models.case import WAITING


def acknowledge(happened: list[Entry], at: datetime) -> None:
    """A case was opened: say who owns it and when there is news.

    Unless a machine wrote, or who logged it said that nothing is sent.
    """
    facts = [fact_of(entry) for entry in happened]
    quiet = {made.case for made in facts if isinstance(made, CaseOpened) and made.told is False}
    cases = {key: case for key, case in _cases_of(happened).items() if key not in quiet}
    machines = set(
        Message.objects.filter(case__in=cases)
        .filter(Q(kind="automatic") | ~Q(held_back=""))
        .values_list("case_id", flat=True)
    )
    chosen = [case for case in cases.values() if case.pk not in machines]
    _write(chosen, "acknowledgement", at, promising=True)


def tell_new_owner(happened: list[Entry], at: datetime) -> None:
    """Somebody else owns it: tell the customers, once they had a human word at all."""
    _write(_waiting_of(happened, first_word_at__isnull=False), "handoff", at, promising=True)


def tell_missed(happened: list[Entry], at: datetime) -> None:
    """A promise was missed: the system says so once; after another miss only a person does.

    Nor where a person's late news came with the miss: that tells it itself.
    """
    facts = {entry.chain_id: fact_of(entry) for entry in happened}
    missed = {chain: made for chain, made in facts.items() if isinstance(made, NewsMissed)}
    again = set(
        Commitment.objects.filter(
            pk__in=[made.commitment for made in missed.values()], follows__state="missed"
        ).values_list("problem__chain_id", flat=True)
    )
    again |= set(
        Commitment.objects.filter(
            pk__in=[made.successor for made in missed.values()], state="kept"
        ).values_list("problem__chain_id", flat=True)
    )
    first = [entry for entry in happened if entry.chain_id not in again]
    _write(_waiting_of(first), "missed", at, promising=True)


def remind(happened: list[Entry], at: datetime) -> None:
    """Remind once who was asked and hasn't answered; one letter per contact and day."""
    found = _cases_of(happened).values()
    cases = [case for case in found if case.state == "asked" and not case.is_held]
    day_before = at - timedelta(hours=20)
    had = set(
        Message.objects.filter(
            kind="reminder",
            at__gt=day_before,
            case__contact__in={case.contact_id for case in cases},
        ).values_list("case__contact_id", flat=True)
    )
    chosen: dict[UUID, Case] = {}
    for case in cases:
        if case.contact_id not in had:
            chosen.setdefault(case.contact_id, case)
    _write(list(chosen.values()), "reminder", at)


def confirm_recorded(happened: list[Entry], at: datetime) -> None:
    """We noted their word: tell them, with the way to take it back."""
    _write(list(_cases_of(happened).values()), "recorded", at)


def send_fresh_link(case: Case, *, at: datetime) -> None:
    """Whoever holds an old link asked for a new one: it goes to the contact's own address alone."""
    _write([case], "link", at)


def tell_closed(happened: list[Entry], at: datetime) -> None:
    """The problem is closed: tell the cases that ended with the customer's word or lapsed.

    A case that was told before, and didn't open again since, hears nothing of a second closing.
    """
    problems = Problem.objects.filter(
        chain__in=[entry.chain_id for entry in happened], state="closed", kind="problem"
    )
    ended = Case.objects.filter(problem__in=problems, state__in=("confirmed", "lapsed"))
    told = Message.objects.filter(case=OuterRef("pk"), kind="closed", at__gte=OuterRef("ended_at"))
    fresh = ended.exclude(Exists(told)).select_related("problem", "contact")
    _write(list(fresh), "closed", at)


def _cases_of(happened: list[Entry]) -> dict[UUID, Case]:
    keys = {case for entry in happened for case in entry.cases}
    found = Case.objects.filter(pk__in=keys).select_related("problem", "contact")
    return {case.pk: case for case in found}


def _waiting_of(happened: list[Entry], **also: object) -> list[Case]:
    conditions = {f"problem__{name}": value for name, value in also.items()}
    found = Case.objects.filter(
        problem__chain__in=[entry.chain_id for entry in happened], state__in=WAITING, **conditions
    )
    return list(found.select_related("problem", "contact"))


def _write(cases: list[Case], kind: str, at: datetime, *, promising: bool = False) -> None:
    if not cases:
        return
    chosen, held = within_caps(cases, kind, at)
    with acting(*cases, by=DESK, at=at) as act:
        hold_back(act, held, kind)
        locked = act.rows(Problem.objects.filter(pk__in={case.problem_id for case in cases}))
        problems = {problem.pk: problem for problem in locked}
        messages = [
            _letter(act, problems[case.problem_id], case, kind, promising) for case in chosen
        ]
        send(act, messages)


def _letter(act: Act, problem: Problem, case: Case, kind: str, promising: bool) -> Message:
    due = problem.news_due if promising else None
    return say(act, problem, case, kind=kind, channel="mail", promises=due)
