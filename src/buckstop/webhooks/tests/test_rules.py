"""Times of trying, and signatures as others read them. Pure."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from buckstop.webhooks.posting import seconds_of
from buckstop.webhooks.rules import LONGEST, WAITS, Result, next_wait
from buckstop.webhooks.signing import signature


def test_it_is_tried_for_seventy_five_hours():
    assert sum(WAITS, timedelta()) > timedelta(hours=75)
    assert next_wait(len(WAITS), 0.0) == WAITS[-1]
    assert next_wait(len(WAITS) + 1, 0.0) is None


@given(st.integers(1, len(WAITS)), st.floats(0, 1), st.integers(0, 10**8))
def test_a_wait_is_spread_and_no_shorter_than_asked_for(tries: int, chance: float, again: int):
    wait = next_wait(tries, chance, again)
    assert wait is not None
    assert WAITS[tries - 1] <= wait <= max(WAITS[tries - 1] * 1.1, LONGEST)
    assert wait >= min(timedelta(seconds=again), LONGEST)


def test_the_signature_is_that_of_the_standard():
    """The example of the specification's reference libraries."""
    secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
    name, stamp, body = "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, b'{"test": 2432232314}'
    said = signature(secret, name, stamp, body)
    assert said == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def test_only_what_is_taken_is_taken():
    taken = {status for status in range(600) if Result(status, "", 0).taken}
    assert taken == set(range(200, 300))


def test_retry_after_is_seconds_or_a_date():
    later = datetime.now(UTC) + timedelta(minutes=2)
    assert seconds_of("120") == 120
    assert 100 <= seconds_of(later.strftime("%a, %d %b %Y %H:%M:%S GMT")) <= 120
    assert [seconds_of(text) for text in ("", "soon", "-1", "٣")] == [0, 0, 0, 0]
