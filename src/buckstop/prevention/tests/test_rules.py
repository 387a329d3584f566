"""The pure rules: what hurt, and what blames."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from buckstop.prevention.rules.blame import blame_in
from buckstop.prevention.rules.hurting import Course, Why, why_it_hurt

BLAMING = [
    "The user typed the wrong account", "He should have checked the log", "Operator error",
    "Somebody forgot to renew it", "Benutzerfehler", "Erreur humaine", "Error humano",
    "It is the customer's fault", "Carelessness",
]  # fmt: skip
OBSTACLES = [
    "The form takes any account number", "No check before an update", "The certificate wears out",
    "Nothing says when a licence ends", "Error messages name no field", "Users see two buttons",
]  # fmt: skip


@pytest.mark.parametrize("words", BLAMING)
def test_what_makes_a_person_the_cause_is_found(words: str):
    found = blame_in(words)
    assert found is not None
    assert found.words in words
    assert found.asks.endswith("?")


@pytest.mark.parametrize("words", OBSTACLES)
def test_an_obstacle_is_let_stand(words: str):
    assert blame_in(words) is None


COURSES = st.builds(
    Course,
    kind=st.sampled_from(["problem", "request", "question"]),
    hurts=st.integers(0, 2),
    customers=st.integers(0, 4),
    reopened=st.integers(0, 3),
)


@given(COURSES)
def test_more_of_it_never_hurts_less(course: Course):
    worse = Course(course.kind, 2, course.customers + 1, course.reopened + 1)
    assert set(why_it_hurt(course)) <= set(why_it_hurt(worse))
    assert not (course.kind != "problem" and why_it_hurt(worse))


def test_each_reason_by_itself():
    assert why_it_hurt(Course("problem", 2, 1, 0)) == (Why.STOPPED,)
    assert why_it_hurt(Course("problem", 1, 2, 0)) == (Why.SEVERAL,)
    assert why_it_hurt(Course("problem", 1, 1, 1)) == (Why.REOPENED,)
    assert why_it_hurt(Course("problem", 1, 1, 0)) == ()
