"""How one is told: ways added and tried, what reaches one when, and seen from a message itself."""

from django.conf import settings
from django.test import Client

from buckstop.doors.desk.tests.filling import fields_of
from buckstop.doors.desk.tests.telling import words
from buckstop.doors.desk.tests.test_you import FIREFOX, logged_in
from buckstop.notices.actions.mailing import NOTICES, mail_unseen
from buckstop.notices.models import Notice, Way
from buckstop.notices.tests.test_ways import asked
from buckstop.notices.writing import sight_link
from buckstop.outbox.models import Delivery
from buckstop.problems.tests.world import World


def test_a_way_of_being_told_is_added_tried_and_removed(world: World) -> None:
    desk, other = (logged_in(one, FIREFOX) for one in (world.ana, world.bruno))
    form = fields_of(desk.get("/you/ways/new/"), "/you/ways/") | {
        "name": "Phone",
        "address": "ntfys://ntfy.example/xyz",
    }
    desk.post("/you/ways/", form)
    said = words(desk.get("/you/"))
    assert "“Phone” is added." in said
    assert "Phone ntfy Not tried yet." in said
    page = desk.get("/you/").content.decode()
    assert "xyz" not in page  # never shown again
    way = Way.objects.get()
    assert other.post(f"/you/ways/{way.pk}/trials/").status_code == 404
    assert "On its way." in words(desk.post(f"/you/ways/{way.pk}/trials/", follow=True))
    Delivery.objects.update(state="failed", why="The gateway refused it.")
    assert "The gateway refused it." in words(desk.get("/you/"))
    assert "Nothing goes to “Phone”" in words(
        desk.post(f"/you/ways/{way.pk}/removal/", follow=True)
    )
    assert "ntfy" not in words(desk.get("/you/"))


def test_what_is_not_a_gateway_is_refused_where_it_is_typed(world: World) -> None:
    desk = logged_in(world.ana, FIREFOX)
    form = fields_of(desk.get("/you/ways/new/"), "/you/ways/") | {
        "name": "Mine",
        "address": "file:///etc/passwd",
    }
    assert "It must begin with one of these" in words(desk.post("/you/ways/", form))
    assert not Way.objects.exists()


def test_one_says_what_reaches_one_when(world: World) -> None:
    desk = logged_in(world.ana, FIREFOX)
    form = fields_of(desk.get("/you/wishes/new/"), "/you/wishes/") | {"owned_mail": "shift"}
    desk.post("/you/wishes/", form)
    said = words(desk.get("/you/"))
    assert "News on what I own By mail at my next shift" in said
    assert "What I owe By mail at once" in said


def test_a_message_is_acknowledged_from_itself_and_a_scanner_changes_nothing(world: World) -> None:
    asked(world, world.zed)
    asked(world, world.zed)
    world.later(minutes=4)
    mail_unseen(at=world.now)
    delivery = Delivery.objects.get(kind=NOTICES)
    link = sight_link(delivery.pk).removeprefix(settings.BASE_URL)
    stranger = Client(enforce_csrf_checks=False)
    assert "2 things on 2 problems" in words(stranger.get(link))
    assert Notice.objects.filter(person=world.zed, seen_at=None).count() == 2
    assert "Seen." in words(stranger.post(link))
    assert not Notice.objects.filter(person=world.zed, seen_at=None).exists()
    assert "Seen." in words(stranger.get(link))
    assert stranger.get(link.replace("/told/", "/told/a")).status_code == 404
