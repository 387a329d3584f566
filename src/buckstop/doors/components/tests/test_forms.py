"""Times chosen or typed, and error sentences."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from buckstop.doors.components.forms.base import OTHER, time_choices
from buckstop.doors.components.forms.owning import MoveTimeForm
from buckstop.doors.components.forms.saying import ReplyForm

ZURICH = ZoneInfo("Europe/Zurich")
NOW = datetime(2026, 11, 24, 9, 28, tzinfo=UTC)
TIMES = time_choices([datetime(2026, 11, 24, 11, tzinfo=UTC)], now=NOW, zone=ZURICH)


def form(**data: str) -> MoveTimeForm:
    return MoveTimeForm({"reason": "it is larger", **data}, times=TIMES, zone=ZURICH)


def test_a_chosen_time_is_read_back_exactly():
    given = form(by=TIMES[0][0])
    assert given.is_valid()
    assert given.cleaned_data["by"] == datetime(2026, 11, 24, 11, tzinfo=UTC)
    assert TIMES[0][1] == "12:00 today"


def test_a_typed_time_is_the_readers_own():
    given = form(by=OTHER, by_other="2026-11-25T09:30")
    assert given.is_valid()
    assert given.cleaned_data["by"] == datetime(2026, 11, 25, 8, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("data", "field", "sentence"),
    [
        ({"by": OTHER}, "by_other", "Say which day and time."),
        ({"by": OTHER, "by_other": "soon"}, "by_other", "as 2026-11-24 16:30"),
        ({"by": "2026-11-24T23:00:00+00:00"}, "by", "pick again"),
        ({"by": TIMES[0][0], "reason": ""}, "reason", "Please fill this in."),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(data, field, sentence):
    given = form(**data)
    assert not given.is_valid()
    assert sentence in str(given.errors[field])


def test_a_reply_may_leave_the_promise_as_it_is():
    given = ReplyForm(
        {"case": "c1", "text": "Hello", "by": ""},
        times=[("", "as promised"), *TIMES],
        zone=ZURICH,
        cases=[("c1", "Ines")],
    )
    assert given.is_valid()
    assert given.cleaned_data["by"] is None
