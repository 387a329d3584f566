"""What is owed, set in words: the next news, the plan, who above was asked, what was promised."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from buckstop.doors.components.details import details
from buckstop.doors.components.shown.case_page import PastPromise, PlanLine
from buckstop.doors.page.pages.case.story import Story
from buckstop.kit import said_time
from buckstop.people.naming import called
from buckstop.problems.commitments import kind
from buckstop.problems.entries.promising import NewsTakenBack
from buckstop.problems.models import Commitment
from buckstop.problems.models.case import CaseState
from buckstop.problems.models.commitment import CommitmentState
from buckstop.problems.permissions import owed as may
from buckstop.problems.permissions.cases import may_cannot_wait
from buckstop.problems.permissions.escalation import may_escalate
from buckstop.problems.queries.case_view import CaseView
from buckstop.problems.queries.levels import times_of_case

GONE = (CommitmentState.WITHDRAWN, CommitmentState.DECLINED, CommitmentState.MISSED)
SHOWN_PROMISES = 30


def next_news(story: Story) -> dict[str, Any]:
    """The open promise of news, what became of the one before, and when work starts at night."""
    promise = _open_promise(story.view)
    if story.case.state != CaseState.OPEN or promise is None:
        return {}
    joined = _joined(story.view, promise)
    before = promise.follows
    missed = before and before.state == CommitmentState.MISSED and before.due >= joined
    moved = promise.moved_at and promise.moved_at >= joined
    found: dict[str, Any] = {
        "news_by": promise.due,
        "news_from": called(promise.debtor.public_name),
        "news_missed_at": before.due if before and missed else None,
        "news_moved_from": promise.first_due if moved else None,
    }
    times = times_of_case(story.case, story.on_duty.levels)
    hurries = not may_cannot_wait(story.case, story.actor)
    found["urgent"] = hurries and times.may_hurry(promise.due, story.now)
    if not times.calendar.is_open(story.now):
        starts = times.calendar.next_open(story.now)
        if promise.due > starts and not story.on_duty.desk(story.case.problem.team_id).on_shift:
            found["starts_at"] = starts
    return found


def plan(story: Story) -> list[PlanLine]:
    """The steps that still stand, done ones first, then by their time."""
    steps = [
        row
        for row in story.view.owed
        if _is_planned(row) and row.problem_id == story.case.problem_id and row.state not in GONE
    ]
    steps.sort(key=lambda row: (row.state != CommitmentState.KEPT, row.due, row.made_at))
    waiting = [row for row in steps if row.is_owed and row.state != CommitmentState.REPORTED]
    return [_step(story, row, first=bool(waiting) and row == waiting[0]) for row in steps]


def _is_planned(row: Commitment) -> bool:
    its = kind.of(row)
    return not its.internal() and not its.is_news


def _step(story: Story, row: Commitment, *, first: bool) -> PlanLine:
    mine = story.is_reader(row.debtor_id)
    actor, waiting = story.actor, story.case.is_waiting
    says_done = mine and not may.may_report(row, actor, waiting=waiting)
    says_not = not may.may_not_waiting_for_me(row, actor, waiting=waiting)
    state = "next" if first else "todo"
    if row.state == CommitmentState.KEPT:
        state = "done"
    elif row.state == CommitmentState.REPORTED:
        state = "said"
    place = f"{story.url}steps/{row.pk}/"
    return PlanLine(
        id=row.pk.hex,
        who=_who(story, row),
        what=story.texts.of(row.what_id) or _(kind.of(row).label),
        by=row.due,
        state=state,
        yours=mine,
        done_url=place if says_done else "",
        not_waiting_url=f"{place}not-waiting/" if says_not else "",
        at=row.ended_at,
        details=details(row, now=story.now, zone=story.zone, for_customer=True),
    )


def _who(story: Story, row: Commitment) -> str:
    """Who owes a step. A customer's person is named only in what is for this case alone."""
    if row.debtor_id == story.case.contact_id:
        return story.who(row.debtor_id)
    if row.debtor.is_staff_member or row.case_id:
        return called(row.debtor.public_name)
    return _("Somebody else")


def can_escalate(story: Story) -> bool:
    """Whether they can ask somebody above now."""
    case, asked = story.case, _escalation(story.view) is not None
    return not may_escalate(case.problem, story.actor, case=case, asked=asked)


def asked_above(story: Story) -> str:
    """Who above owes an answer, and by when; or nothing."""
    asked = _escalation(story.view)
    if asked is None:
        return ""
    who, its = {"who": asked.debtor.public_name}, kind.of(asked)
    if asked.due < story.now:
        return _(its.awaits_late) % who
    return _(its.awaits) % {**who, "by": said_time.by(asked.due, story.now, story.zone)}


def over(story: Story) -> dict[str, Any]:
    """The promises of ours that are over: kept, moved and missed, the newest first."""
    rows = [
        row for row in story.view.owed if not kind.of(row).internal() and row.debtor.is_staff_member
    ]
    found = [past for row in rows for past in _past(story, row)]
    found.sort(key=lambda pair: pair[0], reverse=True)
    promises = [past for _when, past in found]
    counts = {state: sum(p.state == state for p in promises) for state in _STATES}
    return {"promises": promises[:SHOWN_PROMISES], **counts}


_STATES = ("kept", "moved", "missed")


def _past(story: Story, row: Commitment) -> list[tuple[datetime, PastPromise]]:
    joined, until = _joined(story.view, row), story.case.ended_at or story.now
    what = story.texts.of(row.what_id) if row.what_id else _(kind.of(row).label)
    found = []
    if row.moved_at and row.first_due and joined <= row.moved_at <= until:
        reason = story.texts.of(row.moved_because_id)
        moved = PastPromise(
            what=what, by=row.first_due, state="moved", moved_to=row.due, reason=reason
        )
        found.append((row.moved_at, moved))
    if (
        row.ended_at
        and row.state in (CommitmentState.KEPT, CommitmentState.MISSED)
        and row.ended_at <= until
        and row.pk not in _taken_back(story)
    ):
        kept_at = row.ended_at if row.state == CommitmentState.KEPT else None
        past = PastPromise(what=what, by=row.due, state=row.state, at=kept_at)
        found.append((row.ended_at, past))
    return found


def _taken_back(story: Story) -> set[UUID]:
    """The promises that stand as kept by news that was taken back before it left."""
    facts = (made for _, made in story.happened)
    return {made.commitment for made in facts if isinstance(made, NewsTakenBack)}


def _joined(view: CaseView, row: Commitment) -> datetime:
    """Since when what happens to `row` is this customer's business."""
    if row.case_id:
        return row.made_at
    stays = [stay.starts_at for stay in view.stays if stay.problem_id == row.problem_id]
    return min(stays, default=row.made_at)


def _open_promise(view: CaseView) -> Commitment | None:
    here = (row for row in view.owed if row.problem_id == view.case.problem_id and row.is_owed)
    return next((row for row in here if kind.of(row).is_news), None)


def _escalation(view: CaseView) -> Commitment | None:
    asked = (row for row in view.owed if kind.of(row).customers_ask)
    return next((row for row in asked if row.is_owed), None)
