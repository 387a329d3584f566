"""Signals on their page, by its own forms."""

import json
import re

from django.test import Client

from buckstop.doors.desk.tests.filling import fields_of, send
from buckstop.doors.desk.tests.telling import words
from buckstop.problems.tests.world import World
from buckstop.signals.actions.receiving import read_signals
from buckstop.signals.models import Source
from buckstop.signals.tests.test_tools import sample


def test_a_source_is_added_and_what_it_sends_stands_there(world: World, seat):
    ana, bruno = seat(world.ana), seat(world.bruno)
    assert "Let your monitoring send its alerts here" in words(ana.get("/signals/"))
    assert ana.get("/signals/sources/new/").status_code == 404
    assert "such as Prometheus in Bern" in words(bruno.get("/signals/sources/new/"))
    job = words(bruno.get("/signals/heartbeats/new/"))
    assert "such as the nightly backup" in job
    assert "every so many minutes (if you like)" not in job  # that or a time of day is needed
    added = send(bruno, "/signals/sources/new/", kind="alertmanager", name="Prometheus in Bern")
    path = re.findall(r"/signals/alertmanager/[a-z0-9]{40}", added.content.decode())[0]
    body = json.dumps(sample("alertmanager")["message"])
    assert Client().post(path, body, content_type="application/json").status_code == 202
    assert Client().post(path, "{}", content_type="application/json").status_code == 202
    read_signals(at=world.now)
    page = words(ana.get("/signals/"))
    assert (
        "1 signal fires now. How often we were first The payment gateway doesn't answer" in page
    ), page
    assert "1 message can’t be read. There is no list “alerts” in it." in page
    source = Source.objects.get()
    ana.post(f"/signals/sources/{source.pk}/reading/")
    assert source.arrivals.filter(done_at=None).count() == 1
    again = send(bruno, f"/signals/sources/{source.pk}/address/new/")
    assert path not in again.content.decode()
    assert Client().post(path, body, content_type="application/json").status_code == 404
    send(bruno, f"/signals/sources/{source.pk}/end/new/")
    assert "Prometheus in Bern" not in words(ana.get("/signals/")).partition("Sources")[2]


def test_another_tool_is_tried_on_a_sample_before_it_is_kept(world: World, seat):
    bruno = seat(world.bruno)
    said = {"name": "Own", "sample": '{"a": {"b": "7"}, "t": "Full"}', "identity": "a.c",
            "title": "t"}  # fmt: skip
    wrong = send(bruno, "/signals/other-sources/new/", **said)
    assert "There is no “a.c” in it." in words(wrong)
    looked = send(bruno, "/signals/other-sources/new/", **(said | {"identity": "a.b"}))
    assert "It would be read as: Full 7 trouble" in words(looked), words(looked)
    assert not Source.objects.exists()
    fields = fields_of(looked, "/signals/other-sources/")
    assert "This is its address" in words(bruno.post("/signals/other-sources/", fields))
    source = Source.objects.get()
    assert (source.mapping, source.tells_recovery) == ({"identity": "a.b", "title": "t"}, False)


def test_a_job_is_added_with_its_rhythm(world: World, seat):
    bruno = seat(world.bruno)
    wrong = send(bruno, "/signals/heartbeats/new/", name="Nightly run")
    assert "Say how often it runs" in words(wrong)
    added = send(bruno, "/signals/heartbeats/new/", name="Nightly run", daily_at="02:30")
    path = re.findall(r"/signals/heartbeat/[a-z0-9]{40}", added.content.decode())[0]
    assert "Let the job POST to it" in words(added)
    assert Client().post(path).status_code == 202
    read_signals(at=world.now)
    assert "Nightly run a job that must be heard" in words(bruno.get("/signals/"))
    source = Source.objects.get()
    assert (source.zone, source.due_at is not None) == ("Europe/Zurich", True)
