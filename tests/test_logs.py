"""A customer's link is a key: no log may hold one."""

import io
import json
import logging
import re
from collections.abc import Iterator

import psycopg
import pytest
from django.db import IntegrityError, OperationalError

from buckstop.kit import request_number
from buckstop.logs import LOGGING, Json, Plain, WithoutLinks, tell_of_a_crash
from tests.test_access import addresses

SECRET = "AaIAYurHf4eKvFKJTgCBaQGiAGLqx3"


def logged(message: str, *arguments: object) -> str:
    record = logging.LogRecord("django.request", logging.ERROR, "", 0, message, arguments, None)
    assert WithoutLinks().filter(record)
    return record.getMessage()


def test_links_are_taken_out_of_messages_and_arguments():
    assert SECRET not in logged(f"Internal Server Error: /c/{SECRET}/word/")
    assert logged("%s: %s", "Not Found", f"/c/{SECRET}/") == "Not Found: /c/…/"
    assert logged("%s", f"http://localhost/enter/{SECRET}/") == "http://localhost/enter/…/"


def test_every_address_says_what_of_it_is_a_secret_and_no_log_has_it():
    secret = re.compile(r"<secret:\w+>|\(\?P<secret>[^)]*\)")
    routes = addresses()
    paths = [re.sub(r"\^?\(\?P<kind>[^)]*\)", "mail", secret.sub(SECRET, one)) for one in routes]
    assert sum(SECRET in path for path in paths) > 30
    assert [path for path in paths if SECRET in logged("Failed: %s", f"/{path}")] == []
    unsaid = [one for one in routes if "<str:" in one and not one.startswith(OPEN)]
    assert unsaid == [], "a secret, or of which shape? The route doesn't say"


OPEN = ("house/days/<str:day>/", "look/<str:digits>.css", "mail/<str:address>/",
        "static/<slug:digest>/<str:name>")  # fmt: skip
"""What is of any shape and no secret: a day, colours, an address of the demo's, a bundle."""


def test_other_addresses_stay():
    assert logged("%s: %s", "Failed", "/problems/P-1042/") == "Failed: /problems/P-1042/"
    for place in ("doors/status/pages/mails/view.py", "signals/actions/receiving_in_groups.py"):
        assert logged("%s", f"/buckstop/{place}") == f"/buckstop/{place}"


SECRETS = (
    "ines@nordbank.example", "Ines Keller", "bk_abcdefghijklmnop", "the pump leaks", "s3cr3tlink",
)  # fmt: skip


def line_of(
    *told: object, error: BaseException | None = None, written: logging.Formatter | None = None
) -> str:
    """What stands in the log when this is logged."""
    said = io.StringIO()
    handler = logging.StreamHandler(said)
    handler.setFormatter(written or Plain(LOGGING["formatters"]["plain"]["format"]))
    handler.addFilter(WithoutLinks())
    logger = logging.Logger("buckstop.tests")
    logger.addHandler(handler)
    logger.error(*told, exc_info=error)
    return said.getvalue()


def raised(*errors: BaseException) -> BaseException:
    """The last of them, each raised while the one before was handled."""
    try:
        if len(errors) > 1:
            try:
                raise raised(*errors[:-1])
            except type(errors[-2]):
                raise errors[-1]  # noqa: B904 - it must be the context
        raise errors[0]
    except BaseException as error:  # noqa: BLE001
        return error


def test_an_exceptions_words_stay_out_of_the_log() -> None:
    words = " ".join(SECRETS) + " /c/s3cr3tlink/"
    refused = psycopg.errors.UniqueViolation(f"duplicate key\nDETAIL: Key (email)=({words})")
    said = line_of("mail %s failed: %s", 7, ValueError(words), error=raised(
        psycopg.DataError(words), KeyError(words), refused, IntegrityError(words)))  # fmt: skip
    assert [secret for secret in SECRETS if secret in said] == []
    for kind in ("DataError", "KeyError", "UniqueViolation", "IntegrityError", "ValueError"):
        assert kind in said
    assert "in raised" in said, "where it was"


def test_what_is_about_programs_and_the_network_is_told() -> None:
    away = OperationalError("connection to server failed: timeout\nIs it running?")
    said = line_of("it is away: %s", away, error=raised(AttributeError("no attribute 'x'")))
    assert "OperationalError: connection to server failed: timeout\n" in said
    assert "AttributeError: no attribute 'x'" in said


def test_addresses_and_keys_are_taken_out_of_any_line() -> None:
    said = line_of("from Ines <%s> with %s, /enter/%s/", SECRETS[0], SECRETS[2], SECRETS[4])
    assert said == "ERROR buckstop.tests: from Ines <…@…> with bk_…, /enter/…/\n"


def test_a_crash_is_told_in_the_same_words(capsys: pytest.CaptureFixture[str]) -> None:
    error = raised(ValueError(SECRETS[0]))
    tell_of_a_crash(type(error), error, error.__traceback__)
    said = capsys.readouterr().err
    assert SECRETS[0] not in said
    assert said.endswith("ValueError\n")


@pytest.fixture
def numbered() -> Iterator[str]:
    yield request_number.begin()
    request_number.end()


def test_every_line_says_which_request_it_is_about(numbered: str) -> None:
    said = line_of("from %s", SECRETS[0])
    assert said == f"ERROR buckstop.tests: from …@… (request {numbered})\n"


def test_as_json_it_is_an_object_a_line_without_persons(numbered: str) -> None:
    words = " ".join(SECRETS)
    error = raised(ValueError(words), KeyError(words))
    said = line_of("mail %s, /c/%s/", SECRETS[0], SECRET, error=error, written=Json())
    assert [one for one in (*SECRETS, SECRET) if one in said] == []
    [line] = said.splitlines()
    told = json.loads(line)
    assert (told["request"], told["level"], told["error"]) == (numbered, "error", "KeyError")
    assert "in raised" in told["where"]
    request_number.end()
    assert "request" not in json.loads(line_of("quiet", written=Json()))
