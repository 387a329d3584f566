"""Every address of the desk, for every audience; and a GET changes nothing."""

from typing import Any

import pytest
from django.apps import apps
from django.test import Client

from buckstop.doors.desk.tests.filled import Filled, places
from buckstop.doors.desk.tests.telling import home, reported
from buckstop.ledger.actor import DESK
from buckstop.people.actions import staff
from buckstop.problems.actions import ownership
from buckstop.problems.commitments.ask import ask
from buckstop.problems.tests.world import World

FOR_LEADERS = {
    "offertheirs", "offertheirs-new",
    "addshift", "addshift-new", "removeshift", "movebuck", "movebuck-new", "setlimit",
    "setlimit-new", "putbackshift", "deliveries", "repeatall", "repeat",
    "letbe", "notearrived", "retry",
    "addrotation", "addrotation-new", "changerotation", "changerotation-new",
    "addteam", "addteam-new", "changeteam", "changeteam-new", "endteam", "endteam-new",
    "addmembers", "addmembers-new", "removemember", "addroute", "addroute-new", "removeroute",
    "outcomes", "figure", "promises-kept",
    "auditor", "coverage", "endsupplier", "endsupplier-new", "endservice", "endservice-new",
    "remedies", "remedies-file", "backremedy", "backdecision", "backdecision-new",
    "setladder", "setladder-new", "dropladder",
    "addsource",
    "addsource-new", "addheartbeat", "addheartbeat-new",
    "addcheck", "addcheck-new", "addseries", "addseries-new", "addfetched", "addfetched-new",
    "addothersource", "addothersource-new", "renewsource", "renewsource-new",
    "endsource", "endsource-new",
    "addlabel", "addlabel-new", "changelabel", "changelabel-new", "removelabel", "putbacklabel",
    "endrotation", "addoverride", "addoverride-new", "removeoverride",
    "setlastday", "setlastday-new",
}  # fmt: skip
FOR_ADMINS = {
    "setrosterzone", "setrosterzone-new", "changesettings", "changesettings-new", "sethours",
    "sethours-new",
    "setholidays", "setholidays-new", "setday", "setday-new", "removeday", "setnewstimes",
    "setnewstimes-new", "keys", "addkey", "withdrawkey",
    "imports", "signoff",
    "webhooks", "webhook", "addendpoint", "addendpoint-new", "ping", "sendagain", "sendagain-new",
    "renewendpoint", "renewendpoint-new", "endendpoint", "endendpoint-new",
    "comeback", "erasecustomer", "erasecustomer-new", "eraseperson", "eraseperson-new",
    "addperson", "addperson-new", "makelink", "maillink", "changerole", "changerole-new",
    "deactivate",
    "deactivate-new", "setting-up", "setting-up-step", "chooseinsetup", "chooseinsetup-new",
    "brands", "addbrand", "addbrand-new", "changebrand", "changebrand-new", "endbrand",
    "endbrand-new", "setaddress", "setaddress-new",
    "mail-accounts", "addmailaccount", "addmailaccount-new", "trymailaccount",
    "changemailaccount", "changemailaccount-new", "endmailaccount", "endmailaccount-new",
    "addlevel", "addlevel-new", "changelevel", "changelevel-new", "movelevelup", "removelevel",
    "tryletter", "invitepeople", "invitepeople-new", "addcustomers", "addcustomers-new",
    "dismissstep", "putbackstep", "giveauthority", "giveauthority-new", "endauthority",
    "addkind", "addkind-new", "endkind",
    "who-may-come-in", "addprovider", "addprovider-new", "tryprovider", "changeprovider",
    "changeprovider-new", "switchprovideroff", "switchprovideroff-new", "switchprovideron",
    "endprovider", "endprovider-new", "addgrouprule", "addgrouprule-new", "removegrouprule",
    "setpasswords", "setpasswords-new", "adddirectory", "adddirectory-new", "renewdirectory",
    "renewdirectory-new", "enddirectory", "enddirectory-new", "requiresecondstep",
    "requiresecondstep-new", "allownetworks", "allownetworks-new", "endsessionsof",
    "endsessionsof-new",
}  # fmt: skip
FOR_COLLEAGUES = {
    "who-may", "levels", "briefing", "briefings", "thanks",
    "work", "problems", "problems-file", "log", "logproblem",
    "log-customers", "log-similar", "people", "person", "roster", "teams", "team", "ladders",
    "house", "settings", "notices", "bell", "allseen", "search", "you",
    "endothersessions", "going", "leavetowatch", "addway", "addway-new", "choosewishes",
    "choosewishes-new", "own-keys", "addownkey",
    "makefeed", "makerosterfeed", "concerns", "raiseconcern", "raiseconcern-new",
    "chooselanguage", "chooselanguage-new", "choosecolumns", "choosecolumns-new",
}  # fmt: skip


@pytest.fixture
def filled(world: World) -> Filled:
    return Filled(world)


def test_every_address_has_a_name():
    assert [str(place.pattern) for place in places() if not place.name] == []
    assert len({place.name for place in places()}) == len(places())


def test_strangers_log_in_first(filled: Filled):
    stranger = Client()
    for place in places():
        at = filled.address(place)
        answer = stranger.get(at)
        assert (answer.status_code, answer["Location"][:8]) == (302, "/log-in/"), at
        assert stranger.post(at).status_code == 302, at
        gone = stranger.post(at, HTTP_HX_REQUEST="true")
        assert (gone.status_code, gone["HX-Redirect"]) == (204, "/log-in/"), at


def test_who_left_is_out(filled: Filled, seat):
    world = filled.world
    browser = seat(world.ana)
    ownership.leave(world.ana, by=DESK, at=world.now)
    assert browser.get("/")["Location"].startswith("/log-in/")


def test_a_colleague_finds_nothing_that_isnt_theirs(filled: Filled, seat):
    zed = seat(filled.world.zed)
    for place in places():
        at = filled.address(place)
        got, posted = zed.get(at), zed.post(at)
        if place.name in FOR_COLLEAGUES:
            assert {got.status_code, posted.status_code} <= {200, 302, 405, 422}, at
        else:
            # a method that an address never takes is refused before anything is looked for
            assert {got.status_code, posted.status_code} <= {404, 405, 302}, at
            assert 404 in (got.status_code, posted.status_code), at
            if got.status_code == 302:  # to the sheet, which isn't there
                assert zed.get(got["Location"]).status_code == 404, at


def test_a_colleague_sees_what_they_have_a_part_in_and_no_more(filled: Filled, seat):
    world = filled.world
    due = world.now.replace(hour=14)
    other = reported(world, "Another matter")
    ask(other.problem, what="Which?", of=world.zed, due=due, by=world.ana.actor(), at=world.now)
    zed = seat(world.zed)
    assert zed.get(home(other)).status_code == 200
    assert zed.get(home(filled.case)).status_code == 404
    assert b"Another matter" in zed.get("/problems/").content
    assert b"Transfers fail" not in zed.get("/problems/?q=Transfers").content
    assert b"Transfers fail" not in zed.get("/log/similar/?words=Transfers+fail").content


def test_the_front_line_has_no_leaders_and_admins_pages(filled: Filled, seat):
    people = {
        "front line": (seat(filled.world.ana), FOR_LEADERS | FOR_ADMINS),
        "lead": (seat(filled.world.bruno), FOR_ADMINS),
    }
    for role, (browser, closed) in people.items():
        for place in places():
            if place.name in closed:
                answers = {browser.get(filled.address(place)).status_code}
                answers.add(browser.post(filled.address(place)).status_code)
                assert answers <= {404, 405}, (role, place.name)


OF_SOMETHING = ("widenings", "frictions", "journeys/logs", "/times/", "/readers/")
"""Sheets of what an address alone doesn’t name, or of one person; their own tests open them."""


def test_an_admin_reaches_all(filled: Filled, seat):
    ada = staff.add(
        name="Ada", email="ada@desk.example", role="admin", by=DESK, at=filled.world.now
    )
    browser = seat(ada)
    sheets = [at for place in places() if (at := filled.address(place)).endswith("/new/")]
    named = [at for at in sheets if not any(one in at for one in OF_SOMETHING)]
    assert [at for at in named if browser.get(at).status_code != 200] == []


APART = ("sessions.Session", "meters.Total", "meters.Process")


def counts() -> dict[str, int]:
    """How many rows each table has; sessions, which logging in makes, and what is counted of
    requests themselves, apart."""
    tables = [model for model in apps.get_models() if model._meta.label not in APART]
    return {model._meta.label: model._default_manager.count() for model in tables}


@pytest.mark.parametrize("who", ["bruno", "zed"])
def test_a_get_changes_nothing(filled: Filled, seat, who: str):
    browser = seat(getattr(filled.world, who))
    before = counts()
    rows = {m._meta.label: list(m._default_manager.order_by("pk").values()) for m in _watched()}
    for place in places():
        if "exports/" not in (at := filled.address(place)):  # what goes out is on record
            browser.get(at)
    for extra in ("problems/?q=transfers", f"{home(filled.case)[1:]}ledger/?verify=1"):
        browser.get(f"/{extra}")
    assert counts() == before
    assert rows == {
        m._meta.label: list(m._default_manager.order_by("pk").values()) for m in _watched()
    }


def _watched() -> list[Any]:
    names = ("problems.Problem", "problems.Commitment", "problems.Case", "notices.Notice")
    return [apps.get_model(name) for name in (*names, "ledger.Chain", "outbox.Delivery")]
