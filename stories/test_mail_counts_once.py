"""The same mail is one, whatever way it came; other words are never lost; many of one are one."""

import threading
from collections.abc import Iterable
from contextlib import suppress

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from buckstop.conversations.models import Message
from buckstop.doors.desk.tests.telling import words
from buckstop.incoming.actions import receiving
from buckstop.incoming.actions.keep import claim
from buckstop.incoming.actions.receiving import receive
from buckstop.incoming.matching import known as matching
from buckstop.incoming.matching.known import Known
from buckstop.incoming.models import Intake
from buckstop.incoming.reading import ReadMail, read
from buckstop.ledger.models import Body
from buckstop.problems.models import Problem
from stories.post import Post, case_of, problems, texts, token_of
from stories.pressing import page, press, sits

POLA = "Pola Ries <pola@ries.example>"
SAW = "Saw 5 is dull and forty boards wait."
ID = "<saw5@ries.example>"
DATE = "Date: Mon, 02 Mar 2026 09:00:00 +0100"


def copies(post: Post) -> list[bytes]:
    """One mail as it came by several ways."""
    footer = f"{SAW}\r\n_______________________________\r\nShop list, https://lists.example/leave"
    return [
        post.raw(POLA, SAW, DATE, message_id=ID),
        post.raw(POLA, SAW, DATE, "Received: from mxb by desk", message_id=ID),
        post.raw(POLA, SAW, DATE, "DKIM-Signature: v=1", "X-Spam-Score: 1", message_id=ID),
        post.raw(POLA, footer, DATE, message_id=ID, subject="[shop] Pump 4"),
    ]


@pytest.mark.parametrize("together", [True, False])
def test_by_other_ways_it_is_one(post: Post, together: bool) -> None:
    ways = copies(post)
    if together:
        post.kept(*ways)
    else:
        for way in ways:
            post.kept(way)
            post.work()
    post.kept(ways[0], to="support@localhost")
    post.work()
    assert (problems(), len(post.left)) == (1, 1)
    assert sorted(Intake.objects.values_list("became", flat=True)) == ["double"] * 4 + ["problem"]


def test_what_filters_and_gateways_write_makes_no_second_mail(post: Post) -> None:
    scanned = f"{SAW}\r\n\r\n---\r\nThis mail was checked for viruses by Gate"
    post.comes(POLA, SAW, DATE, message_id=ID)
    post.comes(POLA, SAW, DATE, message_id=ID, subject="*** SPAM *** Pump 4")
    post.comes(POLA, SAW, DATE, message_id="<SAW5@Ries.Example>", subject="[EXT] {Spam?} Pump 4")
    post.comes(POLA, scanned, DATE, message_id=ID)
    assert (problems(), texts()) == (1, [SAW])


def test_on_a_case_too(post: Post) -> None:
    post.comes(POLA, "Saw 5 hums.")
    case = case_of()
    post.kept(*copies(post), to=(token_of(case), "help@localhost"))
    post.work()
    assert (texts(case), problems()) == (["Saw 5 hums.", SAW], 1)


def test_a_reused_id_with_other_words_loses_nothing(post: Post) -> None:
    for said in ("300 loaves.", "200 loaves.", "300 loaves.\r\n\r\nAnd 20 rolls."):
        post.comes(POLA, said, DATE, message_id=ID)
    assert problems() == 3


def test_without_an_id_the_same_bytes_to_many_forms_are_one(post: Post) -> None:
    raw = post.raw(POLA, SAW, message_id="")
    post.kept(raw, to=tuple(f"help+x{n}@localhost" for n in range(5)))
    post.kept(raw, to="support@localhost")
    post.work()
    assert problems() == 1


def test_an_exact_double_leaves_no_body_behind(post: Post) -> None:
    raw = post.raw(POLA, SAW)
    post.kept(raw, raw)
    post.kept(raw)
    assert Body.objects.filter(raw__isnull=False).count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_workers_make_one_of_it(post: Post, monkeypatch: pytest.MonkeyPatch) -> None:

    first, second = copies(post)[:2]
    post.kept(first)
    mine = claim(at=post.world.now, limit=10)
    post.kept(second)
    theirs = claim(at=post.world.now, limit=10)
    barrier = threading.Barrier(2)
    look_up = matching.look_up

    def late(mails: Iterable[ReadMail]) -> Known:
        """Both have looked before either writes."""
        found = look_up(mails)
        with suppress(threading.BrokenBarrierError):
            barrier.wait(10)
        return found

    def work(rows: list[Intake]) -> None:
        receiving._take_up(rows, post.world.now)
        connection.close()

    monkeypatch.setattr(receiving, "look_up", late)
    workers = [threading.Thread(target=work, args=[rows]) for rows in (mine, theirs)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert read(mine[0]).same == read(theirs[0]).same
    assert problems() == 1
    assert Intake.objects.filter(became="double").count() == 1


def test_two_that_answer_a_mail_we_do_not_hold_know_of_each_other(post: Post) -> None:
    post.comes(POLA, "Belt 2 stops.", "In-Reply-To: <sale@shop.example>", subject="Re: Offer")
    first = case_of().problem
    post.comes("Ute <ute@ries.example>", "Yes, belt 2.", "References: <a@b> <sale@shop.example>")
    said = words(page(sits(post.world.ana), case_of()))
    assert f"It answers the same mail as {first.ref}" in said
    assert "Move the case there" in said


def test_a_quoted_link_of_its_contact_leads_to_the_case(post: Post) -> None:
    post.comes(POLA, "Belt 2 stops.")
    case = case_of()
    link = next(word for word in post.left[0][1].text.split() if "/c/" in word)
    post.comes(POLA, f"Is there news?\r\n\r\n> {link}", subject="回复： Belt")
    assert (problems(), texts(case)[1].split("\n")[0]) == (1, "Is there news?")
    post.comes("Eve <eve@else.example>", f"Me too.\r\n\r\n> {link}", subject="x")
    assert problems() == 2


def test_from_the_third_of_the_same_words_on_nobody_answers(post: Post) -> None:
    for n in range(8):
        text = f"Thank you, we have got your message and will look at it soon. [Ticket #{n}]"
        post.comes(f"Desk <desk{n % 2}@other.example>", text, subject=f"[#{n}] We got it")
    assert (problems(), len(post.left)) == (2, 2)
    assert Message.objects.filter(kind="apart").count() == 6
    first = case_of(0)
    said = words(page(sits(post.world.ana), first))
    assert "6 more mails from other.example since 08:00" in said
    post.later(hours=2)
    post.comes("Desk <desk1@other.example>", "Thank you, we have got your message.", subject="Hi")
    assert problems() == 3


def test_different_reports_of_one_domain_are_not_one(post: Post) -> None:
    for n in range(6):
        post.comes(f"P{n} <p{n}@ries.example>", f"Hello, at site {n} nothing moves since nine.")
    assert (problems(), len(post.left)) == (6, 6)


def test_a_flood_is_one_problem_that_says_so(post: Post) -> None:
    raws = [post.raw(POLA, f"Alarm {n} is about the belt number {n * 7}.") for n in range(45)]
    post.kept(*raws[:30])
    post.work()
    post.kept(*raws[30:])
    post.work()
    assert problems() == 21
    flood = Problem.objects.order_by("number").last()
    assert flood is not None
    case = flood.cases.get()
    assert (flood.title, Message.objects.filter(case=case).count()) == (
        "Many mails from pola@ries.example", 25,
    )  # fmt: skip
    browser = sits(post.world.ana)
    assert "25 more mails from pola@ries.example since 08:00" in words(page(browser, case))
    assert "Set them all aside" in words(page(browser, case))
    press(browser, case, "Seen")
    assert "more mails from" not in words(page(browser, case))


def test_a_batch_costs_the_same_few_queries_however_large(post: Post) -> None:
    asked = []
    for count in (40, 120):
        raws = [
            post.raw(f"P{n} <p{n}@{count}x{n % 17}.example>", f"Pump {n} of {count} hums.",
                     "In-Reply-To: <offer@x>", "Cc: else@y.example")
            for n in range(count)
        ]  # fmt: skip
        post.kept(*raws)
        with CaptureQueriesContext(connection) as queries:
            receive(at=post.world.now)
        asked.append(len(queries))
    assert problems() == 160
    assert asked[1] <= asked[0] + 2
    assert max(asked) < 60


def test_many_senders_of_one_domain_are_a_flood_too_and_private_providers_are_none(
    post: Post,
) -> None:
    for domain in ("ries.example", "gmail.com"):
        raws = [
            post.raw(f"P{n} <p{n}@{domain}>", f"Alarm {n} is about the belt number {n * 7}.")
            for n in range(104)
        ]
        post.kept(*raws)
        while receive(at=post.world.now):
            pass
    assert problems() == 101 + 104
    assert Problem.objects.filter(title="Many mails from ries.example").count() == 1
