"""A new problem goes to the team that it names, there to the best on shift; and says why."""

from datetime import time, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from buckstop.coverage import actions as coverage
from buckstop.coverage.actions import teams as of_coverage
from buckstop.coverage.models import Team
from buckstop.coverage.on_duty import Desk, OnDuty
from buckstop.coverage.service_times import ServiceTimes
from buckstop.kit.calendars import Calendar
from buckstop.ledger.actor import DESK
from buckstop.ledger.refused import Refused
from buckstop.ledger.verify import verify
from buckstop.people.models import Person
from buckstop.problems.actions import fixing, opening, ownership
from buckstop.problems.models import Problem, Tenure
from buckstop.problems.queries.desk import batch_routing
from buckstop.problems.rules.likeness import (
    ALIKE,
    compared,
    likeness,
    rarely_alike,
)
from buckstop.problems.rules.routing import About, Routing, Why, in_words
from buckstop.problems.tests.world import MONDAY, World, answering
from buckstop.services.actions.services import add_service
from buckstop.services.rules import Terms

ANA, BRUNO, CARLA, NETWORK = (UUID(int=number) for number in range(1, 5))
PEOPLE = st.lists(st.sampled_from([ANA, BRUNO, CARLA]), unique=True)
NUMBERS = st.dictionaries(st.sampled_from([ANA, BRUNO, CARLA]), st.integers(0, 5))
KNOWN = st.dictionaries(
    st.sampled_from([ANA, BRUNO, CARLA]), st.lists(st.sampled_from(["BGP", "Printers"]))
)


def routing(there: list[UUID], loads: dict[UUID, int], costs: dict[UUID, int]) -> Routing:
    """They are on shift for the network, with room for four each; its buck stops with Carla."""
    on_shift = dict.fromkeys(there, MONDAY + timedelta(hours=1))
    times = ServiceTimes(Calendar("UTC", {0: [(time(8), time(18))]}, frozenset()))
    desks = {None: Desk({}, CARLA), NETWORK: Desk(on_shift, CARLA)}
    limits = dict.fromkeys(there, 4)
    here = OnDuty(on_shift, {}, limits, CARLA, times, desks, {NETWORK: "Network"})
    return Routing(here, dict(loads), {key: float(cost) for key, cost in costs.items()})


@given(PEOPLE, NUMBERS, NUMBERS, st.sets(st.sampled_from([ANA, BRUNO])), KNOWN)
def test_the_best_on_shift_gets_it(
    there: list[UUID],
    loads: dict[UUID, int],
    costs: dict[UUID, int],
    owners: set[UUID],
    known: dict[UUID, list[str]],
):
    about = About(NETWORK, frozenset(owners), "Our bgp session is down", {}, known)
    room = [one for one in there if loads.get(one, 0) < 4]
    found = routing(there, loads, costs).route(about, cost=3.0, at=MONDAY)
    assert found.on_shift == bool(room)
    if not room:
        assert found.person == CARLA
        return
    assert found.person in room
    theirs = [one for one in room if one in owners] or room
    assert found.person in theirs
    able = [one for one in theirs if "BGP" in known.get(one, [])] or theirs
    most = max(known.get(one, []).count("BGP") for one in able)
    able = [one for one in able if known.get(one, []).count("BGP") == most]
    assert costs.get(found.person, 0) == min(costs.get(one, 0) for one in able)
    assert in_words(found.why)


def test_load_is_what_waiting_costs_not_how_many_there_are():
    one = routing([ANA, BRUNO], {ANA: 1, BRUNO: 3}, {ANA: 9, BRUNO: 3})
    found = one.route(About(NETWORK), cost=1.0, at=MONDAY)
    assert (found.person, found.why) == (BRUNO, Why.LOAD)


def test_who_solved_the_like_gets_it_before_who_knows_of_it():
    knows = {ANA: ["BGP"]}
    one = routing([ANA, BRUNO], {}, {BRUNO: 9})
    about = About(NETWORK, frozenset(), "BGP is down", {BRUNO: "P-981"}, knows)
    found = one.route(about, cost=1.0, at=MONDAY)
    assert (found.person, found.why) == (BRUNO, "solved:P-981")
    assert in_words(found.why) == "It went to them because they solved P-981, which is like it."


def test_of_two_alike_who_got_nothing_for_longest_gets_it():
    one = routing([ANA, BRUNO], {}, {})
    given_to = [one.route(About(NETWORK), cost=0.0, at=MONDAY + timedelta(n)) for n in range(4)]
    assert [found.person for found in given_to] == [ANA, BRUNO, ANA, BRUNO]
    assert [found.why for found in given_to[:3]] == [Why.ALIKE, Why.LONGEST, Why.LONGEST]


@pytest.fixture
def network(world: World) -> Team:
    """Nina and Olga are of it and on shift day and night."""
    by: dict[str, Any] = {"by": DESK, "at": world.now}
    team = of_coverage.add_team(name="Network", lead=world.bruno, **by)
    for name in ("Nina Brandt", "Olga Petrov"):
        person = world.hire(name, "front line")
        of_coverage.add_members(team, people=[person], **by)
        for weekday in range(7):
            coverage.add_shift(
                team.roster, person=person, weekday=weekday, starts=time(0), ends=time(0), **by
            )
    return team


def opened(world: World, title: str = "It is down", **named: Any) -> Problem:
    return opening.open_problem(title=title, by=DESK, at=world.now, **named)


def test_an_address_or_a_customer_names_the_team(world: World, network: Team):
    by: dict[str, Any] = {"by": DESK, "at": world.now}
    route = of_coverage.add_route(network, address="Network@Halden.example", customer=None, **by)
    assert opened(world, addresses=("network@halden.example",)).team == network
    assert opened(world, addresses=("desk@halden.example",)).team is None
    of_coverage.add_route(network, address="", customer=world.nordbank, **by)
    assert opened(world, customer=world.nordbank.pk).team == network
    with pytest.raises(Refused, match="goes to Network already"):
        of_coverage.add_route(network, address="network@halden.example", customer=None, **by)
    of_coverage.remove_route(route, **by)
    assert opened(world, addresses=("network@halden.example",)).team is None
    of_coverage.end_team(network, **by)
    assert opened(world, customer=world.nordbank.pk).team is None
    assert list(verify()) == []


def test_a_service_that_the_title_names_has_its_team_after_customer_and_address(
    world: World, network: Team
):
    by: dict[str, Any] = {"by": DESK, "at": world.now}
    vpn = add_service(terms=Terms(key="vpn", name="VPN"), **by)
    other = of_coverage.add_team(name="Payments", lead=None, **by)
    route = of_coverage.add_route(network, service=vpn, **by)
    assert opened(world, "Our vpn: down since nine").team == network
    assert opened(world, "VPNX is down").team is None, "whole words"
    of_coverage.add_route(other, customer=world.nordbank, **by)
    assert opened(world, "The VPN is down", customer=world.nordbank.pk).team == other
    with pytest.raises(Refused, match="goes to Network already"):
        of_coverage.add_route(other, service=vpn, **by)
    with pytest.raises(Refused, match="One of the three"):
        of_coverage.add_route(other, service=vpn, address="vpn@halden.example", **by)
    of_coverage.remove_route(route, **by)
    assert opened(world, "Our vpn: down since nine").team is None
    assert list(verify()) == []


def test_what_is_handed_back_comes_to_nobody_twice(world: World, network: Team):
    by: dict[str, Any] = {"by": DESK, "at": world.now}
    of_coverage.add_route(network, customer=world.nordbank, **by)
    problem = opened(world, customer=world.nordbank.pk)
    owners = [problem.owner]
    for _turn in range(2):
        reason = "I am in a meeting"
        ownership.hand_back(problem, reason=reason, by=problem.owner.actor(), at=world.now)
        problem = Problem.objects.get(pk=problem.pk)
        owners.append(problem.owner)
    assert {one.name for one in owners[:2]} == {"Nina Brandt", "Olga Petrov"}
    assert owners[2] == world.carla, "nobody is left: with whom the buck stops"


def test_who_owns_others_of_the_customer_gets_it_then_who_knows(world: World, network: Team):
    by: dict[str, Any] = {"by": DESK, "at": world.now}
    of_coverage.add_route(network, address="", customer=world.nordbank, **by)
    olga = Person.objects.get(name="Olga Petrov")
    of_coverage.add_skill(olga, name="BGP", **by)
    nordbank = {"customer": world.nordbank.pk}
    first = opened(world, "The bgp session flaps", **nordbank)
    assert (first.owner, _why(first)) == (olga, "skill:BGP")
    opening.add_case(first, contact=world.ines, customer=world.nordbank, title="", how="mail", **by)
    again = opened(world, "Something else", **nordbank)
    assert (again.owner, _why(again)) == (olga, Why.CUSTOMER)


def test_who_solved_the_like_gets_the_next_one(world: World, network: Team):
    by: dict[str, Any] = {"by": DESK, "at": world.now}
    of_coverage.add_route(network, address="network@halden.example", customer=None, **by)
    addressed = {"addresses": ("network@halden.example",)}
    first = opened(world, "The bgp session to Basel flaps", **addressed)
    case = opening.add_case(
        first, contact=world.ines, customer=world.nordbank, title="", how="mail", **by
    )
    fixing.fix(first, by=first.owner.actor(), at=world.now)
    fixing.confirm(case, by=answering(case), at=world.now)
    again = opened(world, "Bgp session to Basel flaps again", **addressed)
    assert (again.owner, _why(again)) == (first.owner, f"solved:{first.ref}")
    other = opened(world, "The printer is on fire", **addressed)
    assert other.owner != first.owner


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The bgp session to Basel flaps", "Bgp session to Basel flaps again"),
        ("VPN_drops at noon!", "the vpn drops"),
        ("Überweisung hängt (wieder)", "Die Überweisungen hängen"),
        ("2 of 40 sites", "40 sites"),
        ("", "Printer"),
    ],
)
def test_titles_are_as_like_as_the_database_says(db: None, one: str, other: str):
    with connection.cursor() as cursor:
        cursor.execute("SELECT similarity(upper(%s), upper(%s))", [one, other])
        [(said,)] = cursor.fetchall()
    assert likeness(one, other) == pytest.approx(said, abs=1e-4 if one.isascii() else 0.02)


def test_of_the_nearest_those_are_alike_that_share_what_is_rare():
    nearest = [*(f"Transfers to {bank} fail again" for bank in ("Bern", "Rome", "Riga")),
               "Statement 4711 is empty"]  # fmt: skip
    said = compared("Transfers fail with 4711")
    alike = rarely_alike(said, nearest)
    assert likeness(said, nearest[0]) > likeness(said, nearest[3])
    assert alike[3] == max(alike)
    assert rarely_alike(said, ["transfers fail  with 4711"]) == [pytest.approx(1)]
    assert rarely_alike(compared("Coffee"), nearest) == [0.0] * 4
    assert rarely_alike("", ["", "It"]) == [0.0] * 2
    many = ["Transfers fail again and again"] * 50  # a storm: nothing of it is rare
    assert rarely_alike(compared("Transfers fail again today"), many)[0] > ALIKE


def test_a_batch_is_routed_as_one_after_the_other_with_as_many_queries_as_one(
    world: World, network: Team
):
    by: dict[str, Any] = {"by": DESK, "at": world.now}
    of_coverage.add_route(network, address="", customer=world.nordbank, **by)
    olga = Person.objects.get(name="Olga Petrov")
    of_coverage.add_skill(olga, name="BGP", **by)
    titles = ["The bgp session flaps", "Something else", "Once more"]

    def routed(known: Routing | None) -> list[tuple[UUID, str]]:
        found = []
        with transaction.atomic():
            for title in titles:
                problem = opened(world, title, customer=world.nordbank.pk, known_desk=known)
                if known is None:
                    opening.add_case(
                        problem, contact=world.ines, customer=world.nordbank, title="",
                        how="mail", **by,
                    )  # fmt: skip
                found.append((problem.owner_id, _why(problem)))
            transaction.set_rollback(True)
        return found

    known = batch_routing(world.now, customers=[world.nordbank.pk], addresses=())
    assert routed(known) == routed(None)
    with CaptureQueriesContext(connection) as many:
        opened(world, customer=world.nordbank.pk, known_desk=known)
    said = " ".join(one["sql"] for one in many.captured_queries)
    assert "coverage_route" not in said
    assert "coverage_skill" not in said


def _why(problem: Problem) -> str:
    return Tenure.objects.get(problem=problem).why


def test_without_a_team_no_query_more_is_asked(world: World):
    opened(world)
    with CaptureQueriesContext(
        connection,
    ) as plain:
        opened(world)
    with CaptureQueriesContext(connection) as named:
        opened(world, customer=world.nordbank.pk, addresses=("desk@halden.example",))
    assert len(named) == len(plain)
    said = " ".join(one["sql"] for one in named.captured_queries)
    assert "coverage_route" not in said
    assert "coverage_skill" not in said


def test_what_is_known_is_found_as_whole_words():
    about = About(words="Our VPN, again; the startup", skills={ANA: ("art", "vpn", "VPN again")})
    assert about.knows(ANA) == ["vpn", "VPN again"]
