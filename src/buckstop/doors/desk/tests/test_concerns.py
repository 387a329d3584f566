"""Speaking up: openly, and so that nothing that is kept leads to anybody."""

import hashlib
import re
from datetime import timedelta
from typing import Any

from django.apps import apps
from django.test import Client

from buckstop.concerns.actions import climb, raise_openly
from buckstop.concerns.models import Concern, Words
from buckstop.doors.desk.tests.filling import fields_of, send
from buckstop.doors.desk.tests.telling import home, reported, words
from buckstop.kit import clock
from buckstop.ledger.models import Entry
from buckstop.notices.actions.telling import tell_staff
from buckstop.problems.models import Problem
from buckstop.problems.permissions.escalation import may_back_decision
from buckstop.problems.tests.world import World

TEXT = "We promise what we can’t keep."
CODE = re.compile(r"<code>([A-Z2-7-]+)</code>")


def rows() -> dict[str, int]:
    """How many rows each table has, and the sessions with what stands in them."""
    return {model.__name__: model._base_manager.count() for model in apps.get_models()}


def anonymously(world: World, browser: Client) -> str:
    """Zed raises it without a name; the code that is shown."""
    answer = send(browser, "/concerns/", "/speak-up/", to=str(world.bruno.pk), text=TEXT)
    found = CODE.search(answer.content.decode())
    assert found, words(answer)
    return found[1]


def test_raised_under_a_name_it_is_answered_and_seen_by_nobody_else(world: World, seat: Any):
    zed, bruno, ana = seat(world.zed), seat(world.bruno), seat(world.ana)
    send(zed, "/concerns/additions/new/", "/concerns/additions/",
         to=str(world.bruno.pk), text=TEXT)  # fmt: skip
    concern = Concern.objects.get()
    place = f"/concerns/{concern.pk}/"
    assert TEXT in words(bruno.get("/"))
    assert TEXT in words(bruno.get("/coverage/"))
    assert ana.get(place).status_code == 404
    assert ana.post(f"{place}answers/", {"text": "No."}).status_code == 404
    send(bruno, f"{place}answers/new/", f"{place}answers/", text="You are right.")
    assert "You are right." in words(zed.get(place))
    assert TEXT not in words(bruno.get("/"))
    send(zed, f"{place}words/new/", f"{place}words/", text="And now?")
    assert TEXT in words(bruno.get("/"))


def test_without_a_name_nothing_that_is_kept_leads_to_anybody(world: World, seat: Any):
    zed = seat(world.zed)
    zed.get("/concerns/")  # that somebody uses their browser is known anyway
    before, sessions = rows(), list(apps.get_model("sessions.Session").objects.values())
    code = anonymously(world, zed)
    after = rows()
    assert {name for name in after if after[name] != before[name]} == {"Concern", "Words", "Tally"}
    assert list(apps.get_model("sessions.Session").objects.values()) == sessions
    assert not Entry.objects.filter(actor_id=world.zed.pk).exists()
    concern, said = Concern.objects.get(), Words.objects.get()
    assert (concern.person, said.leader) == (None, None)
    assert code not in (concern.digest, str(concern.pk))
    for row in (concern, said):
        assert row.pk.version == 4  # without a time in it
        assert row.seen_from.strftime("%M%S%f") == "0" * 10


def test_with_the_code_one_reads_the_answer_and_goes_on(world: World, seat: Any):
    bruno = seat(world.bruno)
    code = anonymously(world, seat(world.zed))
    place = f"/concerns/{Concern.objects.get().pk}/"
    assert bruno.get(place).status_code == 404  # not before the next hour
    clock.move_by(timedelta(hours=1))
    assert "Somebody of us" in words(bruno.get(place))
    send(bruno, f"{place}answers/new/", f"{place}answers/", text="You are right.")
    nobody = Client()
    assert "No concern has this code." in words(
        send(nobody, "/speak-up/", "/speak-up/reading/", code="ABCD")
    )
    answer = send(nobody, "/speak-up/", "/speak-up/reading/", code=code.lower())
    assert "You are right." in words(answer)
    said = nobody.post("/speak-up/words/", {"code": code, "text": "Since May."})
    assert "Since May." in words(said)
    assert "Since May." not in words(bruno.get(place))
    clock.move_by(timedelta(hours=1))
    assert "Since May." in words(bruno.get(place))


def test_a_receipt_shows_elsewhere_that_it_was_raised_and_by_nobody(world: World, seat: Any):
    code, nobody = anonymously(world, seat(world.zed)), Client()
    clock.move_by(timedelta(hours=1))
    before = rows()
    page = nobody.post("/speak-up/reading/", {"code": code})
    answer = nobody.post("/speak-up/receipt/", fields_of(page, "/speak-up/receipt/"))
    receipt = answer.content.decode()
    assert {name for name, n in rows().items() if n != before[name]} <= {"Tally"}
    assert hashlib.sha256(TEXT.encode()).hexdigest() in receipt
    assert "Bruno Keller owes an answer by" in receipt
    assert not {world.zed.public_name, TEXT, code} & set(receipt.splitlines())
    checked = send(nobody, "/speak-up/receipts/", receipt=receipt.replace("\n", "\r\n"))
    assert "This receipt is ours" in words(checked)
    for changed in (receipt.replace("Bruno", "Carla"), receipt[:-9], TEXT, f"{TEXT}\n\n00"):
        checked = send(nobody, "/speak-up/receipts/", receipt=changed)
        assert "We didn’t write this" in words(checked)
    assert nobody.post("/speak-up/receipt/", {"code": "ABCD"}).status_code == 422


def test_of_an_open_one_only_whoever_raised_it_has_a_receipt(world: World, seat: Any):
    concern = raise_openly(text=TEXT, to=world.bruno, by=world.zed, at=world.now)
    at, zed = f"/concerns/{concern.pk}/receipt/", seat(world.zed)
    assert at in zed.get(f"/concerns/{concern.pk}/").content.decode()
    assert "Receipt of a concern" in zed.get(at).content.decode()
    assert seat(world.bruno).get(at).status_code == 404


def test_nobody_who_isnt_of_us_raises_one(world: World):
    answer = Client().post("/speak-up/", {"ticket": "x", "to": world.bruno.pk, "text": TEXT})
    assert answer.status_code == 422
    assert not Concern.objects.exists()


def test_unanswered_it_goes_up_and_stays_where_the_buck_stops(world: World):
    concern = raise_openly(text=TEXT, to=world.bruno, by=world.zed, at=world.now)
    for to, missed in ((world.carla, 1), (world.carla, 2)):
        concern.refresh_from_db()
        assert concern.due
        assert climb(at=concern.due - timedelta(seconds=1)) == 0
        assert climb(at=concern.due) == 1
        concern.refresh_from_db()
        assert (concern.to, concern.missed) == (to, missed)


def test_a_leader_backs_a_decision_on_record_and_whose_it_was_reads_so(world: World, seat: Any):
    place = home(reported(world))
    send(seat(world.bruno), f"{place}backings/new/", person=str(world.ana.pk), text="To refund.")
    tell_staff(list(Entry.objects.filter(code="decision-backed")), world.now)
    ana = seat(world.ana)
    assert "A decision of yours is backed" in words(ana.get("/notices/"))
    assert "backs a decision of Ana Ruiz" in words(ana.get(place))
    assert ana.get(f"{place}backings/new/").status_code == 404
    for by, person in ((world.ana, world.bruno), (world.bruno, world.bruno)):
        assert may_back_decision(Problem.objects.get(), by.actor(), person=person)
