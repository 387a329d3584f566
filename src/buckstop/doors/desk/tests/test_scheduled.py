"""An answer that leaves in the customer's morning: chosen below the words, shown until it left."""

from datetime import datetime, timedelta

from django.test import Client

from buckstop.conversations.actions import scheduling, telling
from buckstop.conversations.models import Draft, Message, Scheduled
from buckstop.doors.desk.tests.filling import fields_of
from buckstop.doors.desk.tests.telling import home, reported, words
from buckstop.kit import clock
from buckstop.problems.models import Case
from buckstop.problems.tests.world import World


def answered(world: World) -> Case:
    """Ines was told something; the next news is due in three days."""
    case = reported(world)
    due = world.now + timedelta(days=3)
    telling.reply(case, text="We look.", next_due=due, by=world.ana.actor(), at=world.now)
    return case


def test_it_waits_in_a_box_until_its_morning(world: World, ana: Client):
    case = answered(world)
    at = f"{home(case)}messages/"
    form = fields_of(ana.get(home(case)), at)
    page = ana.get(home(case)).content.decode()
    assert "08:00 tomorrow, their morning" in page
    morning = datetime.fromisoformat(page.partition(", their morning")[0].rsplit('"', 2)[1])
    ana.post(at, {**form, "text": "It is the gateway.", "leaves": morning.isoformat()})
    row = Scheduled.objects.get()
    assert row.leaves_at == morning
    assert not Message.objects.filter(at__gt=world.now).exists()
    shown = words(ana.get(home(case)))
    assert "Ana’s answer to Ines Vogt, Nordbank leaves 08:00 tomorrow" in shown
    assert shown.count("It is the gateway.") == 1
    assert f"scheduled/{row.pk}/taking-back/" in ana.get(home(case)).content.decode()
    with clock.set_to(morning):
        scheduling.send_scheduled(at=morning)
        shown = words(ana.get(home(case)))
    assert "answer to Ines Vogt, Nordbank leaves" not in shown
    assert shown.count("It is the gateway.") == 2  # its line, and what was said last


def test_another_time_and_back_into_the_composer(world: World, ana: Client):
    case = answered(world)
    at = f"{home(case)}updates/"
    typed = {"leaves": "other", "leaves_other": "2026-03-03T07:30"}
    form = {**fields_of(ana.get(home(case)), at), "text": "News.", **typed}
    ana.post(at, form)
    row = Scheduled.objects.get()
    sheet = f"{home(case)}scheduled/{row.pk}/moves/"
    moved = fields_of(ana.get(f"{sheet}new/"), sheet)
    ana.post(sheet, {**moved, "by": "other", "by_other": "2026-03-03T08:30"})
    row.refresh_from_db()
    assert f"{row.leaves_at:%H:%M}" == "07:30"  # half past eight in Zurich
    answer = ana.post(f"{home(case)}scheduled/{row.pk}/taking-back/")
    assert answer.status_code == 302
    assert Draft.objects.get().text == "News."
    refused = ana.post(at, {**form, "leaves_other": "2026-03-08T07:30"})
    assert "News is promised before that" in words(refused)
