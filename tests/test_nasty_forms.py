"""What no person types, in every form that anybody outside the house can send: nothing breaks."""

import re
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

import pytest
from django.db import transaction
from django.test import Client

from buckstop.configuration import current
from buckstop.conversations import links
from buckstop.doors.page import entering
from buckstop.doors.page.portal import inside
from buckstop.doors.page.session import KEY
from buckstop.doors.shared.limits import Limit
from buckstop.kit import clock
from buckstop.people.actions import access, customers
from buckstop.people.models import Access
from buckstop.problems.commitments.step import add_step
from buckstop.status_page.settings import STATUS_PAGE
from buckstop.suppliers import links as supplier_links
from buckstop.suppliers.tests.conftest import Outside, outside
from tests.test_access import NOBODY, addresses

__all__ = ["outside"]
OUTSIDE = re.compile(r"(c/|s/|portal/|contact/|status/mails/|speak-up/|log-in/$)")
FIELDS = (
    "text", "word", "sure", "score", "why", "rank", "language", "person", "stop", "confidential",
    "name", "email", "sees", "leave", "customer", "address", "service", "to", "reason", "by",
    "altcha", "once", "website", "q", "login", "code",
)  # fmt: skip
NASTY = (b"a\0b\xed\xa0\x80\xff\r\nSet-Cookie: a=b", b"9" * 5000)


def test_nothing_breaks(outside: Outside, monkeypatch: pytest.MonkeyPatch, settings: Any):
    for where in (entering, inside):
        for name in ("A_LINK", "A_PERSON", "AN_ADDRESS"):
            monkeypatch.setattr(where, name, Limit("nasty", 10**6, 600), raising=False)
    current.keep({STATUS_PAGE.name: "public"})
    ask, case, ines = outside.ask(), outside.case, outside.ines
    contact = customers.join(
        ines, outside.nordbank, on=outside.nordbank, by=outside.ana.actor(), at=outside.now
    )
    access.let_see(contact, sees=Access.ADMINISTRATOR, by=outside.carla.actor(), at=outside.now)
    due = outside.now + timedelta(hours=1)
    owner = case.problem.owner.actor()
    step = add_step(case.problem, what="Restart", debtor=ines, due=due, case=case,
                    by=owner, at=outside.now)  # fmt: skip
    people = f"portal/people/{outside.nordbank.pk}"
    parts = {
        "c/<secret:link>": f"c/{links.make(case.pk, ines.pk, outside.now)}",
        "s/<secret:link>": f"s/{supplier_links.make(ask.pk, outside.rolf.person_id, outside.now)}",
        "portal/people/<uuid:key>/<uuid:contact>": f"{people}/{contact.pk}",
        "portal/people/<uuid:key>": people,
        "portal/cases/<uuid:key>": f"portal/cases/{case.pk}",
        "steps/<uuid:key>": f"steps/{step.pk}",
    }
    client = Client(raise_request_exception=False)
    session = client.session
    session[KEY] = [ines.pk.hex, clock.now().timestamp()]
    session.save()
    assert client.get("/portal/").status_code == 200
    wrong, taken = [], 0
    for route in (one for one in addresses() if OUTSIDE.match(one)):
        for part, filled in parts.items():
            route = route.replace(part, filled)
        path = "/" + re.sub(r"<secret:\w+>|<slug:\w+>", "nothing", route)
        path = re.sub(r"<uuid:\w+>", str(NOBODY), path)
        for nasty in NASTY:
            body = urlencode(dict.fromkeys(FIELDS, nasty))
            for answer in (
                _undone(client, "post", path, body),
                _undone(client, "get", f"{path}?{body[:4000]}", ""),
            ):
                taken += answer.status_code not in (404, 405)
                if answer.status_code >= 500:
                    wrong.append((path, nasty, answer.status_code))
    assert taken > 100
    assert {path for path, *_more in wrong} == set()


def _undone(client: Client, method: str, path: str, body: str) -> Any:
    """What is answered; what was done is undone."""
    with transaction.atomic():
        form = "application/x-www-form-urlencoded"
        answer = client.generic(method.upper(), path, body, content_type=form)
        transaction.set_rollback(True)
    return answer
