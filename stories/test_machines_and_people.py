"""Whom we don't answer is heard all the same; what a machine said changes nothing and is seen."""

import pytest

from buckstop.conversations.models import Message
from buckstop.doors.desk.tests.telling import words
from buckstop.ledger.models import Entry
from buckstop.notices.models import Notice
from buckstop.problems.actions import fixing
from buckstop.problems.models import Case
from buckstop.problems.tests.world import answering
from stories.post import Post, case_of, heard, problems, texts, token_of
from stories.pressing import page, sits

INES = "Ines Vogt <ines@nordbank.example>"


@pytest.fixture
def closed(post: Post) -> Case:
    """A case whose contact said that it is solved."""
    post.comes(INES, "The bed lift stands still.")
    case = case_of()
    fixing.confirm(case, by=answering(case), at=post.later(minutes=5))
    post.later(minutes=5)
    return case


@pytest.mark.parametrize(
    "head",
    [
        "X-Auto-Response-Suppress: DR, OOF, AutoReply",
        "X-Auto-Response-Suppress: All",
        "List-Id: <team.nordbank.example>",
        "Precedence: list",
        "X-Spam-Flag: YES",
    ],
)
def test_who_asks_not_to_be_answered_is_heard(post: Post, closed: Case, head: str) -> None:
    post.comes(INES, "It stopped again, please come.", head, to=token_of(closed))
    closed.refresh_from_db()
    assert closed.state == "open"
    last = Entry.objects.filter(code="customer-heard").order_by("pk").last()
    assert Notice.objects.filter(entry=last, person=post.world.ana).exists()


@pytest.mark.parametrize(
    ("sender", "envelope"),
    [
        ("rita@client.example", "prvs=5482afc19d=rita@client.example"),
        ("rita@client.example", "b-77-rita=client.example@crm.example"),
        ("postmaster@client.example", "postmaster@client.example"),
        ("nobody@client.example", "nobody@client.example"),
        ("home-owner@client.example", "home-owner@client.example"),
        ("team.bounce@client.example", "team.bounce@client.example"),
    ],
)
def test_people_with_such_addresses_are_people(post: Post, sender: str, envelope: str) -> None:
    subject = "Undelivered crates at dock 3"
    post.comes(f"Rita Moss <{sender}>", "Five crates.", subject=subject, envelope=envelope)
    assert (texts(), len(post.letters(sender))) == (["Five crates."], 1)
    post.comes(f"Rita Moss <{sender}>", "And a sixth.", to=token_of(case_of()), envelope=envelope)
    assert texts(case_of()) == ["Five crates.", "And a sixth."]


def test_a_form_writes_for_who_is_to_be_answered(post: Post) -> None:
    post.comes(
        "Shop form <noreply@shopforms.example>", "One of my four chairs is missing.",
        "Reply-To: Dita Maar <dita@maar.example>",
    )  # fmt: skip
    assert case_of().contact.name == "Dita Maar"
    assert (len(post.letters("dita@maar.example")), len(post.left)) == (1, 1)
    assert heard()[0].route == "by Shop form <noreply@shopforms.example>"


def test_without_an_address_nobody_gets_letters(post: Post) -> None:
    post.comes("Robot", "A list of parts.", envelope="bounce@mailer.example")
    assert (problems(), post.left) == (1, [])
    assert case_of().contact.name == "Robot"
    assert not case_of().contact.addresses.exclude(email="").exists()
    case, ana = case_of(), sits(post.world.ana)
    assert "It can’t be answered: the mail gives no sender’s address" in words(page(ana, case))
    answered = ana.post(
        f"/problems/{case.problem.ref}/messages/",
        {"case": case.pk, "text": "Which parts?", "by": "other", "by_other": "2026-03-02T16:30"},
        follow=True,
    )
    assert "It is written down and reaches nobody: Robot has no address." in words(answered)
    post.work()
    assert post.left == []


def test_a_machines_words_are_kept_and_somebody_is_told(post: Post, closed: Case) -> None:
    post.comes(INES, "I am away.", "Auto-Submitted: auto-replied", to=token_of(closed))
    closed.refresh_from_db()
    assert closed.state == "confirmed"
    assert Message.objects.get(kind="automatic").text is not None
    entry = Entry.objects.get(code="machine-heard")
    assert Notice.objects.filter(entry=entry, person=post.world.ana).exists()


def test_a_report_about_nothing_of_ours_is_a_problem(post: Post) -> None:
    post.comes("MAILER-DAEMON@mx.example", "It failed.", subject="failure notice", envelope="")
    assert (problems(), post.left) == (1, [])
    assert Message.objects.get().kind == "automatic"


@pytest.mark.parametrize(
    ("kind", "status"),
    [
        ("delivery-status", "Final-Recipient: rfc822; x@y.example\r\nAction: relayed"),
        ("disposition-notification", "Original-Message-ID: {ours}\r\nDisposition: a/b; displayed"),
        ("feedback-report", "Feedback-Type: abuse"),
    ],
)
def test_a_report_that_is_no_failure_stands_on_its_case(
    post: Post, closed: Case, kind: str, status: str
) -> None:
    ours = post.letters("ines@nordbank.example")[0].message_id
    part = f"\r\n--r\r\nContent-Type: message/{kind}\r\n\r\n{status.format(ours=ours)}\r\n\r\n"
    original = f"--r\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: {ours}\r\n\r\n--r--"
    post.comes(
        "Reports <reports@isp.example>", f"--r\r\n\r\nA report.{part}{original}",
        f"Content-Type: multipart/report; report-type={kind}; boundary=r",
    )  # fmt: skip
    assert (problems(), Message.objects.filter(case=closed, kind="heard").count()) == (1, 1)
    assert Entry.objects.filter(code="machine-heard").count() == 1


@pytest.mark.parametrize(("subject", "folds"), [("New request", False), ("AW: Gate", True)])
def test_labelled_lines_of_a_form_are_words_and_those_of_an_answer_are_not(
    post: Post, subject: str, folds: bool
) -> None:
    block = (
        "Von: Jonas <j@w.example>\r\nDatum: 2.3.2026 09:12\r\nAn: help@localhost\r\nBetreff: Tor"
    )
    post.comes("Web <web@forms.example>", f"Look:)\r\n\r\n{block}\r\n\r\nIt jams.", subject=subject)
    assert ("It jams." in texts()[0]) is not folds
