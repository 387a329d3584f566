"""Threads of another system come in, a batch a transaction; again is the same."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from buckstop.arrivals.actions.people import Known, known_of
from buckstop.arrivals.models import Arrival, Brought, Source, ThreadState
from buckstop.arrivals.permissions import may_bring_in
from buckstop.arrivals.rules import Report
from buckstop.arrivals.threads import Said, Side, Thread, digest_of, lines_of
from buckstop.conversations.actions import followers
from buckstop.conversations.actions.importing import SaidThere, keep_said
from buckstop.conversations.actions.posting import File
from buckstop.conversations.models import Message
from buckstop.conversations.models.message import MessageKind
from buckstop.kit.bulk import new_row
from buckstop.ledger.actor import Actor
from buckstop.ledger.refused import check
from buckstop.ledger.transaction import Act, acting
from buckstop.problems.actions.importing import (
    Imported,
    follow_import,
    import_case,
    import_problem,
)
from buckstop.problems.models import Case, Problem
from buckstop.problems.models.problem import ASIDE
from buckstop.problems.queries.desk import next_numbers

KIND_OF = {
    Side.THEIRS: MessageKind.HEARD,
    Side.OURS: MessageKind.ELSEWHERE,
    Side.INSIDE: MessageKind.NOTE,
}
RUNS_HERE = "It runs here already: what was said there since stays there."
ERASED_HERE = "Somebody of it was erased here: nothing more of it comes."
COPIED = 20  # so many at most are asked about


def bring_in(
    source: Source,
    threads: Sequence[Thread],
    *,
    buck: UUID,
    came_to: str,
    report: Report,
    by: Actor,
    at: datetime,
) -> list[Problem]:
    """Bring these in, and note how far the source `came_to`. Returns the problems that are new.

    What came before isn't brought again, only what was said there since. `buck`: with whom the
    buck stops now.
    """
    check(may_bring_in(by))
    there = _there(source, threads)
    grown = [row.problem for row in there.values() if row.problem is not None]
    fresh = [one for one in threads if not one.left_out and _is_new(one, there)]
    numbers = iter(next_numbers(len(fresh)) if fresh else [])
    known = known_of(source, threads)
    with acting(source, *grown, by=by, at=at) as act:
        known.make_customers(fresh, act)
        bringing = _Bringing(act, act.lock(source), there, known, buck, numbers, report)
        for thread in threads:
            bringing.bring(thread)
        act.change(source, came_to=came_to[:200])
    return bringing.new


def _there(source: Source, threads: Sequence[Thread]) -> dict[str, Arrival]:
    keys = [one.key for one in threads]
    rows = Arrival.objects.filter(source=source, theirs__in=keys).select_related("problem")
    return {row.theirs: row for row in rows}


def _is_new(thread: Thread, there: dict[str, Arrival]) -> bool:
    row = there.get(thread.key)
    return row is None or row.problem_id is None


class _Bringing:
    """One transaction."""

    def __init__(
        self,
        act: Act,
        source: Source,
        there: dict[str, Arrival],
        known: Known,
        buck: UUID,
        numbers: Iterator[int],
        report: Report,
    ) -> None:
        self.act, self.source, self.there, self.known = act, source, there, known
        self.buck, self.numbers, self.report = buck, numbers, report
        self.new: list[Problem] = []
        grown = [row for row in there.values() if row.problem_id is not None]
        self.said_before: dict[UUID, set[str]] = {row.pk: set() for row in grown}
        rows = Brought.objects.filter(arrival__in=grown) if grown else []
        for brought in rows:
            self.said_before[brought.arrival_id].add(brought.theirs)

    def bring(self, thread: Thread) -> None:
        row = self.there.get(thread.key)
        if row is not None and row.problem is not None:
            self._grow(row, row.problem, thread)
        elif thread.left_out:
            self.report.leave_out(thread.theirs, thread.left_out)
            if row is None:
                self._arrived(thread, ThreadState.LEFT_OUT, None, why=thread.left_out[:300])
        else:
            self._open(row, thread)

    def _arrived(
        self, thread: Thread, state: ThreadState, problem: Problem | None, *, why: str = ""
    ) -> Arrival:
        row = new_row(
            Arrival,
            source=self.source,
            theirs=thread.key,
            state=state,
            why=why,
            problem=problem,
            at=self.act.at,
        )
        self.there[row.theirs] = row
        return self.act.add(row)

    def _open(self, row: Arrival | None, thread: Thread) -> None:
        act = self.act
        was = Imported(
            source=self.source.name,
            theirs=thread.theirs,
            title=thread.title,
            state=thread.state,
            opened_at=thread.opened_at,
            ended_at=act.at if thread.runs else _ended(thread),
            runs=thread.runs,
            kind=thread.kind,
        )
        number = next(self.numbers)
        problem = import_problem(was, buck=self.buck, number=number, by=act.by, at=act.at)
        person, customer = self.known.contact(thread, problem, act)
        case = import_case(problem, contact=person, customer=customer, by=act.by, at=act.at)
        if row is None:
            row = self._arrived(thread, ThreadState.CAME, problem)
        else:
            act.change(row, state=ThreadState.CAME, why="", problem=problem, at=act.at)
        kept = self._keep(row, thread.said, problem, case)
        if thread.fields or thread.others:
            keep_said(act, self._beside(thread), problem, case)
        self._propose(thread, case, kept)
        self._count(row, thread)
        self.report.bring(thread)
        self.new.append(problem)

    def _propose(self, thread: Thread, case: Case, kept: list[Message]) -> None:
        """Who else asked there may follow here, once somebody says so, where it still runs."""
        others = {one.email: one.name for one in thread.others if one.email}
        others.pop(thread.contact.email, None)
        if thread.runs and kept and others:
            some = dict(list(others.items())[:COPIED])
            followers.propose(self.act, some, case, kept[0], is_new=True)

    def _beside(self, thread: Thread) -> SaidThere:
        """What else stood beside it there, as an internal note."""
        lines = [f"{name}: {value}" for name, value in thread.fields.items() if value]
        lines += [f"Also asked or copied: {one}" for one in thread.others if str(one)]
        return SaidThere(
            kind=MessageKind.NOTE,
            at=thread.opened_at,
            said_as=self.source.name,
            text="\n".join([f"{self.source.name}: {thread.theirs} ({thread.state})", *lines]),
        )

    def _grow(self, row: Arrival, problem: Problem, thread: Thread) -> None:
        """What was said there since it came."""
        self.report.counts["here already"] += 1
        new = [one for one in thread.said if one.key not in self.said_before[row.pk]]
        if not new and (not problem.is_unowned or _stands(thread, problem)):
            return
        problem = self.act.lock(problem)
        if new and not problem.is_unowned:
            self.report.leave_out(thread.theirs, RUNS_HERE)
        elif new and not row.digest:
            self.report.leave_out(thread.theirs, ERASED_HERE)
        elif problem.is_unowned and not thread.left_out:
            self._follow(problem, thread)
            self._grow_by(row, problem, thread, new)

    def _follow(self, problem: Problem, thread: Thread) -> None:
        """What ran there has ended since, or runs again."""
        if _stands(thread, problem):
            return
        ended = self.act.at if thread.runs else _ended(thread)
        follow_import(
            problem,
            state=thread.state,
            ended_at=ended,
            runs=thread.runs,
            by=self.act.by,
            at=self.act.at,
        )
        self.report.counts["runs again there" if thread.runs else "ended there since"] += 1

    def _grow_by(self, row: Arrival, problem: Problem, thread: Thread, new: list[Said]) -> None:
        cases = self.act.rows(Case.objects.filter(problem=problem).order_by("pk")) if new else []
        for case in cases[:1]:
            self._keep(row, new, problem, case)
            self._count(row, thread)
            self.report.counts["grown"] += 1
            self.report.bring_said(replace(thread, said=tuple(new)))

    def _keep(
        self, row: Arrival, said: Sequence[Said], problem: Problem, case: Case
    ) -> list[Message]:
        kept = []
        for one in sorted(said, key=lambda one: one.at):
            message = keep_said(self.act, self._there(one, problem), problem, case)
            brought = new_row(Brought, message=message, arrival=row, theirs=one.key)
            self.act.add(brought)
            kept.append(message)
        return kept

    def _there(self, one: Said, problem: Problem) -> SaidThere:
        return SaidThere(
            kind=KIND_OF[one.side],
            at=one.at,
            said_as=str(one.author),
            text=one.text,
            html=one.html,
            subject=one.subject,
            message_id=one.message_id,
            in_reply_to=one.in_reply_to,
            route=one.route,
            said_by=self.known.author(one, problem, self.act),
            raw=one.raw,
            files=[
                File(f.name, f.content_type, f.content, mail_id=f.mail_id, inline=f.inline)
                for f in one.files
            ],
        )

    def _count(self, row: Arrival, thread: Thread) -> None:
        self.act.change(
            row,
            messages=len(thread.said),
            files=sum(len(one.files) for one in thread.said),
            digest=digest_of(lines_of(thread, row.at)),
        )


def _stands(thread: Thread, problem: Problem) -> bool:
    return thread.runs == (problem.outcome == ASIDE)


def _ended(thread: Thread) -> datetime:
    """When it ended there, or was said the last of it."""
    last = max((one.at for one in thread.said), default=thread.opened_at)
    return thread.ended_at or last
