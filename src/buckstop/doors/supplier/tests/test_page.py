"""What a supplier sees and does by their link; and what they never see."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from buckstop.conversations.actions.posting import File
from buckstop.doors.supplier.tests.conftest import Page
from buckstop.kit import clock
from buckstop.ledger.actor import DESK
from buckstop.ledger.models import Entry
from buckstop.ledger.transaction import acting
from buckstop.problems.commitments.step import add_step
from buckstop.suppliers.actions import answering, asking
from buckstop.suppliers.actions.counting import count_months
from buckstop.suppliers.actions.messages import keep
from buckstop.suppliers.actions.people import remove_person
from buckstop.suppliers.actions.suppliers import add_supplier
from buckstop.suppliers.models import Ask, AskFile, AskMessage, AskMessageKind
from buckstop.suppliers.rules.checks import Post, Terms
from buckstop.suppliers.tests.conftest import HOUR, Outside, speaking

LOG = File("line.txt", "text/plain", b"down since nine")
PLACES = (
    "", "not-me/", "withdrawal/", "promise/", "done/", "refusal/", "passing-on/", "messages/",
    "files/{file}/",
)  # fmt: skip


def only_reads(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
    assert sql.lstrip().upper().startswith(("SELECT", "SAVEPOINT", "RELEASE")), sql
    assert "FOR UPDATE" not in sql.upper(), sql
    return execute(sql, params, many, context)


def test_it_says_what_is_asked_by_when_in_their_zone(outside: Outside, page: Page):
    text = page.says()
    assert "Ana Ruiz asks Rolf" in text
    assert "Which line is down?" in text
    assert "Shops stand still." in text
    assert "by 12:00 today" in text  # 11:00 UTC in Oslo
    assert "Answering as Rolf." in text


def test_reminders_in_a_row_are_one_line(outside: Outside, ask: Ask, page: Page):
    def said(kind: AskMessageKind, text: str, times: int) -> None:
        for _time in range(times):
            outside.now += HOUR / 4
            with acting(ask.commitment.problem, by=DESK, at=outside.now) as act:
                keep(act, ask, kind=kind, text=text, to=outside.rolf.person)

    said(AskMessageKind.REMINDER, "No answer yet.", 3)
    said(AskMessageKind.OURS, "We are at the second cabinet.", 1)
    said(AskMessageKind.REMINDER, "No answer yet.", 1)
    text = " ".join(page.says().split())
    assert "reminded you 3 times, last" in text
    assert text.count("reminded you") == 2


def test_nothing_else_of_the_problem_is_there(outside: Outside, ask: Ask):
    ana, problem = outside.ana.actor(), outside.case.problem
    due = outside.now + HOUR
    add_step(problem, what="Restart the core", debtor=outside.ana, due=due, by=ana, at=outside.now)
    orr = add_supplier(terms=Terms(name="Orr"), by=DESK, at=outside.now)
    outside.theirs("Max Orr", "max@orr.example", Post(), of=orr)
    outside.ask("Another question")
    pages = Page(ask, outside.rolf, outside)
    for place in PLACES[:2]:
        text = pages.says(place)
        for secret in (
            problem.title, "Nordbank", "Ines", "Restart the core", "Orr", "Another question",
            "Route around them",
        ):  # fmt: skip
            assert secret not in text, (place, secret)


@pytest.mark.parametrize("place", PLACES)
def test_looking_changes_nothing(outside: Outside, ask: Ask, page: Page, place: str):
    asking.write_to_supplier(ask, text="A", files=[LOG], by=outside.ana.actor(), at=outside.now)
    before, at = Entry.objects.count(), place.format(file=AskFile.objects.get().pk)
    with connection.execute_wrapper(only_reads):
        assert page.get(at).status_code in (200, 302)
        page.client.head(page.url + at)
    assert Entry.objects.count() == before


def test_by_when_then_done_with_a_file(outside: Outside, ask: Ask, page: Page):
    done = page.post("promise/", by=outside.owed(ask).due.isoformat())
    assert (done.status_code, outside.owed(ask).state) == (302, "promised")
    assert "Ana Ruiz knows when." in page.says()
    wrong = page.post("promise/", by=(outside.owed(ask).due + HOUR).isoformat())
    assert "Say why it moves" in wrong.content.decode()
    page.post("done/", text="Line 4.", attached=SimpleUploadedFile("l.txt", b"down"))
    assert outside.owed(ask).state == "reported"
    assert "done, you say; we look at it" in page.says()
    file = AskFile.objects.get()
    got = page.get(f"files/{file.pk}/")
    assert (got.content, got["Content-Disposition"][:10]) == (b"down", "attachment")
    outside.all_hold()


def test_they_cannot_or_somebody_else_can(outside: Outside, ask: Ask, page: Page):
    page.post("passing-on/", to=str(outside.night.pk))
    assert "It is with Nora Lie now." in page.says()
    assert "passing-on/" not in page.says()
    nora = Page(ask, outside.night, outside)
    wrong = nora.post("passing-on/", name="Eva", email="eva@gmail.com")
    assert "an address of your own house" in wrong.content.decode()
    nora.post("refusal/", reason="Not our line")
    assert outside.owed(ask).state == "declined"
    assert "you can’t do it" in nora.says()
    outside.all_hold()


def test_a_word_is_no_answer_and_stands_in_the_thread(outside: Outside, ask: Ask, page: Page):
    page.post("messages/", text="Which branch?")
    asking.write_to_supplier(ask, text="All of them.", by=outside.ana.actor(), at=outside.now)
    text = page.says()
    assert text.index("Which branch?") < text.index("All of them.")
    assert outside.fresh(ask).first_answer_at is None
    assert outside.owed(ask).state == "requested"


def test_the_same_form_twice_counts_once(outside: Outside, ask: Ask, page: Page):
    form = page.says()
    from_page = form.split('name="once" value="')[1].split('"')[0]
    token = page.client.cookies["csrftoken"].value
    said = {"csrfmiddlewaretoken": token, "once": from_page, "text": "Which branch?"}
    for _ in range(2):
        assert page.client.post(f"{page.url}messages/", said).status_code == 302
    assert AskMessage.objects.filter(ask=ask, kind="theirs").count() == 1


def test_a_forwarded_link_says_whose_it_is_and_is_withdrawn(outside: Outside, ask: Ask, page: Page):
    assert "Not Rolf?" in page.says()
    assert page.post("withdrawal/", on="not-me/").status_code == 302
    gone = page.get()
    assert gone.status_code == 410
    assert "It was withdrawn" in gone.content.decode()
    outside.later(minutes=1)
    clock.move_by(timedelta(minutes=1))
    assert Page(ask, outside.rolf, outside).get().status_code == 200


def test_a_link_ends_and_is_for_one_person_and_one_ask(outside: Outside, ask: Ask, page: Page):
    orr = add_supplier(terms=Terms(name="Orr"), by=DESK, at=outside.now)
    other = outside.theirs("Max Orr", "max@orr.example", Post(), of=orr)
    assert Page(ask, other, outside).get().status_code == 410
    forged = page.url[:-2] + ("y/" if page.url[-2] == "x" else "x/")
    assert page.client.get(forged).status_code == 404
    clock.move_by(timedelta(days=30, seconds=1))
    assert page.get().status_code == 410


def test_who_is_of_them_no_more_sees_nothing(outside: Outside, ask: Ask, page: Page):
    answering.pass_on(ask, to=outside.night, by=speaking(outside.rolf), at=outside.now)
    remove_person(outside.rolf, by=DESK, at=outside.now)
    assert page.get().status_code == 410


def test_what_is_apart_is_not_on_their_page(outside: Outside, ask: Ask, page: Page):
    with acting(ask, by=DESK, at=outside.now) as act:
        held = act.lock(ask)
        for kind in (AskMessageKind.APART, AskMessageKind.AUTOMATIC):
            keep(act, held, kind=kind, text=f"Kept as {kind.value}", files=[LOG], said_as="X")
    assert "Kept as" not in page.says()
    for file in AskFile.objects.all():
        assert page.get(f"files/{file.pk}/").status_code == 302


def test_nobody_keeps_or_lists_it(page: Page):
    assert "private" in page.get()["Cache-Control"]
    assert page.get()["X-Robots-Tag"] == "noindex, nofollow"


def test_they_see_how_they_answered_and_nobody_elses(outside: Outside, ask: Ask, page: Page):
    assert "How you answered us" not in page.says()
    answering.say_done(ask, text="Line 4", by=speaking(outside.rolf), at=outside.later(minutes=9))
    count_months()
    text = page.says()
    assert "How you answered us" in text
    assert "1 of 1, 21–100 %" in text
    orr = add_supplier(terms=Terms(name="Orr"), by=DESK, at=outside.now)
    max_orr = outside.theirs("Max Orr", "max@orr.example", Post(), of=orr)
    due = outside.now + HOUR
    wanted = asking.Wanted(what="?", due=due, plan_b="-", plan_b_at=due)
    theirs = asking.ask_supplier(
        outside.case.problem, of=max_orr, wanted=wanted, by=outside.ana.actor(), at=outside.now
    )
    count_months()
    assert "1 of 1" not in Page(theirs, max_orr, outside).says()


def test_they_choose_the_language_of_their_page_and_of_our_mails(
    outside: Outside, ask: Ask, page: Page
):
    assert "Answering as Rolf." in page.says()
    assert page.post("language/", language="de").status_code == 302
    german = page.get()
    assert ("Answering as Rolf." in german.content.decode(), german["Content-Language"]) == (
        False, "de",
    )  # fmt: skip
    outside.rolf.person.refresh_from_db()
    assert outside.rolf.person.reads_in == "de"
    chosen = Entry.objects.get(code="language-chosen")
    assert (chosen.actor_kind, chosen.actor_id) == ("supplier", outside.rolf.person_id)
    wrong = page.client.post(f"{page.url}language/", {
        "language": "xx", "csrfmiddlewaretoken": page.client.cookies["csrftoken"].value,
    })  # fmt: skip
    assert (wrong.status_code, "Sprachen" in wrong.content.decode()) == (422, True)
    page.post("language/", language="en")
    assert "Answering as Rolf." in page.says()
