"""Who hears when: said on a page, played before it is kept."""

from datetime import timedelta
from typing import Any

from buckstop.coverage.climbing import ladders
from buckstop.coverage.rules.ladders import Rung, When, Whom
from buckstop.doors.desk.tests.filling import send
from buckstop.doors.desk.tests.telling import words
from buckstop.problems.tests.world import World

SUNDAY = {"moment": "2026-03-08T01:40", "hours": "4"}


def test_what_nobody_set_is_as_usual(world: World, seat: Any):
    ana = seat(world.ana)
    page = words(ana.get("/ladders/"))
    assert "News as usual" in page
    assert "15 minutes before it is due, or in the last quarter of its time" in page
    assert "Change" not in page
    assert "Who hears when" in words(ana.get("/house/"))
    assert 'href="/ladders/"' not in ana.get("/").content.decode()


def test_a_lead_sets_one_and_plays_it_first(world: World, seat: Any):
    bruno = seat(world.bruno)
    at = f"/ladders/{world.roster.pk}/ask/change/"
    rung = {"amount1": "50", "when1": "share", "whom1": "shift"}
    played = words(send(bruno, f"{at}new/", play="1", **rung, **SUNDAY))
    # due at 5:40 on Sunday, half of it at 3:40; Bruno's shift is at 22 on Monday, Ana's at 8
    assert "At 03:40 on Sunday nobody would be told for 28 h 20." in played
    assert "Nothing is changed yet." in played
    assert ladders() == {}
    assert send(bruno, f"{at}new/", **rung, **SUNDAY)["Location"] == "/ladders/"
    assert ladders() == {(None, "ask"): (Rung(When.SHARE, 50, Whom.SHIFT),)}
    page = words(bruno.get("/ladders/", {"kind": "ask", **SUNDAY}))
    assert "Ask set here" in page
    assert "At 03:40 on Sunday nobody would be told for 28 h 20." in page
    bruno.post(f"/ladders/{world.roster.pk}/ask/removal/")
    assert ladders() == {}


def test_a_rung_is_whole(world: World, seat: Any):
    bruno = seat(world.bruno)
    at = f"/ladders/{world.roster.pk}/ask/change/new/"
    assert "Say how many, of what, and who hears." in words(send(bruno, at, amount1=""))
    over = {"amount1": "100", "when1": "share", "whom1": "lead"}
    assert "1 to 99 % of its time" in words(send(bruno, at, **over))


def test_what_cannot_be_played_is_said(world: World, seat: Any):
    ana = seat(world.ana)
    wrong = ana.get("/ladders/", {"kind": "nothing", "moment": "soon", "hours": "0"})
    assert wrong.status_code == 200
    assert "Write the day and time as" in words(wrong)
    assert ana.get("/ladders/", {"team": "nobody"}).status_code == 404
    world.later(hours=1)
    past = (world.now - timedelta(days=9)).strftime("%Y-%m-%dT%H:%M")
    assert ana.get("/ladders/", {"kind": "ask", "moment": past, "hours": "4"}).status_code == 200
