"""Forms and tools send problems: each a case once; what doesn't fit is somebody's, and kept."""

import json
from typing import Any

import pytest
from django.test import Client

from buckstop.conversations.models import Message
from buckstop.incoming.actions.reporting import add_case_source, take_reports, tried_reports
from buckstop.incoming.reported import read_reports
from buckstop.ledger.actor import DESK
from buckstop.ledger.refused import Refused
from buckstop.problems.models import Case, Problem
from buckstop.problems.tests.world import World
from buckstop.signals.actions.receiving import read_signals
from buckstop.signals.actions.sources import read_again
from buckstop.signals.models import Source
from buckstop.signals.tools.signal import Unfit

MAPPING = {
    "identity": "event.id", "text": "answers.words", "title": "answers.short",
    "name": "answers.name", "email": "answers.mail", "customer": "answers.company",
}  # fmt: skip
SAID = {
    "event": {"id": 7},
    "answers": {
        "words": "Transfers fail.\nSince nine.", "short": "Transfers", "name": "Ines Vogt",
        "mail": "ines@nordbank.example", "company": "nordbank",
    },
}  # fmt: skip


@pytest.fixture
def form(world: World) -> tuple[Source, str]:
    return add_case_source(
        name="Web form", mapping=MAPPING, owner=world.bruno, by=DESK, at=world.now
    )


def post(secret: str, said: Any) -> int:
    body = said if isinstance(said, str) else json.dumps(said)
    path = f"/signals/cases/{secret}"
    return Client().post(path, body, content_type="application/json").status_code


def test_a_form_that_is_sent_is_a_case_once(world: World, form: tuple[Source, str]) -> None:
    source, secret = form
    assert post(secret, SAID) == 202
    assert post(secret, SAID) == 202
    read_signals(at=world.now)
    case = Case.objects.get()
    assert (case.title, case.contact, case.customer) == ("Transfers", world.ines, world.nordbank)
    assert case.problem.owner == world.ana
    heard = Message.objects.get(kind="heard")
    assert heard.text is not None
    assert heard.text.text == "Transfers fail.\nSince nine."
    assert post(secret, SAID | {"event": {"id": 8}}) == 202
    read_signals(at=world.now)
    assert Case.objects.count() == 2
    source.refresh_from_db()
    assert source.last_at is not None


def test_somebody_new_of_a_customer_that_we_dont_know(world: World, form: Any) -> None:
    said = {**SAID, "answers": SAID["answers"] | {"mail": "eva@new.example", "company": "New"}}  # type: ignore[operator]
    post(form[1], said)
    read_signals(at=world.now)
    case = Case.objects.get()
    assert (case.contact == world.ines, case.customer) == (False, None)
    heard = Message.objects.get(kind="heard")
    assert "whom we don’t know" in str(vars(heard))


def test_what_doesnt_fit_is_somebodys_and_is_tried_again(world: World, form: Any) -> None:
    source, secret = form
    assert post(secret, {"event": {"id": 1}}) == 202
    assert post(secret, {"event": {"id": 2}, "answers": {"words": "No address"}}) == 202
    assert post(secret, SAID) == 202
    read_signals(at=world.now)
    assert Case.objects.count() == 1  # one that doesn't fit holds up none
    problem = Problem.objects.get(title="What Web form sends can’t be read")
    assert problem.owner == world.bruno
    wrong = source.arrivals.exclude(wrong="").order_by("pk")
    assert ["answers.words" in wrong[0].wrong, "nobody could be answered" in wrong[1].wrong] == [
        True, True,
    ]  # fmt: skip
    assert b"No address" in bytes(wrong[1].body)
    assert read_again(source, by=world.ana.actor(), at=world.now) == 2
    Source.objects.filter(pk=source.pk).update(mapping=MAPPING | {"email": "", "phone": "event.id"})
    read_signals(at=world.now)
    assert source.arrivals.exclude(wrong="").count() == 1
    assert Case.objects.count() == 2
    assert Problem.objects.filter(title__startswith="What Web form").count() == 1


def test_nothing_is_left_of_a_message_of_which_a_part_doesnt_fit(world: World) -> None:
    mapping = MAPPING | {"reports": "rows"}
    source, secret = add_case_source(
        name="Tool", mapping=mapping, owner=world.bruno, by=DESK, at=world.now
    )
    other = {**SAID, "event": {"id": 9}}
    post(secret, {"rows": [SAID, {"event": {"id": 8}}]})
    read_signals(at=world.now)
    assert not Case.objects.exists()
    post(secret, {"rows": [SAID, other]})
    read_signals(at=world.now)
    assert Case.objects.count() == 2
    assert take_reports(source, world.now, 10) == 0


def test_a_sample_is_tried_as_json_or_as_forms_post_it() -> None:
    [one] = tried_reports(json.dumps(SAID), MAPPING)
    assert (one.identity, one.text) == ("7", "Transfers fail.\nSince nine.")
    mapping = {"identity": "id", "text": "message", "phone": "tel"}
    [two] = tried_reports("id=4&message=It+stands%0Astill&tel=%2B41+31", mapping)
    assert (two.text, two.phone) == ("It stands\nstill", "+41 31")
    with pytest.raises(Refused, match="neither JSON"):
        tried_reports("hello", mapping)


@pytest.mark.parametrize(
    "body", [b"", b"[]", b"[1]", b"3", b'"x"', b"null", b"{}", b"\xff", b"a=b", b'{"text": []}']
)
def test_what_is_none_says_so(body: bytes) -> None:
    with pytest.raises(Unfit) as unfit:
        read_reports(body, {"text": "text", "email": "mail", "identity": "id"})
    assert str(unfit.value)
