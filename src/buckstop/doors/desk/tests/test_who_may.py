"""What each role lets people do is said on a page, and nothing is offered to a role unsaid."""

from collections import defaultdict

from django.test import Client

from buckstop.doors.desk.acts.base import ACTS
from buckstop.doors.desk.guard import Who
from buckstop.doors.desk.pages.who_may.data import LINES
from buckstop.doors.desk.tests.telling import words
from buckstop.people.roles import Capability, roles_with


def test_every_act_is_said_by_a_line_and_every_line_is_of_acts() -> None:
    said: dict[Who, set[str]] = defaultdict(set)
    there: dict[Who, set[str]] = defaultdict(set)
    for line in LINES:
        if line.who is not None:
            assert line.capability == line.who.capability
            said[line.who].update(line.pages)
    for act in ACTS:
        who = Who.ANYBODY if act.who is Who.PARTIES else act.who
        there[who].add(act.address.route.split("/")[0])
    assert said == there


def test_it_shows_which_role_may(ana: Client) -> None:
    shown = words(ana.get("/people/who-may-what/"))
    assert "Your role is Front line." in shown
    line = next(one for one in LINES if one.capability == Capability.ADMINISTER)
    after = shown.split(str(line.says))[1].split()
    yes = after[: after.index("Set")].count("✓")
    assert yes == len(roles_with(Capability.ADMINISTER))
