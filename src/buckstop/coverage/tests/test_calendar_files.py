"""Rosters of other programs, read: what comes every week, what comes once, whose it is."""

from datetime import UTC, datetime, time

import pytest

from buckstop.coverage.calendar_files import Line, Named, Turn, Weekly, read
from buckstop.ledger.refused import Refused

NOW = datetime(2026, 3, 2, 8, tzinfo=UTC)
wall = datetime.fromisoformat
SUNDAY = wall("2026-03-08")
ZURICH = "Europe/Zurich"


def calendar(*events: str) -> bytes:
    parts = "".join(f"BEGIN:VEVENT\nUID:{n}@x\n{one}\nEND:VEVENT\n" for n, one in enumerate(events))
    said = f"BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:x\n{parts}END:VCALENDAR\n"
    return said.replace("\n", "\r\n").encode()


def lines(*events: str, zone: str = ZURICH) -> list[Line]:
    return read(calendar(*events), zone, NOW)


NIGHTS = (
    "SUMMARY:Ana\nDTSTART;TZID=America/New_York:20260302T220000\n"
    "DTEND;TZID=America/New_York:20260303T060000\nRRULE:FREQ=WEEKLY;BYDAY=MO,TU"
)


def test_what_comes_every_week_is_a_shift_in_its_own_zone():
    ana = Named("Ana")
    assert lines(NIGHTS) == [
        Weekly(ana, day, time(22), time(6), "America/New_York") for day in (0, 1)
    ]
    assert [one.zone for one in lines(NIGHTS, zone="America/New_York")] == ["", ""]  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "more", ["COUNT=3", "UNTIL=20260324T000000Z", "INTERVAL=2"], ids=["count", "until", "interval"]
)
def test_what_ends_or_leaves_weeks_out_is_turns(more: str):
    found = lines(NIGHTS.replace("BYDAY=MO,TU", f"BYDAY=MO;{more}"))
    assert all(isinstance(one, Turn) for one in found)
    assert len(found) == (7 if more == "INTERVAL=2" else 3) or more.startswith("UNTIL")
    first = found[0]
    assert isinstance(first, Turn)
    assert first.starts == wall("2026-03-03T04:00"), "by the clock in Zurich"
    after = [one for one in found if isinstance(one, Turn) and one.starts > SUNDAY]
    assert after[0].starts.hour == 3, "New York changes its clocks three weeks before Zurich"


def test_a_week_that_was_moved_is_as_it_was_moved():
    moved = (
        "SUMMARY:Ben\nRECURRENCE-ID;TZID=America/New_York:20260309T220000\n"
        "DTSTART;TZID=America/New_York:20260310T220000\nDTEND;TZID=America/New_York:20260311T060000"
    )
    both = calendar(NIGHTS.replace("BYDAY=MO,TU", "BYDAY=MO"), moved).replace(b"1@x", b"0@x")
    found = read(both, ZURICH, NOW)
    assert not [one for one in found if isinstance(one, Weekly)]
    assert [one.who.title for one in found][:3] == ["Ana", "Ben", "Ana"]


def test_days_and_times_without_a_zone_are_by_the_rosters_clock_and_the_past_is_left_out():
    day = "SUMMARY:Ana\nDTSTART;VALUE=DATE:20260304"
    floating = "SUMMARY:Ben\nDTSTART:20260305T080000\nDURATION:PT10H"
    past = "SUMMARY:Ana\nDTSTART:20260201T080000Z\nDTEND:20260201T090000Z"
    assert lines(day, floating, past) == [
        Turn(Named("Ana"), wall("2026-03-04T00:00"), wall("2026-03-05T00:00")),
        Turn(Named("Ben"), wall("2026-03-05T08:00"), wall("2026-03-05T18:00")),
    ]


def test_who_takes_part_has_a_turn_each():
    found = lines(
        "SUMMARY:Primary\nDTSTART:20260304T080000Z\nDTEND:20260304T090000Z\n"
        "ATTENDEE:mailto:Ana@halden.example\nATTENDEE:mailto:ben@halden.example"
    )
    addresses = ["ana@halden.example", "ben@halden.example"]
    assert [one.who.addresses for one in found] == [(one,) for one in addresses]


@pytest.mark.parametrize(
    "said",
    [
        b"", b"Dear all, here is the roster", b"BEGIN:VCALENDAR\r\n" * 3, b"\xff\x00",
        b"x" * 300_000,
        calendar("SUMMARY:x\nDTSTART:20260304T080000Z\nRRULE:FREQ=SECONDLY"),
        calendar("SUMMARY:x\nDTSTART:20260302T080000Z\nDURATION:PT5M\nRRULE:FREQ=HOURLY"),
        calendar(*["SUMMARY:x\nDTSTART:20260304T080000Z\nDURATION:PT1H"] * 501),
    ],
)  # fmt: skip
def test_what_is_no_roster_is_refused_in_words(said: bytes):
    with pytest.raises(Refused):
        read(said, ZURICH, NOW)
