"""What is answered where no view could: the right status, in the words of the door, said once."""

import logging
from typing import Any

import pytest
from django.db import InterfaceError, OperationalError, connection
from django.test import Client

from buckstop import errors
from buckstop.kit import clock
from buckstop.kit.request_number import HEADER
from buckstop.ledger.actor import DESK
from buckstop.people.actions import staff
from buckstop.problems.tests.world import World

LOST = "connection to server failed"


@pytest.fixture
def api_key(db: None) -> dict[str, str]:
    _, secret = staff.add_key(name="tests", scope="write", by=DESK, at=clock.now())
    return {"Authorization": f"Bearer {secret}"}


@pytest.fixture
def away(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    """The database is away."""
    monkeypatch.setattr(errors.Told, "at", -errors.QUIET)

    def lost(*_: Any, **__: Any) -> None:
        raise request.param(LOST)

    monkeypatch.setattr(connection, "cursor", lost)
    monkeypatch.setattr(connection, "_prepare_cursor", lost)  # of what is prepared


@pytest.mark.django_db
@pytest.mark.parametrize("away", [OperationalError, InterfaceError], indirect=True)
def test_without_the_database_everything_is_back_soon(
    away: None, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING)
    client = Client(raise_request_exception=False)
    client.cookies["buckstop"] = "abcdefghijklmnopqrstuvwxyz012345"
    for address in ("/", "/problems/", "/c/nothing/", "/log-in/"):
        answer = client.get(address)
        if answer.status_code not in (200, 404):  # these needed no database
            assert answer.status_code == 503, address
            assert b"We are back in a moment" in answer.content
            assert answer["Retry-After"] == "30"
    assert client.get("/problems/").status_code == 503
    answer = client.get("/api/v1/problems", headers={"Authorization": "Bearer bk_nothing"})
    assert (answer.status_code, answer["Content-Type"]) == (503, "application/problem+json")
    assert answer["Retry-After"] == "30"
    said = [record.getMessage() for record in caplog.records if record.name == "buckstop.errors"]
    assert len(said) == 1
    assert LOST in said[0]


@pytest.mark.django_db
def test_a_fault_of_ours_is_told_in_the_words_of_the_door(
    monkeypatch: pytest.MonkeyPatch, api_key: dict[str, str]
) -> None:
    World()
    monkeypatch.setattr("buckstop.doors.api.resources.problems.newest", lambda *_, **__: 1 / 0)
    client = Client(raise_request_exception=False)
    answer = client.get("/api/v1/problems", headers=api_key)
    assert (answer.status_code, answer["Content-Type"]) == (500, "application/problem+json")
    assert answer.json()["detail"] == errors.FAILED


@pytest.mark.django_db
def test_what_cannot_be_read_is_no_fault_of_ours(api_key: dict[str, str]) -> None:
    client = Client(raise_request_exception=False)
    for charset in ("utf-16", "utf-7", "nonsense", "idna", "hex"):
        for kind in ("application/x-www-form-urlencoded", "multipart/form-data; boundary=x"):
            answer = client.generic(
                "POST", "/log-in/", b"login=a&password=b", f"{kind}; charset={charset}"
            )
            assert answer.status_code < 500, (charset, kind)
        kind = f"application/json; charset={charset}"
        answer = client.generic("POST", "/api/v1/problems", b"\xff\xfe{", kind, headers=api_key)
        assert 400 <= answer.status_code < 500
        assert answer["Content-Type"] == "application/problem+json"


@pytest.mark.django_db
def test_another_name_than_ours_is_refused(api_key: dict[str, str]) -> None:
    client = Client(raise_request_exception=False, headers={"Host": "evil.example"})
    answer = client.get("/log-in/")
    assert answer.status_code == 400
    assert answer.content.decode() == "This desk is reached at http://localhost:8000\n"
    answer = client.get("/api/v1/problems", headers=api_key)
    assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")
    assert client.get("/healthz").status_code == 200, "whoever looks after us may not know our name"


@pytest.mark.django_db
def test_what_went_wrong_has_a_number_that_can_be_told(
    monkeypatch: pytest.MonkeyPatch, api_key: dict[str, str], caplog: pytest.LogCaptureFixture
) -> None:
    client = Client(raise_request_exception=False)
    page = client.get("/nothing-here/")
    number = page[HEADER]
    assert f"tell us this number: {number}." in page.content.decode()
    told = client.get("/api/v1/nothing-here", headers=api_key)
    assert told.json()["request"] == told[HEADER] != number
    ours = client.get("/healthz", headers={HEADER: "proxy-7f3a.19"})
    assert ours[HEADER] == "proxy-7f3a.19"
    for strange in ("short", "a b c d e f g", "x" * 65, "<script>alert(1)"):
        assert client.get("/healthz", headers={HEADER: strange})[HEADER] != strange
    monkeypatch.setattr("buckstop.doors.api.resources.problems.newest", lambda *_, **__: 1 / 0)
    failed = client.get("/api/v1/problems", headers=api_key)
    assert failed.json()["request"] == failed[HEADER]
