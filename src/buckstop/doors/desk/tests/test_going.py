"""Going off duty: what falls due before one is back stands in one place, an hour before."""

from datetime import timedelta
from typing import Any

from buckstop.doors.desk.tests.filling import fields_of
from buckstop.doors.desk.tests.telling import words
from buckstop.kit import clock
from buckstop.ledger.models import Entry
from buckstop.notices.actions.reminding import remind_people
from buckstop.notices.actions.telling import tell_staff
from buckstop.notices.models import Notice
from buckstop.problems.commitments import update
from buckstop.problems.models import Handoff
from buckstop.problems.tests.world import World


def test_what_falls_due_before_one_is_back(world: World, seat: Any):
    evening, by = world.now + timedelta(hours=11), world.ana.actor()
    shown = []
    for title, due in (("Mail is slow", evening), ("No phone", evening), ("Later", None)):
        problem = world.report(title).problem
        next_due = due or world.now + timedelta(days=1, hours=2)
        update.keep(problem, next_due=next_due, by=by, at=world.now)
        shown.append(problem)
    ana = seat(world.ana)
    assert "before you are back" not in words(ana.get("/"))
    world.later(hours=8, minutes=10)  # her shift ends at 18:00 in Zurich
    with clock.set_to(world.now):
        assert "Your shift ends at 18:00; 2 things fall due before you are back." in words(
            ana.get("/")
        )
        page = ana.get("/going/")
        said = words(page)
        assert "You are on duty until 18:00" in said
        assert "Mail is slow" in said
        assert "No phone" in said
        assert "Later" not in said
        assert "as you leave, Carla Roth has the watch" in said
        sheet = f"/problems/many/handoffs/new/?n={shown[0].number}&n={shown[1].number}"
        assert sheet.replace("&", "&amp;") in page.content.decode()
        fields = fields_of(ana.get(sheet), "/problems/many/handoffs/")
        ana.post(
            "/problems/many/handoffs/",
            {**fields, "to": str(world.bruno.pk), "brief": "Wait for them"},
        )
        assert Handoff.objects.count() == 2
        assert remind_people(at=world.now) == 1
        assert remind_people(at=world.later(minutes=1)) == 0
        assert "2 things fall due before you are back: move them" in words(ana.get("/notices/"))
        notice = Notice.objects.get(person=world.ana, page="/going/")
        assert ana.post(f"/notices/{notice.pk}/sight/")["Location"] == "/going/"
        ana.post("/going/watch/")
        [told, *_] = Entry.objects.filter(code="left-to-watch")
        tell_staff([told], world.now)
        assert Notice.objects.get(person=world.carla, entry=told).problem in shown


def test_who_is_not_on_shift_goes_nowhere(world: World, seat: Any):
    assert "You aren’t on shift now" in words(seat(world.carla).get("/going/"))
    world.report()
    assert "Nothing that you owe falls due" in words(seat(world.ana).get("/going/"))
