"""What may be given without asking: the rule, and who may set it."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from buckstop.kit.money import Money
from buckstop.ledger.actor import DESK
from buckstop.ledger.refused import Refused
from buckstop.ledger.verify import verify
from buckstop.problems.tests.world import World
from buckstop.remedies.actions.granting import Wish, give
from buckstop.remedies.actions.kinds import add_kind, end_kind
from buckstop.remedies.actions.limits import UpTo, end_authority, give_authority
from buckstop.remedies.limits import Asked, Beyond, Given, Limits, beyond, left_of
from buckstop.remedies.models import Remedy
from buckstop.remedies.queries import authorities_of, given_before, second_failures
from buckstop.remedies.tests.conftest import credit
from buckstop.remedies.wording import step_says

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


def test_the_house_has_kinds_of_its_own(world: World):
    by: dict[str, Any] = {"by": world.carla.actor(), "at": world.now}
    month = add_kind(name="  Free month ", **by)
    for taken in ("free MONTH", "Refund", "", "x" * 41):
        with pytest.raises(Refused):
            add_kind(name=taken, **by)
    authority = give_authority(
        person=world.ana, kinds=["Free month"], up_to=UpTo("EUR", 5_000, 5_000, 5_000), **by
    )
    assert authority.kinds == ["Free month"]
    due, case = world.now.replace(hour=16), world.report("Late again")
    wish = Wish(
        kind="Free month", text="Sorry.", money=Money(3_000, "EUR"), debtor=world.zed, due=due
    )
    given = give(case, wish, by=world.ana.actor(), at=world.now)
    assert step_says(given, case) == "Free month for Nordbank."
    end_kind(month, **by)
    with pytest.raises(Refused):
        give(case, wish, by=world.ana.actor(), at=world.now)
    assert not list(verify())


def test_the_second_failure_of_a_customer_is_known(world: World):
    give_authority(
        person=world.ana, kinds=["credit"], up_to=UpTo("EUR", 9_000, 9_000, 9_000),
        by=DESK, at=world.now,
    )  # fmt: skip
    first, second = world.report("Late"), world.report("Late again")
    for case in (first, second):
        assert given_before(case, world.now).again is (case == second)
        give(case, credit(world, 20), by=world.ana.actor(), at=world.later(minutes=1))
    before = given_before(second, world.now)
    assert (before.times, str(before.money[0])) == (2, "€40")
    assert second_failures(Remedy.objects.all()) == {Remedy.objects.get(case=second).pk}
