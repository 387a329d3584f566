"""What must hold at every instant, read from the database; each check answers sentences."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Any
from uuid import UUID

from buckstop.ledger.models import Chain, Entry
from buckstop.problems.models import Case, Commitment, Problem, Stay, Tenure, Word

ENDED = {"kept", "declined", "withdrawn", "missed"}
ENDED_CASE = {"confirmed", "lapsed", "answered", "declined", "void", "spared", "imported"}


class House:
    """Everything there is, read once."""

    def __init__(self) -> None:
        self.problems = list(Problem.objects.select_related("owner").order_by("pk"))
        self.tenures = grouped(Tenure.objects.order_by("starts_at", "pk"), "problem_id")
        owed = Commitment.objects.order_by("pk").select_related("debtor", "case", "escalation")
        self.commitments = grouped(owed, "problem_id")
        self.cases = {case.pk: case for case in Case.objects.order_by("pk")}
        self.cases_of = grouped(self.cases.values(), "problem_id")
        self.stays = grouped(Stay.objects.order_by("pk").select_related("problem"), "case_id")
        self.words = grouped(Word.objects.order_by("pk"), "case_id")
        entries = Entry.objects.order_by("chain", "number").defer("salt", "seal", "hash")
        self.entries = grouped(entries, "chain_id")
        self.known: dict[UUID, list[tuple[Entry, dict[str, Any]]]] = {}

    def facts(self, chain: UUID) -> list[tuple[Entry, dict[str, Any]]]:
        """The entries of a chain with the fields that their bytes hold."""
        if chain not in self.known:
            told = [(e, json.loads(bytes(e.content))["fields"]) for e in self.entries[chain]]
            self.known[chain] = told
        return self.known[chain]


LAPSED = ("handoff-lapsed", "carrying-lapsed")
"""Offers that nobody answered: nothing is owed instead, so nobody missed anything."""


def grouped(rows: Iterable[Any], key: str) -> dict[UUID, list[Any]]:
    found: dict[UUID, list[Any]] = defaultdict(list)
    for row in rows:
        found[getattr(row, key)].append(row)
    return found


def broken() -> list[str]:
    """Every guarantee that doesn't hold now, as sentences."""
    house = House()
    found = [
        f"P-{problem.number}: {said}"
        for problem in house.problems
        for check in (owned, tenures_touch, moved_with_their_word, never_silent, closed_rightly)
        for said in check(house, problem)
    ]
    found += [f"case: {said}" for case in house.cases.values() for said in case_holds(house, case)]
    found += [
        f"commitment: {said}" for rows in house.commitments.values() for said in owing(house, rows)
    ]
    return found + list(numbered(house)) + list(scoped(house))


def owned(house: House, problem: Problem) -> Iterator[str]:
    """G1: exactly one person is accountable until it is closed."""
    running = [tenure for tenure in house.tenures[problem.pk] if tenure.ends_at is None]
    if problem.state == "closed":
        if running:
            yield "G1 somebody owns it although it is closed"
        return
    if [tenure.person_id for tenure in running] != [problem.owner_id]:
        yield "G1 it has no one owner"
    elif problem.owner_since != running[0].starts_at:
        yield "owner_since isn't when the tenure began"
    if not problem.owner.is_active:
        yield "G1 its owner has left"


def tenures_touch(house: House, problem: Problem) -> Iterator[str]:
    """Tenures touch end to end, but while it was closed."""
    tenures = house.tenures[problem.pk]
    if problem.imported_at is not None and not tenures:
        if not problem.is_unowned:
            yield "G1 it came from elsewhere, runs here, and nobody ever owned it"
        return
    if problem.imported_at is None and tenures[0].starts_at != problem.opened_at:
        yield "G1 the first tenure begins late"
    for before, after in pairwise(tenures):
        reopened = after.how == Tenure.How.REOPENED
        if before.ends_at is None or before.ends_at > after.starts_at:
            yield "G1 two tenures overlap"
        elif before.ends_at != after.starts_at and not reopened:
            yield "G1 there is a gap between two tenures"
    if problem.state == "closed" and tenures[-1].ends_at != problem.closed_at:
        yield "G1 the last tenure doesn't end when it was closed"


def moved_with_their_word(house: House, problem: Problem) -> Iterator[str]:
    """G3: each tenure is on record, and how it came about stands right before it."""
    facts = house.facts(problem.chain_id)
    begins = [n for n, (entry, _) in enumerate(facts) if entry.code == "tenure-began"]
    tenures = house.tenures[problem.pk]
    recorded = [(facts[n][1]["to"], facts[n][1]["how"]) for n in begins]
    if recorded != [(tenure.person_id.hex, tenure.how) for tenure in tenures]:
        yield "G3 an owner changed off the record"
        return
    for n in begins:
        entry, fields = facts[n]
        earlier = [before.code for before, _ in facts[max(0, n - 2) : n]]
        by_new_owner = entry.actor_id is not None and entry.actor_id.hex == fields["to"]
        if fields["how"] == "accepted" and (not by_new_owner or earlier[-1] != "handoff-accepted"):
            yield "G3 it moved by a handoff that the next owner didn't accept"
        if fields["how"] == "taken" and not by_new_owner:
            yield "G3 somebody took it for somebody else"
        routed_on = fields["how"] in ("routed", "buck") and fields["before"] is not None
        if routed_on and earlier[-1] != "handed-back":
            yield "G3 it was routed on without having been handed back"
        if fields["how"] == "reopened" and earlier[-1] != "problem-reopened":
            yield "G3 an owner was made by reopening what wasn't"


def never_silent(house: House, problem: Problem) -> Iterator[str]:
    """G2: exactly one open promise of news, and `news_due` says when."""
    updates = [row for row in house.commitments[problem.pk] if row.kind == "update"]
    due = [row.due for row in updates if row.ended_at is None]
    if due != ([] if problem.state == "closed" else [problem.news_due]):
        yield f"G2 open promises of news: {len(due)}"
    if problem.state == "closed" and problem.news_due is not None:
        yield "G2 news is due although it is closed"
    promised = [e for e in house.entries[problem.chain_id] if e.code == "news-promised"]
    if len(promised) != len(updates):
        yield "G2 a promise of news is off the record"
    followed = [row.follows_id for row in updates if row.follows_id]
    missed = {row.pk for row in updates if row.state == "missed"}
    if any(row.after_miss != (row.follows_id in missed) for row in updates):
        yield "G2 news doesn't say whether the promise before it was missed"
    for row in updates:
        if row.state in ("kept", "missed") and followed.count(row.pk) != 1:
            yield f"G2 news was {row.state} and {followed.count(row.pk)} promises followed"


def closed_rightly(house: House, problem: Problem) -> Iterator[str]:
    """A problem is closed when no case waits, and `waiting_cases` counts them."""
    cases = house.cases_of[problem.pk]
    waiting = sum(case.is_waiting for case in cases)
    if problem.waiting_cases != waiting:
        yield f"{waiting} cases wait, it says {problem.waiting_cases}"
    if problem.state == "closed" and (waiting or problem.closed_at is None or not problem.outcome):
        yield "G4 it is closed on a waiting customer"
    theirs = [case for case in cases if case.state != "spared"]  # they were told, and never had it
    if problem.state != "closed" and theirs and not waiting:
        yield "it is open and nobody waits"
    left = [row for row in house.commitments[problem.pk] if row.ended_at is None]
    if problem.state == "closed" and left:
        yield "something is owed although it is closed"
    codes = [e.code for e in house.entries[problem.chain_id]]
    if codes.count("problem-closed") - codes.count("problem-reopened") > 1:
        yield "it closed twice"


def case_holds(house: House, case: Case) -> Iterator[str]:
    """G4: only the customer's word closes a case; and it is where its stays say."""
    words = house.words[case.pk]
    said = words[-1].says if words else None
    if case.state == "confirmed" and said != "solved":
        yield "G4 it is confirmed without the customer's word"
    if case.state == "lapsed" and not (case.asked_at and case.reminded_at):
        yield "G4 it lapsed without having been asked and reminded"
    if (case.state in ENDED_CASE) != (case.ended_at is not None):
        yield f"it is {case.state} and ended_at is {case.ended_at}"
    if (case.attend_at is not None) != (case.state == "asked" and not case.is_held):
        yield f"it is {case.state} and the clock looks at {case.attend_at}"
    if case.is_held and (case.state != "asked" or not case.held_because):
        yield f"it is {case.state} and held because of {case.held_because}"
    yield from _assumed(house, case)
    stays = house.stays[case.pk]
    if [stay.problem_id for stay in stays if stay.ends_at is None] != [case.problem_id]:
        yield "it doesn't stay where it is"
    for before, after in pairwise(stays):
        if before.ends_at != after.starts_at or before.to_number is None:
            yield "there is a gap between two stays"
    asked = [
        entry.code
        for stay in stays
        for entry in house.entries[stay.problem.chain_id][stay.from_number - 1 : stay.to_number]
        if case.pk in entry.cases and entry.code in ("case-asked", "case-reminded", "case-lapsed")
    ]
    for before, code in zip(["", *asked], asked, strict=False):
        needs = {"case-reminded": "case-asked", "case-lapsed": "case-reminded"}.get(code)
        if needs and before != needs:
            yield f"G4 {code} without {needs}"


def _assumed(house: House, case: Case) -> Iterator[str]:
    """G4: who wrote after we asked is neither reminded nor lapses before a person decided."""
    wrote = ""
    for stay in house.stays[case.pk]:
        for entry in house.entries[stay.problem.chain_id][stay.from_number - 1 : stay.to_number]:
            if case.pk not in entry.cases:
                continue
            if entry.code in ("customer-heard", "words-noted", "news-not-received"):
                wrote = entry.code
            elif entry.code in ("case-reminded", "case-lapsed") and wrote:
                yield f"G4 {entry.code} after {wrote}, and nobody decided"
            elif entry.code in ("case-asked", "still-asked"):
                wrote = ""


def owing(house: House, rows: list[Commitment]) -> Iterator[str]:
    """Commitments end once and for all; a customer never misses."""
    for row in rows:
        if _ended_late(house, row):
            yield f"a {row.kind} was {row.state} after it was due, and nobody missed it"
        if (row.state in ENDED) != (row.ended_at is not None):
            yield f"it is {row.state} and ended_at is {row.ended_at}"
        if row.ended_at is None and (row.attend_at is None) != (row.state == "reported"):
            yield f"a {row.state} {row.kind} is looked at {row.attend_at}"
        if row.state == "missed" and (row.ended_at is None or row.ended_at < row.due):
            yield f"a {row.kind} was missed before it was due"
        if row.state == "missed" and row.kind == "step" and row.debtor.role == "contact":
            yield "we say that a customer missed something"
        if row.case and row.case.problem_id != row.problem_id:
            yield f"a {row.kind} is owed on another problem than its case's"


def _ended_late(house: House, row: Commitment) -> bool:
    """Whether it ended otherwise than missed at or after its time, with nothing said before."""
    if row.ended_at is None or row.state == "missed" or row.ended_at < row.due:
        return False
    told = [
        entry
        for chain in house.entries
        for entry, fields in house.facts(chain)
        if row.pk.hex in (fields.get(name) for name in ("commitment", "handoff"))
        and entry.code in ("owed-reported", "owed-returned", *LAPSED)
    ]
    last = told[-1] if told else None
    excused = last is not None and (
        last.code in LAPSED or (last.code == "owed-reported" and last.at < row.due)
    )
    return row.debtor.role != "contact" and not excused


def numbered(house: House) -> Iterator[str]:
    """G6: numbers have no gap, time never runs backwards; `verify` checks the hashes."""
    for chain in Chain.objects.all():
        entries = house.entries[chain.pk]
        if [entry.number for entry in entries] != list(range(1, chain.length + 1)):
            yield f"G6 the entries of {chain} aren't numbered from 1 to {chain.length}"
        if any(before.at > after.at for before, after in pairwise(entries)):
            yield f"G6 time runs backwards in {chain}"


def scoped(house: House) -> Iterator[str]:
    """What concerns one case, or colleagues alone, no other customer reads."""
    commitments = {row.pk.hex: row for rows in house.commitments.values() for row in rows}
    for problem in house.problems:
        for entry, fields in house.facts(problem.chain_id):
            if entry.audience != "customer":
                continue
            if not entry.cases and entry.actor_kind == "contact":
                yield f"{entry.code} tells every customer whose act it was"
            if "case" in fields and [case.hex for case in entry.cases] != [fields["case"]]:
                yield f"{entry.code} tells every customer of one's case"
            row = commitments.get(fields.get("commitment", ""))
            if row is None:
                continue
            if row.case_id and row.case_id not in entry.cases:
                yield f"{entry.code} tells every customer of a {row.kind} meant for one"
            if row.kind in ("ask", "handoff"):
                yield f"{entry.code} shows a {row.kind} to customers"
            if row.kind == "escalation" and not row.escalation.by_customer:
                yield f"{entry.code} shows to customers that staff asked for help"
