"""What hurt is understood: through the pages that people have, by their own forms."""

import pytest

from buckstop.doors.desk.tests.conftest import seat, world  # noqa: F401 (fixtures)
from buckstop.doors.desk.tests.filling import send
from buckstop.doors.desk.tests.telling import home, reported, words
from buckstop.ledger.following import drain
from buckstop.ledger.verify import verify
from buckstop.problems.actions import fixing
from buckstop.problems.models import Case
from buckstop.problems.tests.world import World


def solved_for_two(world: World) -> Case:  # noqa: F811
    """Two customers had it, and both say that it is solved."""
    case = reported(world)
    world.join(case.problem, world.olaf)
    for each in Case.objects.filter(problem=case.problem):
        fixing.record_word(each, by=world.ana.actor(), at=world.now)
    while drain(at=world.now):
        pass
    return case


@pytest.mark.django_db
def test_a_problem_that_hurt_ends_with_a_cause(world: World, seat):  # noqa: F811
    case, ana = solved_for_two(world), seat(world.ana)
    listed = words(ana.get("/causes/"))
    assert "Several customers had it" in listed, listed
    review = f"{home(case)}review/"
    send(ana, f"{home(case)}review/looks/new/", reason="The log of the night is missing")
    assert "Not known yet: The log of the night is missing" in words(ana.get(review))
    blamed = send(ana, f"{home(case)}causes/new/", what="Bruno forgot the update")
    assert "What made the wrong choice easy?" in words(blamed) or "remind" in words(blamed)
    send(ana, f"{home(case)}causes/new/", what="An update is let in without a trial")
    send(ana, f"{home(case)}review/texts/new/", happened="All transfers hung.", changes="A trial.")
    page = words(ana.get(review))
    assert "An update is let in without a trial" in page
    assert "What we change A trial." in page
    assert "1 problem" in words(ana.get("/causes/"))
    beside = words(ana.get(home(case)))
    assert "What let it happen Add An update is let in without a trial" in beside, beside
    other = reported(world, "The router hangs")
    [(key, _said)] = [
        one
        for one in ana.get(f"{home(other)}causes/new/").context["form"].fields["known"].choices
        if one[0]
    ]
    send(ana, f"{home(other)}causes/new/", known=key)
    assert "2 problems" in words(ana.get("/causes/"))
    assert list(verify()) == []
