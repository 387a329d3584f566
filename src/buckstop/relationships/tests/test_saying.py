"""What to say to a customer follows from what happened: the most pressing first, never nothing."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from buckstop.relationships.saying import LATELY, SILENT, Known, Problem, Say, to_say

NOW = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
TIMES = st.none() | st.timedeltas(timedelta(0), timedelta(days=200)).map(lambda ago: NOW - ago)
PROBLEMS = st.builds(
    Problem,
    title=st.just("It"),
    number=st.just(1),
    stops_them=st.booleans(),
    asked=st.booleans(),
    news_due=TIMES,
)
KNOWN = st.builds(
    Known,
    open=st.lists(PROBLEMS, max_size=3).map(tuple),
    missed_at=TIMES,
    heard_at=TIMES,
    solved_at=TIMES,
    given_at=TIMES,
)


def says(known: Known) -> list[Say]:
    return [one.say for one in to_say(known, NOW)]


@given(KNOWN)
def test_there_is_always_something_and_in_its_order(known: Known):
    found = says(known)
    assert found == sorted(found, key=list(Say).index)
    assert len(found) >= max(1, len(known.open))
    assert (Say.NOTHING in found) == (found == [Say.NOTHING])


@given(KNOWN)
def test_a_missed_promise_is_spoken_of_for_a_week(known: Known):
    lately = known.missed_at is not None and known.missed_at > NOW - LATELY
    assert bool({Say.MISSED, Say.MISSED_TOLD} & set(says(known))) == lately


@given(KNOWN)
def test_who_heard_since_isnt_called_as_if_nobody_had_written(known: Known):
    if Say.MISSED in says(known):
        assert known.missed_at is not None
        assert known.heard_at is None or known.heard_at <= known.missed_at


def test_a_missed_promise_comes_before_what_stops_them_and_both_before_the_rest():
    stops = Problem("A", 1, True, False, NOW)
    slow, asked = Problem("B", 2, False, False, NOW), Problem("C", 3, True, True, None)
    known = Known(
        open=(slow, asked, stops),
        missed_at=NOW - timedelta(hours=2),
        heard_at=NOW - timedelta(hours=3),
        solved="D",
        solved_at=NOW - timedelta(days=1),
        given="credit",
        given_at=NOW - timedelta(days=1),
    )
    assert says(known) == [Say.MISSED, Say.STOPS, Say.ASKED, Say.OPEN, Say.GIVEN, Say.SOLVED]


def test_silence_is_said_after_two_months_and_where_nobody_ever_wrote_it_isnt():
    assert says(Known(heard_at=NOW - SILENT)) == [Say.SILENT]
    assert says(Known()) == [Say.NOTHING]
