"""Machines are never answered, a mail counts once, and a colleague's forward proposes who wrote."""

import smtplib

import pytest

from buckstop.conversations.models import Message
from buckstop.problems.models import Case, Problem
from stories.desk import Desk
from stories.house import House
from stories.test_mail_becomes_owned import INES, WORDS

INES_AT = "ines@nordbank.example"
FORWARDED = """Please look after this one.

---------- Forwarded message ---------
From: Ines Keller <ines@nordbank.example>
Date: Tue, 3 Mar 2026 at 08:50
Subject: Transfers fail since nine
To: Zed Novak <zed@halden.example>

Nothing leaves us since nine.
"""


def test_machines_are_not_answered(house: House) -> None:
    house.mail("Robot <robot@nordbank.example>", "Weekly", "Hi", headers={"List-Id": "<a.b>"})
    house.mail(INES, "Out of office", "Away.", headers={"Auto-Submitted": "auto-replied"})
    assert Problem.objects.count() == 2
    assert house.sink.mails == []


def test_their_ticket_system_answers_everything_and_no_loop_starts(house: House) -> None:
    house.mail(INES, "Transfers fail since nine", WORDS)
    for _ in range(8):
        last = house.inbox(INES_AT)[-1]
        house.mail(INES, f"[#77] {last.subject}", "We got your message.", answers=None)
    assert len(house.inbox(INES_AT)) == 3  # from the third of the same words on nobody answers
    assert Problem.objects.count() == 3  # and they are one problem
    house.mail(INES, "Re: noted", "Automatic.", answers=house.inbox(INES_AT)[0])
    assert len(house.inbox(INES_AT)) == 3


def test_said_twice_it_counts_once(house: House) -> None:
    message = house.mail(INES, "Transfers fail since nine", WORDS)
    with smtplib.SMTP("127.0.0.1", house.smtp_port) as connection:
        connection.send_message(message)
    house.work()
    assert Problem.objects.count() == 1
    assert Message.objects.filter(kind="heard").count() == 1


def test_others_mail_is_refused(house: House) -> None:
    stranger = "stranger@elsewhere.example"
    with (
        smtplib.SMTP("127.0.0.1", house.smtp_port) as connection,
        pytest.raises(smtplib.SMTPRecipientsRefused) as refused,
    ):
        connection.sendmail("a@b.example", [stranger], b"Hi")
    assert refused.value.recipients[stranger][0] == 550


def test_a_forward_proposes_who_wrote_first(house: House) -> None:
    house.mail("Zed Novak <zed@halden.example>", "Fwd: Transfers fail since nine", FORWARDED)
    case = Case.objects.get()
    assert (case.contact, case.proposed_email) == (house.zed, INES_AT)
    assert house.inbox(INES_AT) == []
    desk = Desk(house.at_desk(house.ana))
    desk.open(house.problem().ref)
    desk.press("Yes, Ines Keller wrote it first")
    house.work()
    case.refresh_from_db()
    assert (case.contact.name, str(case.customer)) == ("Ines Keller", "Nordbank")
    told = house.inbox(INES_AT)[0].text
    assert "Ana Ruiz owns this at Halden IT" in told
    assert "> Nothing leaves us since nine." in told
    assert "look after this one" not in told
