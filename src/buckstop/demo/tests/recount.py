"""The figures that pages show, counted once more: from the sealed entries alone, in plain Python.

Nothing here asks a table but the ledger's, and nothing of it is what the pages' own statements are
made of.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from buckstop.conversations.queries.promised import YEAR
from buckstop.doors.desk.pages.customer.data import rows_of
from buckstop.ledger.models import Entry
from buckstop.people.models import Customer
from buckstop.people.zones import house_zone_info
from buckstop.reliability.queries import promises
from buckstop.reliability.queries.figures import seen
from buckstop.reliability.rules.figures import SHOWN, WEEK

type Seen = tuple[datetime, float]
ENDS = {"case-confirmed", "case-answered", "case-declined", "case-lapsed", "word-recorded"}
STILL_OPEN = {"case-reopened", "word-taken-back", "word-withdrawn", "still-broken"}


@dataclass
class CaseSeen:
    """What its entries say of a case."""

    opened: datetime
    customer: str | None
    state: str = "open"
    ended: datetime | None = None
    doubted: bool = False
    asked: bool = False  # how easy it was
    score: int | None = None
    stays: list[tuple[str, datetime]] = field(default_factory=list)  # on which chain since when


@dataclass
class ProblemSeen:
    """What its entries say of a problem."""

    key: str
    opened: datetime
    kind: str
    first_word: datetime | None = None
    closed: datetime | None = None
    outcome: str = ""
    team: str | None = None
    found_first: bool = False
    causes: dict[str, str] = field(default_factory=dict)


class Recount:
    """All that has happened, read once."""

    def __init__(self) -> None:
        self.problems: dict[str, ProblemSeen] = {}
        self.cases: dict[str, CaseSeen] = {}
        self.news: list[tuple[datetime, bool, str, str]] = []
        self.made_right: list[datetime] = []
        self.judged: dict[str, Seen] = {}
        self.merged: dict[str, str] = {}
        rows = Entry.objects.order_by("transaction", "at", "chain", "number")
        read = [(chain.hex, json.loads(bytes(text))) for chain, text in
                rows.values_list("chain", "content")]  # fmt: skip
        for chain, entry in sorted(read, key=lambda one: one[1]["at"]):
            self._read(chain, entry["code"], entry["fields"], datetime.fromisoformat(entry["at"]))

    def _read(self, chain: str, code: str, said: dict[str, Any], at: datetime) -> None:
        if code == "problem-opened":
            self.problems[chain] = ProblemSeen(said["problem"], at, said["kind"])
        elif chain in self.problems:
            self._of_problem(self.problems[chain], chain, code, said, at)
        if code == "prevention-judged" and said["verdict"] in ("held", "not held"):
            self.judged[said["prevention"]] = (at, said["verdict"] == "held")
        elif code == "cause-merged":
            self.merged[said["cause"]] = said["into"]
        elif code == "cause-taken-apart":
            self.merged.pop(said["cause"], None)

    def _of_problem(
        self, problem: ProblemSeen, chain: str, code: str, said: dict[str, Any], at: datetime
    ) -> None:
        if code == "kind-changed":
            problem.kind = said["kind"]
        elif code == "first-word":
            problem.first_word = at
        elif code == "problem-closed":
            problem.closed, problem.outcome = at, said["outcome"]
        elif code == "problem-reopened":
            problem.closed, problem.outcome = None, ""
        elif code == "with-team":
            problem.team = said["team"]
        elif code == "found-first":
            problem.found_first = True
        elif code == "cause-named":
            problem.causes[said["because"]] = said["cause"]
        elif code == "cause-unnamed":
            problem.causes.pop(said["because"], None)
        elif code == "remedy-granted":
            self.made_right.append(at)
        elif code == "news-taken-back":
            self.news = [one for one in self.news if one[3] != said["commitment"]]
        if code in ("news-sent", "news-missed"):
            self.news.append((at, code == "news-sent", chain, said["commitment"]))
        if "case" in said:
            self._of_case(chain, code, said, at)

    def _of_case(self, chain: str, code: str, said: dict[str, Any], at: datetime) -> None:
        if code == "case-opened":
            self.cases[said["case"]] = CaseSeen(at, said["customer"], stays=[(chain, at)])
        case = self.cases.get(said["case"])
        if case is None:
            return
        if code == "case-moved-in":
            case.stays.append((chain, at))
        elif code == "customer-chosen":
            case.customer = said["customer"]
        elif code == "case-voided":
            case.state, case.ended = "void", at
        elif code in ENDS:
            confirmed = code in ("case-confirmed", "word-recorded")
            case.state, case.ended = "confirmed" if confirmed else code, at
            if code == "case-confirmed" and said["how"] in ("page", "link"):
                case.asked |= said["asks"]
        elif code in STILL_OPEN:
            case.state, case.ended = "open", None
            case.doubted |= code in ("still-broken", "word-taken-back")
        elif code == "effort-told":
            case.score = said["score"]

    # --- what pages show

    def figures(self) -> dict[str, list[Seen]]:
        """What each of them saw, the oldest first."""
        problems, cases = self.problems.values(), self.cases.values()
        found: dict[str, Iterable[Seen]] = {
            "promises-kept": [(at, kept) for at, kept, _chain, _of in self.news],
            "first-word": [
                (one.opened, _minutes(one.opened, one.first_word))
                for one in problems if one.first_word
            ],
            "solved-within": [
                (one.closed, _minutes(one.opened, one.closed))
                for one in problems
                if one.closed and one.outcome == "confirmed" and one.kind == "problem"
            ],
            "right-first-time": [
                (one.ended, not one.doubted)
                for one in cases if one.ended and one.state == "confirmed"
            ],
            "found-first": [
                (one.opened, one.found_first) for one in problems if one.kind == "problem"
            ],
            "repeated": list(self._repeated()),
            "found-it-easy": [
                (one.ended, one.score >= 5)
                for one in cases
                if one.ended and one.state == "confirmed" and one.asked and one.score is not None
            ],
            "missed-again": [(at, 1) for at in self._missed_again()],
            "prevention-held": list(self.judged.values()),
            "made-right": [(at, 1) for at in self.made_right],
        }  # fmt: skip
        return {code: sorted(rows) for code, rows in found.items()}

    def _repeated(self) -> Iterable[Seen]:
        first: dict[str, datetime] = {}
        for one in sorted(self.problems.values(), key=lambda one: one.opened):
            causes = {self._cause(cause) for cause in one.causes.values()}
            if causes:
                yield one.opened, any(first.get(cause, one.opened) < one.opened for cause in causes)
            for cause in causes:
                first.setdefault(cause, one.opened)

    def _cause(self, cause: str) -> str:
        while cause in self.merged:
            cause = self.merged[cause]
        return cause

    def _missed_again(self) -> Iterable[datetime]:
        last: dict[str, bool] = {}
        for at, kept, chain, _of in self.news:
            if not kept and last.get(chain) is False:
                yield at
            last[chain] = kept

    def promises(self, at: datetime) -> dict[str, Counter[tuple[str, bool]]]:
        """How many were kept and missed: by month of a year, and by team lately."""
        months: Counter[tuple[str, bool]] = Counter()
        teams: Counter[tuple[str, bool]] = Counter()
        for when, kept, chain, _of in self.news:
            if when > at - YEAR:
                months[f"{when.astimezone(house_zone_info()):%Y-%m}", kept] += 1
            if when > at - promises.LATELY:
                teams[self.problems[chain].team or promises.NONE, kept] += 1
        return {promises.Part.MONTH: months, promises.Part.TEAM: teams}

    def waiting(self) -> Counter[str]:
        """How many cases of each customer are open."""
        return Counter(
            one.customer for one in self.cases.values() if one.customer and one.ended is None
        )

    def by_customer(self, since: datetime) -> dict[str, Counter[bool]]:
        """How many promises were kept and missed to each while a case of theirs waited there."""
        found: dict[str, Counter[bool]] = defaultdict(Counter)
        here: dict[str, list[CaseSeen]] = defaultdict(list)
        for case in self.cases.values():
            if case.state != "void" and case.customer:
                here[case.stays[-1][0]].append(case)
        for at, kept, chain, _of in self.news:
            theirs = {
                case.customer
                for case in here[chain]
                if case.opened <= at and (case.ended is None or case.ended >= at)
            }
            for customer in theirs:
                if customer and at > since:
                    found[customer][kept] += 1
        return found


def _minutes(since: datetime, until: datetime) -> float:
    return (until - since).total_seconds() / 60


def differences(at: datetime) -> Iterator[str]:
    """Where what pages show at `at` isn't what the entries say, as sentences."""
    recount = Recount()
    for code, theirs in recount.figures().items():
        ours = Counter((one.at, round(one.value, 2)) for one in seen(code, at))
        since = at - SHOWN * WEEK
        counted = Counter((when, round(float(one), 2)) for when, one in theirs if when >= since)
        if ours != counted:
            yield f"{code}: {ours - counted} where the entries say {counted - ours}"
    yield from _of_promises(recount, at)
    waiting, customers = recount.waiting(), list(Customer.objects.filter(merged_into=None))
    for customer, row in zip(customers, rows_of(customers), strict=True):
        if row.open_cases != waiting[customer.pk.hex]:
            yield f"{customer}: {row.open_cases} open, not {waiting[customer.pk.hex]}"


def _of_promises(recount: Recount, at: datetime) -> Iterator[str]:
    for part, counted in recount.promises(at).items():
        found = promises.by_part(
            promises.Part(part), promises.since_of(promises.Part(part), at), at
        )
        ours = {
            (key if part == promises.Part.MONTH else key.replace("-", ""), kept): count
            for key, one in found.items()
            for kept, count in ((True, one.kept + one.moved), (False, one.missed))
            if count
        }
        if ours != counted:
            yield f"promises by {part}: {ours} where the entries say {dict(counted)}"
    theirs = recount.by_customer(at - YEAR)
    for customer in Customer.objects.filter(merged_into=None):
        months = [one.promises for one in promises.of_customer(customer, at)]
        ended = Counter({
            True: sum(one.kept + one.moved for one in months),
            False: sum(one.missed for one in months),
        })  # fmt: skip
        if ended != theirs[customer.pk.hex]:
            yield f"promises to {customer}: {ended} where the entries say {theirs[customer.pk.hex]}"
