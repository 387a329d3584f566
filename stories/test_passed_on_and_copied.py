"""What a colleague passed on is the customer's; the comment stays inside; copies need a yes."""

import pytest

from buckstop.conversations.actions import telling
from buckstop.conversations.models import Follower
from buckstop.conversations.queries.thread import thread
from buckstop.doors.desk.tests.telling import words
from buckstop.ledger.models import Entry
from stories.post import Post, case_of, heard, texts, token_of
from stories.pressing import page, press, sits

ANA = "Ana Ruiz <ana@desk.example>"
COMMENT = "The usual complaint, she always exaggerates."
THEIRS = "Good morning Ana,\n\nthe pump in hall two stands still since nine.\n\nRita"
PASSED_ON = f"""{COMMENT}

---------- Forwarded message ---------
From: Rita Furrer <rita@furrer.example>
Date: Mon, 2 Mar 2026 at 08:50
Subject: Pump again
To: Ana Ruiz <ana@desk.example>

{THEIRS}
"""


def test_the_comment_stays_inside_and_their_words_are_theirs(post: Post) -> None:
    post.comes(ANA, PASSED_ON, subject="Fwd: Pump again")
    case = case_of()
    assert [one.message.kind for one in thread(case).said] == ["acknowledgement"]
    browser = sits(post.world.ana)
    said = words(page(browser, case))
    assert "Ana Ruiz passed this on. Is it Rita Furrer’s?" in said
    assert COMMENT in said
    press(browser, case, "Yes, Rita Furrer wrote it first")
    post.work()
    case.refresh_from_db()
    assert case.contact.name == "Rita Furrer"
    [letter] = post.letters("rita@furrer.example")
    assert "> the pump in hall two stands still since nine." in letter.text
    assert COMMENT not in letter.text + letter.html
    assert "pump in hall two" in texts(case)[0]
    assert heard()[0].said_by == case.contact
    assert COMMENT not in " ".join(str(one.message.text) for one in thread(case).said)


@pytest.mark.parametrize("comment", [COMMENT, "-- \r\nAna Ruiz\r\nHalden IT", ""])
def test_a_mail_that_is_passed_on_as_a_file_is_no_words_of_who_passes_it_on(
    post: Post, comment: str
) -> None:
    theirs = f"From: Rita Furrer <rita@furrer.example>\r\nSubject: Pump\r\n\r\n{THEIRS}"
    file = f"--m\r\nContent-Type: message/rfc822\r\n\r\n{theirs}"
    post.comes(
        ANA, f"--m\r\n\r\n{comment}\r\n{file}\r\n--m--",
        "Content-Type: multipart/mixed; boundary=m", subject="Fwd: Pump",
    )  # fmt: skip
    browser, case = sits(post.world.ana), case_of()
    assert (comment[:20] in words(page(browser, case))) or comment != COMMENT
    press(browser, case, "Yes, Rita Furrer wrote it first")
    post.work()
    assert texts() == [THEIRS.strip()]
    [letter] = post.letters("rita@furrer.example")
    assert COMMENT not in letter.text + letter.html
    assert "Halden IT" not in texts()[0]


def test_a_forward_is_kept_by_who_passed_it_on(post: Post) -> None:
    post.comes(ANA, PASSED_ON, subject="Fwd: Pump again")
    case = case_of()
    press(sits(post.world.ana), case, "No")
    post.work()
    case.refresh_from_db()
    assert (case.contact, case.proposed_email) == (post.world.ana, "")
    assert post.letters("rita@furrer.example") == []
    assert heard()[0].said_by == post.world.ana
    assert Entry.objects.filter(code="contact-kept").exists()


@pytest.mark.parametrize("sender", ["Bob <bob@gmail.com>", "Ines <ines@nordbank.example>"])
def test_who_was_copied_in_gets_nothing_until_the_owner_says_so(post: Post, sender: str) -> None:
    domain = sender.rpartition("@")[2].rstrip(">")
    copied = f"Cc: Dora Weil <dora@{domain}>"
    post.comes(sender, "My PIN is lost.", "To: Help <help@localhost>, uwe@else.example", copied)
    case = case_of()
    assert post.letters(f"dora@{domain}") == []
    assert Follower.objects.filter(state="proposed").count() == 2
    browser = sits(post.world.ana)
    said = words(page(browser, case))
    assert f"Dora Weil <dora@{domain}> was copied in by {sender}" in said
    assert f"to Help <help@localhost>, uwe@else.example; cc Dora Weil <dora@{domain}>" in said
    dora = Follower.objects.get(name="Dora Weil")
    home = f"/problems/{case.problem.ref}/followers/{dora.pk}/"
    assert f'action="{home}acceptance/"' in page(browser, case).content.decode()
    browser.post(f"{home}acceptance/")
    telling.reply(case, text="It is 1 2 3.", by=post.world.ana.actor(), at=post.later(minutes=1))
    post.work()
    assert len(post.letters(f"dora@{domain}")) == 1
    assert post.letters("uwe@else.example") == []
    assert f"copies to Dora Weil <dora@{domain}>" in words(page(browser, case))
    browser.post(f"{home}removal/")
    telling.reply(case, text="Done?", by=post.world.ana.actor(), at=post.later(minutes=1))
    post.work()
    assert len(post.letters(f"dora@{domain}")) == 1
    post.comes(sender, "Thanks, and again?", copied, to=token_of(case))
    assert Follower.objects.get(pk=dora.pk).state == "removed"
    codes = Entry.objects.filter(code__startswith="follower-").order_by("pk")
    assert [entry.code for entry in codes] == ["follower-accepted", "follower-removed"]


def test_who_may_not_follow_is_not_asked_about_again(post: Post) -> None:
    copied = "Cc: Dora Weil <dora@nordbank.example>"
    post.comes("Ines <ines@nordbank.example>", "My PIN is lost.", copied)
    case, browser = case_of(), sits(post.world.ana)
    press(browser, case, "No")
    post.comes("Ines <ines@nordbank.example>", "And my card.", copied, to=token_of(case))
    assert Follower.objects.get().state == "declined"
    assert "was copied in by" not in words(page(browser, case))
    assert Entry.objects.filter(code="follower-declined").count() == 1
    assert post.letters("dora@nordbank.example") == []
