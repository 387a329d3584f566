"""What is noted beside a problem, or leaves later than it is written."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from ninja import Field

from buckstop.conversations.actions import scheduling
from buckstop.conversations.permissions.scheduling import may_schedule
from buckstop.doors.api.acts.base import About, On, sent_to
from buckstop.doors.api.finding import case_on
from buckstop.doors.api.schemas import LONGEST, Strict
from buckstop.problems.models import Problem
from buckstop.timekeeping.actions.noting import A_DAY, add_time
from buckstop.timekeeping.permissions import may_add_time


class TimeIn(Strict):
    minutes: Annotated[int, Field(ge=1, le=A_DAY)]
    day: Annotated[date, Field(description="Of the house: today, or one of the last year.")]
    what: Annotated[str, Field(max_length=500)] = ""
    billable: Annotated[bool, Field(description="Whether the customer pays for it.")] = True
    case: Annotated[UUID | None, Field(description="For one alone; null: for all.")] = None


class Later(Strict):
    text: Annotated[str, Field(max_length=LONGEST, description="As the customer reads it.")]
    leaves_at: datetime
    next_update_due: Annotated[
        datetime | None, Field(description="Of the next news; else as the service level says.")
    ] = None
    case: Annotated[UUID | None, Field(description="An answer to one; null: news for all.")] = None


@sent_to(
    About.PROBLEM, "time-spent", takes=TimeIn,
    may=lambda _it, by: may_add_time(by),
)  # fmt: skip
def note_time(it: On[Problem], said: TimeIn) -> None:
    """Note how long somebody, as whom the key acts, worked on it."""
    case = case_on(it.subject, said.case) if said.case else None
    add_time(
        it.subject, minutes=said.minutes, day=said.day, billable=said.billable, what=said.what,
        case=case, **it.by,
    )  # fmt: skip


@sent_to(
    About.PROBLEM, "scheduled", takes=Later,
    may=lambda it, by: may_schedule(it.row, by),
)  # fmt: skip
def send_later(it: On[Problem], said: Later) -> None:
    """Let an answer, or news for all, leave at a chosen time; until then nobody was told."""
    case = case_on(it.subject, said.case) if said.case else None
    scheduling.schedule(
        it.subject, text=said.text, leaves_at=said.leaves_at, next_due=said.next_update_due,
        case=case, **it.by,
    )  # fmt: skip
