"""What hurt is understood, prevented, and proved so: through people’s pages, by their own forms."""

from datetime import timedelta

import pytest
from django.test import Client

from buckstop.conversations.models import Message
from buckstop.doors.desk.tests.conftest import seat, world  # noqa: F401 (fixtures)
from buckstop.doors.desk.tests.filling import send
from buckstop.doors.desk.tests.telling import home, reported, words
from buckstop.kit import clock
from buckstop.kit.duties import in_order
from buckstop.ledger.following import drain
from buckstop.ledger.verify import verify
from buckstop.prevention.models import Cause, Prevention, Suggestion
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


CLOCK = ("look at reviews", "look at preventions", "run reactions")


def goes_on(world: World, **by: float) -> None:  # noqa: F811
    """Time goes by, and the clock does what falls due in learning when it falls due."""
    until = world.now + timedelta(**by)
    duties = [one for one in in_order() if one.name in CLOCK]
    while world.now < until:
        ahead = [at for one in duties if one.due and (at := one.due()) and at > world.now]
        then = min([until, *ahead])
        clock.move_by(then - world.now)
        world.now = then
        for duty in duties:
            while duty.run(then):
                pass


def came(world: World, ana: Client, times: int, cause: str = "") -> Case:  # noqa: F811
    """It happened so often, a week apart each; at its page somebody says what let it happen."""
    case = reported(world, "Transfers hang again")
    for n in range(times):
        case = case if n == 0 else reported(world, "Transfers hang again")
        known = cause or (str(Cause.objects.get().pk) if n else "")
        said = {"known": known} if known else {"what": "All wait in one queue"}
        send(ana, f"{home(case)}causes/new/", **said)
        goes_on(world, weeks=1)
    return case


@pytest.mark.django_db
def test_eight_weeks_later_it_held(world: World, seat):  # noqa: F811
    ana = seat(world.ana)
    came(world, ana, 9)
    at = f"/causes/{Cause.objects.get().pk}/"
    plan = {"what": "A queue for each customer", "shows": "Nobody waits for another"}
    send(ana, f"{at}preventions/new/", **plan)
    page = words(ana.get(at))
    assert "Ana Ruiz promised it by" in page, page
    asked = f"/causes/preventions/{Prevention.objects.get().pk}/"
    send(ana, f"{asked}in-force/new/")
    page = words(ana.get(at))
    assert "A queue for each customer Too early to say" in page, page
    assert "7 weeks without it" in page, page
    goes_on(world, weeks=8)
    page = words(seat(world.ana).get(at))
    assert "A queue for each customer Held" in page, page
    assert "It hasn’t come back in" in page, page
    assert "8 times before in 63 days" in page, page
    assert list(verify()) == []


@pytest.mark.django_db
def test_what_comes_back_is_told_at_once(world: World, seat):  # noqa: F811
    ana = seat(world.ana)
    came(world, ana, 4)
    at = f"/causes/{Cause.objects.get().pk}/"
    plan = {"what": "A longer queue", "shows": "Nobody waits", "debtor": str(world.bruno.pk)}
    send(ana, f"{at}preventions/new/", **plan)
    asked = f"/causes/preventions/{Prevention.objects.get().pk}/"
    ana.post(f"{asked}promise/")
    bruno = seat(world.bruno)
    bruno.post(f"{asked}promise/")
    send(bruno, f"{asked}in-force/new/")
    told = send(ana, f"{asked}told-changed/new/", text="The queue is longer now. It runs.")
    assert told.status_code == 302, words(told)
    assert "1 customer was told" in words(ana.get(at))
    goes_on(world, days=2)
    came(world, ana, 1, cause=str(Cause.objects.get().pk))
    assert Message.objects.filter(kind="recurred", case__customer=world.nordbank).count() == 1
    assert "It came back although it was prevented" in words(bruno.get("/notices/"))
    page = words(ana.get(at))
    assert "It came once in 9 days since" in page, page


@pytest.mark.django_db
def test_what_customers_suggest_is_answered(world: World, seat):  # noqa: F811
    case, ana = reported(world), seat(world.ana)
    noting = f"{home(case)}cases/{case.pk}/suggestions/new/"
    send(ana, noting, what="Tell us a day ahead of work at night", owner=str(world.ana.pk))
    assert "Tell us a day ahead of work at night" in words(ana.get("/causes/"))
    row = Suggestion.objects.get()
    send(ana, f"/causes/suggestions/{row.pk}/letters/new/", text="We do that from May on.")
    assert "We answered: We do that from May on." in words(ana.get("/causes/"))
