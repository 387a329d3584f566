"""The house as those see it who bet their company on it: from outside, with what they have."""

import json
import smtplib
import urllib.error
import urllib.request
from datetime import timedelta
from email.message import EmailMessage
from typing import Any

import pytest
from django.test import Client
from prometheus_client.parser import text_string_to_metric_families as families

from buckstop.coverage.actions import teams
from buckstop.doors.clock.duties import duties
from buckstop.doors.clock.rounds import Rounds
from buckstop.doors.desk.tests.telling import words
from buckstop.identity.actions import directories, leaving
from buckstop.kit import clock
from buckstop.ledger.actor import DESK
from buckstop.meters.flushing import Flusher
from buckstop.meters.meter import METERS
from buckstop.people.actions import staff
from buckstop.people.backends import BY_NAME
from buckstop.people.models import Person
from buckstop.problems.actions import ownership
from buckstop.problems.actions.teams import move_to_team
from buckstop.problems.commitments.ask import ask
from buckstop.problems.models import Commitment, Handoff, Problem
from buckstop.problems.tests import guarantees
from buckstop.problems.tests.world import World
from stories.servers import mailbox, pages


def asked(port: int, path: str, **headers: str) -> tuple[int, dict[str, str], str]:
    """What is answered, well or not."""
    request = urllib.request.Request(f"http://127.0.0.1:{port}{path}", headers=headers)
    try:
        with urllib.request.urlopen(request, timeout=60) as answer:
            return answer.status, dict(answer.headers), answer.read().decode()
    except urllib.error.HTTPError as no:
        return no.code, dict(no.headers), no.read().decode()


def scraped(port: int) -> dict[tuple[str, ...], float]:
    """Each sample by its name and its labels' values."""
    status, _, said = asked(port, "/metrics")
    assert status == 200, said
    samples = [one for family in families(said) for one in family.samples]
    return {(one.name, *one.labels.values()): one.value for one in samples}


def until_rest() -> None:
    """All that a worker does by now."""
    rounds = Rounds(duties(), lambda: True)
    while rounds.turn():
        pass


def said_by_scim(method: str, path: str, token: str, said: dict[str, Any]) -> Any:
    """What a directory sends over HTTP, and what it is answered."""
    answer: Any = Client().generic(
        method, f"/scim/v2/{path}", json.dumps(said), content_type="application/scim+json",
        headers={"Authorization": f"Bearer {token}"},
    )  # fmt: skip
    return answer


@pytest.mark.django_db
def test_who_leaves_by_the_directory_drops_nothing() -> None:
    """Ana owns three problems, owes an answer on a fourth, and is gone in an instant."""
    world = World.here()
    with clock.set_to(world.now):
        team = teams.add_team(name="Payments", lead=world.bruno, by=DESK, at=world.now)
        teams.add_members(team, people=[world.ana], by=DESK, at=world.now)
        for title in ("Transfers fail", "Cards are refused", "Statements are late"):
            move_to_team(world.report(title).problem, team=team, by=DESK, at=world.now)
        other = ownership.take(world.report("Pump").problem, by=world.bruno.actor(), at=world.now)
        due = world.now + timedelta(hours=6)
        asked = ask(other, what="Which?", of=world.ana, due=due, by=world.bruno.actor(),
                    at=world.now)  # fmt: skip
        hers = list(Problem.objects.filter(owner=world.ana).order_by("number"))
        owed = dict(Commitment.objects.filter(ended_at=None).values_list("pk", "due"))
        assert (len(hers), asked.pk in owed) == (3, True)
        _key, secret = staff.add_key(name="mine", scope="read", person=world.ana, by=DESK,
                                    at=world.now)  # fmt: skip
        _directory, token = directories.add_directory(
            name="Entra ID", role="colleague", by=DESK, at=world.now
        )
        ana, bruno = Client(), Client()
        ana.force_login(world.ana, backend=BY_NAME)
        bruno.force_login(world.bruno, backend=BY_NAME)
        program = {"Authorization": f"Bearer {secret}"}
        assert ana.get("/").status_code == 200
        assert ana.get("/api/v1/problems", headers=program).status_code == 200

        named = {"userName": world.ana.email, "displayName": "Ana Ruiz"}
        made = said_by_scim("POST", "Users", token, named)
        off = {"Operations": [{"op": "Replace", "path": "active", "value": "False"}]}
        gone = said_by_scim("PATCH", f"Users/{made.json()['id']}", token, off)
        assert (gone.status_code, gone.json()["active"]) == (200, False)

        assert ana.get("/").status_code == 302  # in the same instant
        assert Client().get("/api/v1/problems", headers=program).status_code == 401
        lead_reads = words(bruno.get("/"))
        for problem in hers:  # their lead sees each, offered with why
            assert problem.title in lead_reads
            page = words(bruno.get(f"/problems/{problem.ref}/"))
            assert "Its owner has left, and comes in no more." in page
        open_now = Commitment.objects.filter(ended_at=None)
        assert owed.items() <= dict(open_now.values_list("pk", "due")).items()
        assert not Problem.objects.filter(owner=None).exists()

        offer = Handoff.objects.get(commitment__problem=hers[0])
        accepted = bruno.post(f"/problems/{hers[0].ref}/handoffs/{offer.pk}/acceptance/")
        assert accepted.status_code == 302
    with clock.set_to(world.now + leaving.WAITS + timedelta(minutes=1)):
        until_rest()
        assert Person.objects.get(pk=world.ana.pk).deactivated_at is not None
        owners = {one.title: one.owner for one in Problem.objects.running().select_related("owner")}
        assert owners[hers[0].title] == world.bruno
        assert len(owners) == 4
        assert all(one.is_active for one in owners.values())
        still = Commitment.objects.filter(pk__in=owed).select_related("debtor")
        for one in still:  # owed by somebody who is here, by the time that was promised
            assert one.due == owed[one.pk]
            assert one.ended_at is None or one.state == "missed", one
            assert one.ended_at is not None or one.debtor.is_active
        assert guarantees.broken() == []


@pytest.mark.django_db(transaction=True)
def test_monitoring_sees_from_outside_what_customers_wait_for() -> None:
    """Real pages, a real mailbox, a real mail: unread, then read by a worker and owed."""
    World.here()
    for meter in METERS.values():
        meter.taken()  # what other stories counted in this process
    letter = EmailMessage()
    letter["From"], letter["To"], letter["Subject"] = "i@nordbank.example", "help@localhost", "Pump"
    letter.set_content("It leaks since nine.")
    with pages() as port, mailbox() as smtp_port:
        status, headers, page = asked(port, "/nothing-here/", **{"X-Request-ID": "proxy-4711-a"})
        assert (status, headers["x-request-id"]) == (404, "proxy-4711-a")
        assert "tell us this number: proxy-4711-a." in page
        _, headers, answer = asked(port, "/api/v1/problems")
        assert json.loads(answer)["request"] == headers["x-request-id"]
        with smtplib.SMTP("127.0.0.1", smtp_port, timeout=60) as connection:
            connection.send_message(letter)
        both = Flusher("pages"), Flusher("mailbox")  # one process here, so the sum is of all
        for one in both:
            one.flush(clock.now())
        before = scraped(port)
        assert before["buckstop_mail_unread",] == 1
        assert before["buckstop_requests_total", "ok", "mailbox"] == 1
        assert before["buckstop_requests_total", "refused", "api"] == 1
        assert before["buckstop_request_seconds_count", "desk"] == 1
        assert before["buckstop_taken", "mail connections"] >= 0
        until_rest()
        both[0].flush(clock.now())
        after: dict[Any, float] = scraped(port)
        assert after["buckstop_mail_unread",] == 0
        assert after["buckstop_problems_running", "open"] == 1
        assert after["buckstop_entries_total", "problem-opened"] == 1
        assert after["buckstop_duty_things_total", "read mail"] == 1
