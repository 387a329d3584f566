"""A mail is ours only where it is in our books; everything else is read, and nothing vanishes."""

import pytest
from django.db import IntegrityError, transaction

from buckstop.conversations.models import Message
from buckstop.doors.desk.tests.telling import words
from buckstop.doors.terminal.doctor.work import mail_in
from buckstop.incoming.models import Intake
from buckstop.incoming.queries import tally
from stories.post import Post, case_of, heard, problems, texts, token_of
from stories.pressing import sits

HALL = "The pump in hall two stands still."


def test_our_header_and_our_domain_prove_nothing(post: Post) -> None:
    post.comes("Quay <desk@quay.example>", HALL, "X-Buckstop-Ledger: 3 ab12")
    post.comes("Ben Ott <ben@localhost>", "My badge is dead.", message_id="<b1@localhost>")
    post.comes("Cron <root@localhost>", "No room left on sda.", message_id="<c1@localhost>")
    assert problems() == 3


def test_a_form_that_sends_as_us_is_the_problem_of_who_is_answered(post: Post) -> None:
    post.comes("Web form <help@localhost>", HALL, "Reply-To: Kuno Ahl <kuno@ahl.example>")
    case = case_of()
    assert (case.contact.name, problems()) == ("Kuno Ahl", 1)
    assert len(post.letters("kuno@ahl.example")) == 1
    assert heard()[0].route == "by Web form <help@localhost>"


def test_our_own_group_address_passes_a_person_on(post: Post) -> None:
    post.comes(
        "'Ilse Brandner' via Desk <help@localhost>", HALL,
        "Reply-To: Ilse Brandner <ilse@brandner.example>", "List-ID: <help.localhost>",
    )  # fmt: skip
    assert case_of().contact.name == "Ilse Brandner"
    assert len(post.letters("ilse@brandner.example")) == 1


def test_a_test_from_our_own_address_is_somebodys_and_starts_no_loop(post: Post) -> None:
    post.comes("Desk <help@localhost>", "Does it work?")
    assert problems() == 1
    assert post.left == []


def test_a_colleague_and_a_contact_at_our_domain_are_read(post: Post) -> None:
    post.comes("Ana Ruiz <ana@desk.example>", HALL, message_id="<x1@localhost>")
    assert case_of().contact == post.world.ana
    post.comes("Udo Linn <udo@localhost>", HALL, subject="Belt", message_id="<x2@localhost>")
    case = case_of()
    post.comes("Udo Linn <udo@localhost>", "Still.", message_id="<x3@localhost>", to=token_of(case))
    assert texts(case)[1] == "Still."


def test_a_letter_of_ours_that_comes_back_leaves_a_trace(post: Post) -> None:
    post.comes("Ines Vogt <ines@nordbank.example>", HALL)
    ours = post.left[0][1].message_id
    post.comes("Desk <help@localhost>", "We have your message.", message_id=ours)
    back = Intake.objects.order_by("pk").last()
    assert back is not None
    assert (back.became, problems()) == ("ours", 1)
    assert Message.objects.get(pk=str(back.reference)).kind == "acknowledgement"


def test_somebody_elses_mail_with_our_message_id_is_read(post: Post) -> None:
    post.comes("Ines Vogt <ines@nordbank.example>", HALL)
    ours = post.left[0][1].message_id
    post.comes("Ines Vogt <ines@nordbank.example>", "And now it burns.", message_id=ours)
    assert texts() == [HALL, "And now it burns."]


def test_a_mail_that_is_done_became_something(post: Post) -> None:
    post.kept(post.raw("Ines <ines@nordbank.example>", HALL))
    with pytest.raises(IntegrityError), transaction.atomic():
        Intake.objects.update(done_at=post.world.now)


def test_what_came_in_is_counted_and_what_waits_is_shown(post: Post) -> None:
    post.comes("Ines Vogt <ines@nordbank.example>", HALL, message_id="<one@nordbank.example>")
    case, ours = case_of(), post.left[0][1].message_id
    post.comes("Ines Vogt <ines@nordbank.example>", "Still.", to=token_of(case))
    post.comes("Vic <vic@fremd.example>", "And mine?", to=token_of(case))
    post.comes("Desk <help@localhost>", "We have your message.", message_id=ours)
    again = post.raw("Ines Vogt <ines@nordbank.example>", HALL, message_id="<one@nordbank.example>")
    post.kept(again, to="support@localhost")
    post.work()
    post.kept(post.raw("Pola <pola@ries.example>", "Saw 5 is dull."))
    post.later(minutes=6)
    assert str(tally()) == (
        "6 came: 1 problems, 2 words on cases, 1 of our own that came back, on Deliveries, "
        "1 that came before, 1 to be read."
    )
    assert not mail_in().is_well  # it waits for six minutes
    said = words(sits(post.world.bruno).get("/deliveries/"))
    assert "A mail from path@mx.example It waits to be read." in said
    assert f"Vic {case.problem.ref} Nobody knows them here" in said
    assert f"Pump 4 {case.problem.ref} A mail of our own came back to us whole" in said
    post.work()
    assert mail_in().is_well
    Intake.objects.filter(became="words").update(reference=Intake.objects.all()[0].pk)
    assert "1 of them are not where they should be" in mail_in().says
