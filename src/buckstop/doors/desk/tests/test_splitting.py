"""One message of a long conversation is about something else: a problem of its own."""

import pytest
from django.test import Client

from buckstop.conversations.actions import hearing, letters, telling
from buckstop.conversations.letters.acknowledgement import Acknowledgement
from buckstop.conversations.models import Message
from buckstop.conversations.models.message import MessageKind
from buckstop.doors.desk.tests.telling import words
from buckstop.ledger.models import Entry
from buckstop.ledger.verify import verify
from buckstop.outbox.models import Delivery
from buckstop.problems.models import Case, Problem
from buckstop.problems.tests.world import World

OTHER = "By the way: the scanner is dead.\nNumber 7, second floor."


@pytest.fixture
def case(world: World) -> Case:
    """Ines reported one trouble, was answered, and wrote of another one."""
    case = world.report()
    hearing.write(case, text="It fails.", by=case.contact.actor(), at=world.later(minutes=1))
    telling.reply(case, text="I am at it.", by=world.ana.actor(), at=world.later(minutes=2))
    hearing.write(case, text=OTHER, by=case.contact.actor(), at=world.later(minutes=2))
    return case


def the_other(case: Case) -> Message:
    return Message.objects.get(text__text=OTHER, case=case)


def test_it_is_owned_told_and_stands_in_both(world: World, ana: Client, case: Case) -> None:
    page = f"/problems/{case.problem.ref}/"
    address = f"{page}messages/{the_other(case).pk}/departure/"
    assert f"{address}new/" in ana.get(page).text
    sheet = ana.get(f"{address}new/").text
    assert 'value="By the way: the scanner is dead."' in sheet
    answer = ana.post(address, {"title": "The scanner is dead"}, follow=True)
    own = Problem.objects.get(title="The scanner is dead")
    assert answer.redirect_chain[-1][0].startswith(f"/problems/{own.ref}/")
    assert (own.owner, own.cases.get().contact) == (world.ana, case.contact)
    assert "Number 7, second floor." in words(answer)
    letters.write(Acknowledgement, list(Entry.objects.filter(code="case-opened")), world.now)
    assert Delivery.objects.filter(owner__in=own.messages.values("pk")).exists()
    was = words(ana.get(page))
    assert f"made a problem of its own of one message: {own.ref}" in was
    assert "Number 7, second floor." in was
    assert f"{address}new/" not in ana.get(page).text
    case.problem.refresh_from_db()
    assert case.problem.unheard_since is None
    assert list(verify()) == []


def test_what_else_they_wrote_still_waits(world: World, ana: Client, case: Case) -> None:
    hearing.write(case, text="And?", by=case.contact.actor(), at=world.later(minutes=1))
    ana.post(
        f"/problems/{case.problem.ref}/messages/{the_other(case).pk}/departure/", {"title": "It"}
    )
    case.problem.refresh_from_db()
    assert case.problem.unheard_since == world.now


def test_once_and_never_the_first(world: World, ana: Client, case: Case) -> None:
    first = Message.objects.filter(case=case, kind=MessageKind.HEARD).earliest("at")
    other = the_other(case)
    for message, n in ((first, 1), (other, 2), (other, 2)):
        address = f"/problems/{case.problem.ref}/messages/{message.pk}/departure/"
        ana.post(address, {"title": "Another"})
        assert Problem.objects.count() == n
