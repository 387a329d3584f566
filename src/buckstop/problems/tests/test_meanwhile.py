"""What happens between reading and locking counts: it is looked at again under the lock."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from buckstop.ledger.models import Entry
from buckstop.ledger.refused import Refused
from buckstop.ledger.transaction import acting
from buckstop.problems.actions import going, ownership, ranking
from buckstop.problems.commitments.step import add_step
from buckstop.problems.models import Case
from buckstop.problems.models.case import Rank
from buckstop.problems.tests.world import World, answering


def meanwhile(patch: pytest.MonkeyPatch, module: Any, do: Callable[[], object]) -> None:
    """`do` happens when the next verb of `module` has read, and locks nothing yet."""

    def late(*on: Any, **who: Any) -> Any:
        patch.undo()
        do()
        return acting(*on, **who)

    patch.setattr(module, "acting", late)


def test_one_of_theirs_comes_first(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    one, other = world.report(), world.report("The portal is slow")

    def first(case: Case) -> None:
        ranking.rank(case, rank=Rank.FIRST, by=answering(case), at=world.now)

    meanwhile(monkeypatch, ranking, lambda: first(other))
    with pytest.raises(Refused, match="put first just now"):
        first(one)
    first(one)
    ranks = dict(Case.objects.values_list("pk", "rank"))
    assert ranks == {one.pk: Rank.FIRST, other.pk: Rank.ANY}


def test_what_is_somebody_elses_by_now_isnt_left_to_the_watch(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept, taken = world.report().problem, world.report("The portal is slow").problem
    world.later(hours=8.5)
    due, ana = world.now + timedelta(hours=3), world.ana.actor()
    for problem in (kept, taken):
        add_step(problem, what="Look", debtor=world.ana, due=due, by=ana, at=world.now)
    bruno = world.bruno.actor()
    meanwhile(monkeypatch, going, lambda: ownership.take(taken, by=bruno, at=world.now))
    assert going.leave_to_watch(world.ana, by=ana, at=world.now) == 1
    left = Entry.objects.filter(code="left-to-watch")
    assert [one.chain_id for one in left] == [kept.chain_id]
