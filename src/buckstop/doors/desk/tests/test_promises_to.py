"""What was promised to a customer is counted once: every page of theirs says the same."""

from datetime import timedelta
from typing import Any

from buckstop.conversations.actions import telling
from buckstop.conversations.queries.promised import promises_to
from buckstop.doors.desk.tests.conftest import Seat
from buckstop.doors.desk.tests.telling import reported, words
from buckstop.kit import clock
from buckstop.ledger.actor import DESK
from buckstop.people.actions import customers
from buckstop.problems.actions import fixing, whose
from buckstop.problems.actions.attending import attend_commitments
from buckstop.problems.commitments import owed
from buckstop.problems.models import Case, Commitment
from buckstop.problems.models.commitment import NEWS
from buckstop.problems.tests.world import World, answering
from buckstop.relationships.tests.faces import has_relationship


def told(world: World, case: Case, text: str) -> None:
    """The news that was promised, a minute later."""
    at = world.later(minutes=1)
    telling.update_all(case.problem, text=text, by=world.ana.actor(), at=at)


def promised(case: Case) -> Commitment:
    """The news that is promised now."""
    return Commitment.objects.get(problem=case.problem, kind=NEWS, ended_at=None)


def a_year_of(world: World) -> None:
    """Nordbank heard once a hundred days ago, and lately once at its time, once after it was moved,
    once not; what others heard of their problems before they came, or after they left, isn't
    theirs."""
    told(world, old := reported(world, "Cards are refused"), "Ten cards work.")
    world.later(minutes=1)
    fixing.confirm(old, by=answering(old), at=world.now)
    world.later(days=100)
    theirs = world.report(by=world.olaf)
    told(world, theirs, "Nothing yet.")  # Nordbank hears of it from the next one on
    world.later(minutes=1)
    case = world.join(theirs.problem, world.ines)
    told(world, case, "The gateway stands.")
    by: dict[str, Any] = {"by": world.ana.actor(), "at": world.later(minutes=1)}
    promise = promised(case)
    owed.move(promise, to=promise.due + timedelta(hours=1), reason="Their part is late.", **by)
    told(world, case, "The part is here.")
    world.now = promised(case).due
    attend_commitments(at=world.now)
    world.later(minutes=1)
    fixing.confirm(case, by=answering(case), at=world.now)
    told(world, theirs, "The branches pay again.")


def test_every_page_of_a_customer_says_the_same(world: World, seat: Seat):
    a_year_of(world)
    has_relationship(world, world.bruno)
    bruno, key = seat(world.bruno), world.nordbank.pk
    with clock.set_to(world.later(minutes=1)):
        one = promises_to([key], world.now)[key]
        assert (one.kept, one.moved, one.missed) == (2, 1, 1)
        said = "2 of 4 kept, 1 moved, 1 missed"
        for page in ("/my-customers/", f"/customers/{key}/", f"/customers/{key}/brief/"):
            assert said in words(bruno.get(page)), page
        trust = words(bruno.get(f"/customers/{key}/trust/"))
        assert (
            "2 of 4 promises of news were kept at their time. 1 was kept after it was moved."
            " 1 was missed." in trust
        )


def test_what_was_promised_to_whom_was_merged_counts_to_whom_they_are(world: World):
    told(world, reported(world), "The gateway stands.")
    now = customers.add(name="Nordbank Group", by=DESK, at=world.now)
    whose.merge(world.nordbank, into=now, by=world.bruno.actor(), at=world.later(minutes=1))
    [(key, one)] = promises_to([now.pk], world.now).items()
    assert (key, one.kept, one.ended) == (now.pk, 1, 1)
