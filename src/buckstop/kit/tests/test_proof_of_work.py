"""Work is proved by solving what we asked, in time, as ALTCHA's published protocol says."""

import base64
import json
from datetime import UTC, datetime, timedelta

from buckstop.kit.proof_of_work import LIVES, challenge, solved
from buckstop.kit.tests.solving import sha256, solve

MONDAY = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)


def test_what_was_asked_is_solved_in_time():
    asked = challenge("form", MONDAY)
    payload = solve(asked)
    found = solved("form", payload, MONDAY + LIVES)
    assert found is not None
    assert found.challenge == asked["challenge"]
    assert solved("form", payload, MONDAY + LIVES + timedelta(seconds=1)) is None
    assert solved("another", payload, MONDAY) is None


def test_nothing_else_is_a_solution():
    asked = challenge("form", MONDAY)
    payload = solve(asked)
    number = json.loads(base64.b64decode(payload))["number"]
    salt, easy = asked["salt"], "x?expires=99999999999&"
    wrong = [
        solve(asked, number=number + 1), solve(asked, number=str(number)),
        solve(asked, salt=easy, number=0, challenge=sha256(f"{easy}0")),
        solve(asked, algorithm="SHA-1"), solve(asked, signature=""), solve(asked, salt=None),
        # an expiry further on, made of digits of the number
        solve(asked, salt=f"{salt}{str(number)[:1]}", number=int(str(number)[1:] or 0)),
        "", "nothing", "[]", base64.b64encode(b"[1]").decode(), "A" * 3000,
    ]  # fmt: skip
    assert [solved("form", one, MONDAY) for one in wrong] == [None] * len(wrong)
