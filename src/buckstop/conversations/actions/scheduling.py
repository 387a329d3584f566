"""What is written now and leaves at a chosen time: until then nobody was told, and no promise is
kept by it."""

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _

from buckstop.conversations import drafts, entries
from buckstop.conversations.actions import telling
from buckstop.conversations.actions.posting import File
from buckstop.conversations.models import Scheduled, ScheduledFile
from buckstop.conversations.models.scheduled import Outcome
from buckstop.conversations.permissions import scheduling as may
from buckstop.conversations.rules import check_letter
from buckstop.conversations.wording.finding import Concern
from buckstop.ledger.actor import DESK, Actor
from buckstop.ledger.refused import Refused, check
from buckstop.ledger.transaction import Act, acting
from buckstop.people.models import Person
from buckstop.problems.actions.seen import check_seen, said_since
from buckstop.problems.models import Case, Commitment, Problem
from buckstop.problems.models.case import WAITING
from buckstop.problems.models.commitment import NEWS
from buckstop.problems.models.problem import State

FURTHEST = timedelta(days=90)
BATCH = 20


def schedule(
    problem: Problem,
    *,
    text: str,
    leaves_at: datetime,
    by: Actor,
    at: datetime,
    case: Case | None = None,
    next_due: datetime | None = None,
    files: Iterable[File] = (),
    seen_until: int | None = None,
    overruled: Collection[Concern] = (),
) -> Scheduled:
    """Let an answer to `case`, or news for all, leave at `leaves_at`. It must be in time for the
    news that is promised. The other arguments are those of `telling.reply`."""
    said = check_letter(text)
    with acting(problem, by=by, at=at) as act:
        problem = act.lock(problem)
        check(may.may_schedule(problem, by))
        check_seen(act, problem, seen_until, said=telling.SAID, case=case)
        _check_time(act, problem, case, leaves_at)
        if next_due is not None and next_due <= leaves_at:
            sentence = _("The next news would be due before this leaves: promise a later time.")
            raise Refused("due-before", sentence, "next_due")
        body = act.body(said)
        row = Scheduled(
            problem=problem,
            case=case,
            person_id=by.person,
            text=body,
            made_at=act.at,
            leaves_at=leaves_at,
            next_due=next_due,
            overruled=sorted(overruled),
        )
        made = entries.MessageScheduled(scheduled=row.pk, leaves_at=leaves_at, text=body.digest)
        row.after = act.record(made, on=problem, cases=(case.pk,) if case else ()).number
        act.add(row)
        for file in files:
            act.add(
                ScheduledFile(
                    scheduled=row,
                    name=file.name.replace("\x00", "")[:255] or "file",
                    content_type=file.content_type[:120] or "application/octet-stream",
                    file=act.body(raw=file.content),
                )
            )
    return row


def move_scheduled(scheduled: Scheduled, *, leaves_at: datetime, by: Actor, at: datetime) -> None:
    """Another time for what waits."""
    with acting(scheduled.problem, by=by, at=at) as act:
        row = act.lock(scheduled)
        check(may.may_move_scheduled(row, by))
        _check_time(act, act.lock(scheduled.problem), row.case, leaves_at)
        if row.next_due is not None and row.next_due <= leaves_at:
            sentence = _("It names news by an earlier time: take it back, and write it anew.")
            raise Refused("due-before", sentence, "leaves_at")
        act.change(row, leaves_at=leaves_at)
        act.record(entries.ScheduledMoved(scheduled=row.pk, leaves_at=leaves_at))


def unschedule(scheduled: Scheduled, *, by: Actor, at: datetime) -> None:
    """It doesn't leave: nobody was told."""
    with acting(scheduled.problem, by=by, at=at) as act:
        row = act.lock(scheduled)
        check(may.may_unschedule(row, by))
        act.change(row, ended_at=act.at, outcome=Outcome.TAKEN_BACK.value)
        act.record(entries.ScheduledTakenBack(scheduled=row.pk))


def send_scheduled(*, at: datetime) -> int:
    """Let leave what is due, a batch of it; returns how much was taken up. For the clock."""
    due = Scheduled.objects.filter(ended_at=None, leaves_at__lte=at)
    related = due.select_related("problem", "case__problem", "person", "text")
    rows = list(related.order_by("leaves_at", "pk")[:BATCH])
    for row in rows:
        try:
            _leave(row, at)
        except Refused:
            _stop(row, "refused", at)
    return len(rows)


def _leave(scheduled: Scheduled, at: datetime) -> None:
    """Say it now, in the name of who wrote it; or, where something changed meanwhile, don't."""
    problem, writer = scheduled.problem, scheduled.person.actor()
    with acting(problem, by=writer, at=at, skip_locked=True) as act:
        if not act.holds(problem):  # somebody acts on it, or another worker: the next turn
            return
        row = act.lock(scheduled)
        if row.ended_at is not None:
            return
        why = _changed(act, row, act.lock(problem), writer)
        if not why:
            _say(row, at=act.at, by=writer)
            act.change(row, ended_at=act.at, outcome=Outcome.LEFT.value)
    if why:
        _stop(scheduled, why, at)


def _changed(act: Act, row: Scheduled, problem: Problem, writer: Actor) -> str:
    """Why it can't leave as it was meant; empty where it can."""
    if row.case is not None and row.case.problem_id != problem.pk:
        return "moved"
    nobody = row.case is not None and act.lock(row.case).state not in WAITING
    if problem.state == State.CLOSED or nobody:
        return "closed"
    since = said_since(problem, row.after, by=writer, said=telling.SAID, case=row.case_id)
    return "said" if since else ""


def _say(row: Scheduled, *, at: datetime, by: Actor) -> None:
    files = files_of(row)
    overruled = [Concern(one) for one in row.overruled]
    said: dict[str, Any] = {"text": str(row.text), "next_due": row.next_due, "files": files}
    if row.case is not None:
        telling.reply(row.case, overruled=overruled, by=by, at=at, **said)
    else:
        telling.update_all(row.problem, overruled=overruled, by=by, at=at, **said)


def files_of(scheduled: Scheduled) -> list[File]:
    """The files that go with it."""
    rows = ScheduledFile.objects.filter(scheduled=scheduled).select_related("file").order_by("pk")
    return [File(one.name, one.content_type, one.file.content()) for one in rows]


def _stop(scheduled: Scheduled, why: str, at: datetime) -> None:
    """It doesn't leave; its writer is told, and has the words as a draft."""
    with acting(scheduled.problem, by=DESK, at=at) as act:
        row = act.lock(scheduled)
        if row.ended_at is not None:
            return
        act.change(row, ended_at=act.at, outcome=Outcome.STOPPED.value)
        made = entries.ScheduledStopped(scheduled=row.pk, person=row.person_id, why=why)
        act.record(made, cases=(row.case_id,) if row.case_id else ())
        bring_back(scheduled, scheduled.person, at=at)


def bring_back(scheduled: Scheduled, person: Person, *, at: datetime) -> None:
    """What didn't leave is a draft again."""
    drafts.resume(
        person,
        scheduled.problem,
        drafts.Words(str(scheduled.text), scheduled.case_id, files_of(scheduled)),
        at=at,
    )


def _check_time(act: Act, problem: Problem, case: Case | None, leaves_at: datetime) -> None:
    """In the future, not too far, and in time for the news that is promised."""
    if leaves_at <= act.at:
        raise Refused("past", _("That time has already passed: choose a later one."), "leaves_at")
    if leaves_at > act.at + FURTHEST:
        raise Refused("too-far", _("Choose a time within 90 days."), "leaves_at")
    waiting = Case.objects.filter(problem=problem, state__in=WAITING).values_list("pk", flat=True)
    is_news = case is None or set(waiting) == {case.pk}
    open_ones = Commitment.objects.filter(problem=problem, kind=NEWS, ended_at=None)
    due = open_ones.values_list("due", flat=True).first() if is_news else None
    if due is not None and act.at < due < leaves_at:
        sentence = _("News is promised before that: choose an earlier time, or move the promise.")
        raise Refused("after-news", sentence, "leaves_at")
