"""Rows as the API gives them, many at a time."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import F, QuerySet
from django.db.models.lookups import IsNull

from buckstop.conversations.models import Message
from buckstop.doors.api.acts.base import Watch, on_commitment, on_problem
from buckstop.doors.api.schemas import (
    By,
    CaseOut,
    ChangeOut,
    CommitmentOut,
    EntryOut,
    MailOut,
    MessageOut,
    Named,
    ProblemOut,
)
from buckstop.kit import clock
from buckstop.kit.reading import Among, Given, reading
from buckstop.ledger.models import Entry
from buckstop.ledger.reading import fact_of, people_in, sentence
from buckstop.outbox.models import Delivery
from buckstop.people.models import Customer, Key, Person
from buckstop.people.queries import names
from buckstop.problems.models import Case, Commitment, Problem, Understanding
from buckstop.problems.queries.case_view import texts
from buckstop.problems.queries.labels import Has, labels_of
from buckstop.problems.queries.lists import with_keys


def problems(rows: Iterable[Problem], key: Key) -> list[ProblemOut]:
    """Problems with their cases, labels, what was understood and what `key` may do: four queries,
    however many."""
    found = list(rows)
    keys = [row.pk for row in found]
    cases: dict[UUID, list[Case]] = {key: [] for key in keys}
    for case in _cases(keys=keys) if keys else ():
        cases[case.problem_id].append(case)
    understood, labels = _understood(keys), labels_of(keys)
    watch = Watch(clock.now())
    for row in found:
        for case in cases[row.pk]:
            case.problem = row
    return [
        _problem(row, cases[row.pk], understood.get(row.pk), labels.get(row.pk, []), key, watch)
        for row in found
    ]


def problem_now(pk: UUID, key: Key) -> ProblemOut:
    """A problem as it is now."""
    return problems(with_keys([pk]), key)[0]


def commitments(rows: Iterable[Commitment], key: Key) -> list[CommitmentOut]:
    """Commitments with what is owed and what `key` may do: one query more."""
    found, watch = list(rows), Watch(clock.now())
    said = texts([key for row in found for key in (row.what_id, row.moved_because_id)])
    return [
        CommitmentOut(
            id=row.pk,
            problem=row.problem.ref,
            case=row.case_id,
            kind=row.kind,
            state=row.state,
            what=said.of(row.what_id),
            debtor=_named(row.debtor),
            creditor=_named(row.creditor) if row.creditor else None,
            made_at=row.made_at,
            due=row.due,
            first_due=row.first_due,
            moved_because=said.of(row.moved_because_id),
            ended_at=row.ended_at,
            acts=on_commitment(row, key, watch),
        )
        for row in found
    ]


def entries(rows: Iterable[Entry]) -> list[EntryOut]:
    """Entries as sentences: one query more, for the names."""
    found = list(rows)
    known = names(people_in(found))
    return [_entry(row, known) for row in found]


def changes(rows: Iterable[Entry]) -> list[ChangeOut]:
    """Entries of the feed: two queries more, for names and problems."""
    found = list(rows)
    known = names(people_in(found))
    chains = {row.chain_id for row in found}
    of = Problem.objects.filter(chain__in=chains).only("number", "chain_id")
    refs = {problem.chain_id: problem.ref for problem in of}
    return [
        ChangeOut(
            id=row.pk,
            chain=row.chain_id,
            problem=refs.get(row.chain_id),
            **_entry(row, known).model_dump(),
        )
        for row in found
    ]


def message(row: Message, mails: Iterable[Delivery] = ()) -> MessageOut:
    """A message, with the mails that take it out; its text is empty once it was erased."""
    return MessageOut(
        id=row.pk,
        case=row.case_id,
        kind=row.kind,
        channel=row.channel,
        at=row.at,
        text=str(row.text) if row.text else "",
        mails=[
            MailOut(state=one.state, sent_at=one.sent_at, delivered_at=one.arrived_at, why=one.why)
            for one in mails
        ],
    )


def _problem(
    row: Problem,
    cases: list[Case],
    understood: str | None,
    labels: list[Has],
    key: Key,
    watch: Watch,
) -> ProblemOut:
    return ProblemOut(
        ref=row.ref,
        kind=row.kind,
        state=row.state,
        title=row.title,
        understanding=understood,
        hurts=row.hurts,
        owner=_named(row.owned_by) if row.owned_by else None,
        owner_since=row.owner_since if row.owned_by else None,
        team=row.team_id,
        opened_at=row.opened_at,
        next_update_due=row.news_due,
        closed_at=row.closed_at,
        outcome=row.outcome,
        tags=[one.name for one in labels if one.is_tag],
        fields={one.name: one.value for one in labels if not one.is_tag},
        cases=[_case(case) for case in cases],
        acts=on_problem(row, cases, key, watch),
    )


def _case(case: Case) -> CaseOut:
    return CaseOut(
        id=case.pk,
        state=case.state,
        title=case.title,
        customer=_named(case.customer) if case.customer else None,
        contact=_named(case.contact),
        opened_at=case.opened_at,
        ended_at=case.ended_at,
    )


@reading
def _cases() -> "QuerySet[Case]":
    rows = Case.objects.filter(Among("problem", Given("keys")))
    return rows.select_related("customer", "contact").order_by("opened_at", "pk")


def _understood(keys: list[UUID]) -> dict[UUID, str]:
    """By problem: the newest that is for all, or else the newest."""
    return {key: text or "" for key, text in _understandings(keys=keys)} if keys else {}


@reading
def _understandings() -> "QuerySet[Understanding, tuple[UUID, str | None]]":
    rows = Understanding.objects.filter(Among("problem", Given("keys")))
    rows = rows.order_by("problem", IsNull(F("case"), False), "-at", "-pk").distinct("problem")
    return rows.values_list("problem", "what__text")


def _entry(row: Entry, known: dict[UUID, str]) -> EntryOut:
    fields: dict[str, Any] = fact_of(row).as_json()
    name = known.get(row.actor_id, "") if row.actor_id else ""
    return EntryOut(
        number=row.number,
        at=row.at,
        code=row.code,
        sentence=sentence(row, names=known, say_time=lambda when: when.isoformat()),
        by=By(kind=row.actor_kind, id=row.actor_id, name=name),
        audience=row.audience,
        cases=row.cases,
        fields=fields,
        hash=bytes(row.hash).hex(),
    )


def _named(of: Person | Customer) -> Named:
    name = of.public_name if isinstance(of, Person) else of.name
    return Named(id=of.pk, name=name)
