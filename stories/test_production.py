"""The house as those see it who bet their company on it: from outside, with what they have."""

import json
import smtplib
import urllib.error
import urllib.request
from email.message import EmailMessage
from typing import Any

import pytest
from prometheus_client.parser import text_string_to_metric_families as families

from buckstop.doors.clock.duties import duties
from buckstop.doors.clock.rounds import Rounds
from buckstop.kit import clock
from buckstop.meters.flushing import Flusher
from buckstop.meters.meter import METERS
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
        rounds = Rounds(duties(), lambda: True)
        while rounds.turn():
            pass
        both[0].flush(clock.now())
        after: dict[Any, float] = scraped(port)
        assert after["buckstop_mail_unread",] == 0
        assert after["buckstop_problems_running", "open"] == 1
        assert after["buckstop_entries_total", "problem-opened"] == 1
        assert after["buckstop_duty_things_total", "read mail"] == 1
