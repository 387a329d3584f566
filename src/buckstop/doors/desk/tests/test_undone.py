"""A word that was recorded by mistake; who is asked by a note; looking at it again."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils.html import strip_tags

from buckstop.doors.desk.tests.filling import send
from buckstop.doors.desk.tests.telling import home, reported, words
from buckstop.ledger.models import Chain
from buckstop.ledger.refused import Refused
from buckstop.ledger.verify import verify
from buckstop.problems.actions import fixing, kinds, moving
from buckstop.problems.models import Case, Commitment
from buckstop.problems.tests.world import World


def test_a_word_recorded_by_mistake(world: World, ana: Client):
    case = reported(world)
    at = f"{home(case)}cases/{case.pk}/word/"
    send(ana, f"{at}new/", word="solved", how="phone")
    case.refresh_from_db()
    assert case.state == "confirmed"
    assert "Recorded by mistake" in words(ana.get(home(case)))
    ana.post(f"{at}withdrawal/")
    case.refresh_from_db()
    assert case.state == "open"
    assert "had recorded that by mistake" in words(ana.get(home(case)))
    assert list(verify(Chain.objects.all())) == []


def lines_with(browser: Client, case: Case, address: str) -> list[str]:
    """The sentences of the timeline that offer to undo something at `address`."""
    page = browser.get(home(case)).content.decode()
    line = page.partition('id="timeline"')[2].partition("</section>")[0]
    return [
        strip_tags(one).split("Undo")[0].strip()
        for one in line.split("<li id=")
        if f'action="{address}"' in one
    ]


def test_what_was_done_is_undone_from_its_line(world: World, ana: Client):
    here, other, spam = (reported(world, title) for title in ("It fails", "Too", "Win money"))
    by: dict[str, Any] = {"by": world.ana.actor(), "at": world.now}
    other = moving.move_case(other, to=here.problem, **by)
    kinds.void(spam, why="spam", **by)
    fixing.record_word(here, how="phone", note="", **by)
    for case, at, said in (
        (here, f"cases/{other.pk}/moves/return/", "moved a case here from"),
        (spam, f"cases/{spam.pk}/return/", "set it aside as void"),
        (here, f"cases/{here.pk}/word/withdrawal/", "recorded the word of Ines"),
    ):
        [line] = lines_with(ana, case, home(case) + at)
        assert said in line
        ana.post(home(case) + at)
        assert lines_with(ana, case, home(case) + at) == []
    assert Case.objects.filter(state="open").count() == 3
    assert Case.objects.values("problem").distinct().count() == 3


def test_only_who_recorded_it_within_seven_days(world: World):
    case = reported(world)
    fixing.record_word(case, how="phone", by=world.ana.actor(), at=world.now)
    other = world.zed.actor()
    with pytest.raises(Refused):
        fixing.withdraw_word(case, by=other, at=world.now)
    late = world.now + timedelta(days=8)
    with pytest.raises(Refused, match="seven days"):
        fixing.withdraw_word(case, by=world.ana.actor(), at=late)


def test_a_note_asks_whom_it_speaks_to(world: World, ana: Client):
    case = reported(world)
    name = world.bruno.public_name
    page = ana.post(f"{home(case)}notes/", {"text": f"@{name} is it paid?"}, follow=True)
    assert f"The note is kept. {name} is asked, by " in words(page)
    assert Commitment.objects.get(kind="ask").debtor == world.bruno
    assert name in ana.get("/people/names/").json()["names"]


def test_looking_at_it_again_is_never_past_the_promise(world: World, ana: Client):
    case = reported(world)
    at, due = f"{home(case)}looks/", case.problem.news_due
    assert due is not None
    late = (due + timedelta(minutes=1)).isoformat()
    assert "News is promised before that" in words(send(ana, f"{at}new/", by=late))
    answer = send(ana, f"{at}new/", by=due.isoformat(), what="Has the part come?")
    assert answer.status_code == 302
    mine = Commitment.objects.get(kind="ask")
    assert (mine.debtor, mine.state, mine.due) == (world.ana, "promised", due)
    shown = words(ana.get(home(case)))
    assert "Ana Ruiz looks at it again by" in shown
    assert "Has the part come?" in words(ana.get("/"))
    assert list(verify(Chain.objects.all())) == []
