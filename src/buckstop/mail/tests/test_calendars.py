"""An invitation is words: what, when, where, with whom."""

import pytest

from buckstop.mail.calendars import read_calendar
from buckstop.mail.parse import parse

EVENT = """BEGIN:VCALENDAR
METHOD:REQUEST
BEGIN:VTIMEZONE
TZID:Europe/Berlin
BEGIN:STANDARD
DTSTART:19701025T030000
END:STANDARD
END:VTIMEZONE
BEGIN:VEVENT
UID:1
DTSTART;TZID=Europe/Berlin:20261127T140000
DTEND;TZID=Europe/Berlin:20261127T150000
SUMMARY:Look at the
  freezer
LOCATION:Hall 2\\, door B
ORGANIZER;CN="Ruf, Lia":mailto:lia@ruf.example
ATTENDEE;CN=Ana;PARTSTAT=ACCEPTED:mailto:ana@desk.example
ATTENDEE:mailto:tom@desk.example
DESCRIPTION:It shows plus 9 degrees.\\nBring a key\\; thanks.
BEGIN:VALARM
DESCRIPTION:Reminder
END:VALARM
END:VEVENT
END:VCALENDAR
"""


def words(*changes: tuple[str, str]) -> str:
    """The event with these changes, as text."""
    content = EVENT
    for old, new in changes:
        assert old in content
        content = content.replace(old, new)
    found = read_calendar(content)
    assert found is not None
    return found.text


def test_an_invitation_in_words() -> None:
    assert words() == (
        "Invitation: Look at the freezer\n"
        "When: Fri 27 Nov 2026, 14:00–15:00 (Europe/Berlin)\n"
        "Where: Hall 2, door B\n"
        "Organiser: Ruf, Lia <lia@ruf.example>\n"
        "Attendees: Ana <ana@desk.example>, tom@desk.example\n"
        "\n"
        "It shows plus 9 degrees.\nBring a key; thanks."
    )


START, END = (
    "DTSTART;TZID=Europe/Berlin:20261127T140000",
    "DTEND;TZID=Europe/Berlin:20261127T150000",
)


@pytest.mark.parametrize(
    ("start", "end", "when"),
    [
        (START, "DURATION:PT1H30M", "Fri 27 Nov 2026, 14:00–15:30 (Europe/Berlin)"),
        (START, "X:", "Fri 27 Nov 2026, 14:00 (Europe/Berlin)"),
        ("DTSTART:20261127T140000Z", "DTEND:20261128T090000Z",
         "Fri 27 Nov 2026, 14:00 – Sat 28 Nov 2026, 09:00 (UTC)"),
        ("DTSTART:20261127T140000", "DTEND:20261127T150000", "Fri 27 Nov 2026, 14:00–15:00"),
        ("DTSTART;VALUE=DATE:20261127", "DTEND;VALUE=DATE:20261128", "Fri 27 Nov 2026, all day"),
        ("DTSTART;VALUE=DATE:20261127", "DTEND;VALUE=DATE:20261130",
         "Fri 27 Nov 2026 – Sun 29 Nov 2026, all day"),
        ("DTSTART;VALUE=DATE:20261127", "X:", "Fri 27 Nov 2026, all day"),
        (START, "DTEND;TZID=Asia/Tokyo:20261127T230000",
         "Fri 27 Nov 2026, 14:00 (Europe/Berlin) – Fri 27 Nov 2026, 23:00 (Asia/Tokyo)"),
        ("DTSTART:20261399T990000", "X:", "20261399T990000"),
    ],
)  # fmt: skip
def test_when(start: str, end: str, when: str) -> None:
    assert f"\nWhen: {when}\n" in words((START, start), (END, end))


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ("FREQ=WEEKLY;BYDAY=FR;COUNT=10", "every week on Fri, 10 times"),
        ("FREQ=MONTHLY;INTERVAL=2;BYDAY=1MO", "every 2 months on Mon"),
        ("FREQ=DAILY;UNTIL=20261203T000000Z", "every day, until Thu 3 Dec 2026"),
    ],
)
def test_what_comes_again(rule: str, said: str) -> None:
    assert f"\nRepeats: {said}\n" in words(("UID:1", f"RRULE:{rule}"))


@pytest.mark.parametrize(
    ("method", "first"),
    [
        ("CANCEL", "Cancelled: Look at the freezer"),
        ("PUBLISH", "Calendar entry: Look at the freezer"),
        ("REPLY", "Ana <ana@desk.example> accepts: Look at the freezer"),
        ("COUNTER", "Another time is proposed: Look at the freezer"),
    ],
)
def test_what_is_done(method: str, first: str) -> None:
    assert words(("METHOD:REQUEST", f"METHOD:{method}")).split("\n")[0] == first


def test_a_description_in_html_is_read() -> None:
    assert words(("It shows plus 9", "<p>It shows <b>plus</b> 9")).count("It shows plus 9") == 1


def test_what_is_no_calendar() -> None:
    assert read_calendar("") is None
    assert read_calendar("BEGIN:VCALENDAR\nEND:VCALENDAR") is None


def test_a_mail_that_is_an_invitation_has_its_words_and_its_file() -> None:
    raw = f"From: a@b.example\nContent-Type: text/calendar; method=REQUEST\n\n{EVENT}".encode()
    for sent in (raw, raw.replace(b"METHOD:REQUEST\n", b"")):
        read = parse(sent)
        assert read.text.startswith("Invitation: Look at the freezer\nWhen: Fri 27 Nov 2026")
        assert [one.name for one in read.attachments] == ["Look at the freezer.ics"]


def test_an_invitation_beside_a_text_is_said_once() -> None:
    part = f"--b\nContent-Type: {{}}\n\n{EVENT}"
    raw = (
        "From: a@b.example\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\nPlease come.\n"
        + part.format("text/calendar")
        + part.format("application/ics; name=invite.ics")
        + "--b--\n"
    )
    read = parse(raw.encode())
    assert read.text.startswith("Please come.\n\nInvitation: Look at the freezer\n")
    assert read.text.count("plus 9 degrees") == 1
    assert [one.name for one in read.attachments] == ["Look at the freezer.ics", "invite.ics"]
