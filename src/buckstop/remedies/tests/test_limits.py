"""What may be given without asking: the rule, and who may set it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from buckstop.ledger.refused import Refused
from buckstop.problems.tests.world import World
from buckstop.remedies.actions.limits import UpTo, end_authority, give_authority
from buckstop.remedies.limits import Asked, Beyond, Given, Limits, beyond, left_of
from buckstop.remedies.queries import authorities_of

LIMITS = Limits(frozenset({"credit", "apology"}), "EUR", 200, 300, 500)
AMOUNTS = st.integers(0, 1_000)


@pytest.mark.parametrize(
    ("asked", "given", "why"),
    [
        (Asked("credit", 200, "EUR"), Given(), None),
        (Asked("credit", 201, "EUR"), Given(), Beyond.CASE),
        (Asked("credit", 150, "EUR"), Given(case=100, customer=100, month=100), Beyond.CASE),
        (Asked("credit", 150, "EUR"), Given(customer=200, month=200), Beyond.CUSTOMER),
        (Asked("credit", 150, "EUR"), Given(month=400), Beyond.MONTH),
        (Asked("credit", None, "EUR"), Given(), Beyond.CASE),
        (Asked("credit", 1, "USD"), Given(), Beyond.CURRENCY),
        (Asked("refund", 1, "EUR"), Given(), Beyond.KIND),
        (Asked("apology", None, "EUR", free=True), Given(500, 500, 500), None),
    ],
)
def test_each_limit_counts_what_was_given_already(asked: Asked, given: Given, why: Beyond | None):
    assert beyond(LIMITS, given, asked) is why


@given(st.lists(AMOUNTS, max_size=20))
def test_however_it_is_split_no_limit_is_overdrawn(amounts: list[int]):
    total = 0
    for amount in amounts:
        if beyond(LIMITS, Given(total, total, total), Asked("credit", amount, "EUR")) is None:
            total += amount
    assert total <= LIMITS.per_case
    assert left_of(LIMITS, Given(total, total, total)).case == LIMITS.per_case - total


def test_a_person_a_role_or_a_team_holds_them(world: World):
    up_to = UpTo("EUR", 100, 100, 100)
    give_authority(role="lead", kinds=["credit"], up_to=up_to, by=world.carla.actor(), at=world.now)
    assert [one.role for one in authorities_of(world.bruno)] == ["lead"]
    assert [one.person for one in authorities_of(world.ana)] == [world.ana]
    end_authority(authorities_of(world.bruno)[0], by=world.carla.actor(), at=world.now)
    assert authorities_of(world.bruno) == []


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"kinds": []}, "kinds"),
        ({"role": "colleague"}, "holder"),
        ({"role": ""}, "holder"),
        ({"up_to": UpTo("EURO", 1, 1, 1)}, "currency"),
        ({"up_to": UpTo("EUR", 0, 1, 1)}, "amount"),
        ({"up_to": UpTo("EUR", 2, 1, 3)}, "order"),
        ({"up_to": UpTo("EUR", 2, 3, 1)}, "order"),
    ],
)
def test_limits_are_in_order(world: World, change: dict[str, object], code: str):
    right = {"role": "lead", "kinds": ["credit"], "up_to": UpTo("EUR", 1, 2, 3)}
    with pytest.raises(Refused) as refused:
        give_authority(**(right | change), by=world.carla.actor(), at=world.now)  # type: ignore[arg-type]
    assert refused.value.code == code
