"""A roster from a calendar file: seen line by line, kept as it was seen, and once."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from buckstop.coverage.models import Override, Shift
from buckstop.doors.desk.tests.filling import fields_of
from buckstop.doors.desk.tests.telling import words
from buckstop.problems.tests.world import World

SHEET, ACT = "/roster/calendar-files/new/", "/roster/calendar-files/"
FILE = """BEGIN:VCALENDAR
BEGIN:VEVENT
UID:1
SUMMARY:Bruno Keller (second line)
DTSTART;TZID=Europe/Zurich:20260302T100000
DTEND;TZID=Europe/Zurich:20260302T120000
RRULE:FREQ=WEEKLY;BYDAY=WE
END:VEVENT
BEGIN:VEVENT
UID:2
SUMMARY:Somebody else
ATTENDEE:mailto:ana@halden.example
DTSTART;TZID=Europe/Zurich:20260307T100000
DTEND;TZID=Europe/Zurich:20260307T120000
END:VEVENT
BEGIN:VEVENT
UID:3
SUMMARY:Mallory
DTSTART;TZID=Europe/Zurich:20260308T100000
DTEND;TZID=Europe/Zurich:20260308T120000
END:VEVENT
END:VCALENDAR
"""


def look(browser: Client, said: str) -> Any:
    file = SimpleUploadedFile("roster.ics", said.encode(), "text/calendar")
    filled = fields_of(browser.get(SHEET), ACT)
    return browser.post(ACT, {**filled, "file": file})


def test_it_is_seen_before_it_is_kept(world: World, seat: Any) -> None:
    assert seat(world.zed).get(SHEET).status_code == 404
    bruno: Client = seat(world.bruno)
    shifts = Shift.objects.count()
    preview = look(bruno, FILE.replace("ana@halden.example", world.ana.email or ""))
    said = words(preview)
    assert "2 turns will be kept. Nothing is changed yet." in said
    assert "Bruno Keller, every Wednesday, 10:00 to 12:00" in said
    assert "Ana Ruiz, Sat 7 March, 10:00 to 12:00" in said
    assert "“Mallory”, Sun 8 March, 10:00 to 12:00: nobody of the desk is called so." in said
    assert (Shift.objects.count(), Override.objects.count()) == (shifts, 0)
    bruno.post(ACT, fields_of(preview, ACT))
    assert "2 turns are kept." in words(bruno.get("/roster/"))
    [turn] = Override.objects.all()
    assert (turn.person, turn.instead_of) == (world.ana, None)
    assert Shift.objects.count() == shifts + 1
    again = look(bruno, FILE.replace("ana@halden.example", world.ana.email or ""))
    assert words(again).count("stands there already.") == 2
    refused = bruno.post(ACT, fields_of(again, ACT))
    assert "Nothing in it can be kept." in words(refused)


def test_what_is_no_calendar_is_said_on_the_sheet(world: World, seat: Any) -> None:
    assert "no iCalendar file" in words(look(seat(world.bruno), "Dear all"))
