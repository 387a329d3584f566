"""Found first: what matters opens one problem, owned, with whom it affects; quiet closes it."""

from typing import Any

import pytest

from buckstop.ledger.actor import DESK
from buckstop.ledger.refused import Refused
from buckstop.ledger.transaction import acting
from buckstop.people.actions import customers
from buckstop.problems.actions.opening import add_case, open_problem
from buckstop.problems.models import Problem
from buckstop.problems.tests.world import World
from buckstop.services.actions.services import add_service, need
from buckstop.services.actions.uses import use
from buckstop.services.models import Service
from buckstop.services.rules import Terms, Usage
from buckstop.signals import queries
from buckstop.signals.actions import bursts, finding
from buckstop.signals.actions.bursts import note_bursts
from buckstop.signals.actions.finding import close_quiet, find_first
from buckstop.signals.actions.naming import correct, name_service, unname_service, watch
from buckstop.signals.actions.quiet import end_quiet
from buckstop.signals.actions.teaching import forget_taught, nothing, teach
from buckstop.signals.models import Episode
from buckstop.signals.rules.found import Record, matters
from buckstop.signals.tests.conftest import Tool, holds
from buckstop.signals.tools.signal import Severity


def found(tool: Tool) -> list[Problem]:
    tool.read()
    while find_first(at=tool.world.now):
        pass
    return list(Problem.objects.order_by("number"))


def test_it_opens_a_problem_with_an_owner_and_whom_it_affects(
    world: World, tool: Tool, payments: Service
):
    tool.sends(service="payments", severity="critical")
    [problem] = found(tool)
    assert problem.title == "Payments: gw fails"
    assert (problem.owner, problem.hurts, problem.waiting_cases) == (world.ana, 2, 0)
    [one] = queries.affected(problem, at=world.now)
    assert (one.name, one.by, one.affected, one.case) == (
        "Nordbank", ("Payments, Thun",), True, False,
    )  # fmt: skip
    assert holds()


def test_what_doesnt_matter_opens_nothing(world: World, tool: Tool, payments: Service):
    disks = add_service(terms=Terms(name="Disks"), by=DESK, at=world.now)
    tool.sends(key="a", service="payments", severity="info")
    tool.sends(key="b", service=disks.name, severity="warning")
    tool.sends(key="c", severity="warning")
    tool.sends("ok", key="d", service="payments", severity="critical")
    assert found(tool) == []
    tool.sends(key="b", service=disks.name, severity="critical")
    assert len(found(tool)) == 1


def test_what_hangs_together_is_one_problem(world: World, tool: Tool, payments: Service):
    network = add_service(terms=Terms(name="Network"), by=DESK, at=world.now)
    need(payments, on=network, by=DESK, at=world.now)
    mail = add_service(terms=Terms(name="Mail"), by=DESK, at=world.now)
    for n in range(20):
        tool.sends(key=f"gw-{n}", service="payments", severity="critical")
    tool.sends(key="router", service="network", severity="critical")
    tool.sends(key="mx", service=mail.name, severity="critical")
    tool.sends(key="x", severity="critical")
    tool.sends(key="y", severity="critical")
    first, second, third = found(tool)
    assert [one.episodes.count() for one in (first, second, third)] == [21, 1, 2]
    assert [row.service.name for row in queries.named(first)] == ["Network", "Payments"]
    assert holds()


def test_two_tools_that_tell_of_one_trouble_open_one_problem_that_ends_with_both(
    world: World, tool: Tool, payments: Service
):
    other = Tool(world)
    tool.sends(key="gw", service="payments", severity="critical")
    other.sends(key="gw", service="payments", severity="warning")
    [problem] = found(tool)
    assert problem.episodes.count() == 2  # one of each tool, whatever they call it
    watch(problem, by=world.ana.actor(), at=world.now)
    tool.sends("ok", service="payments")
    tool.read()
    world.later(minutes=payments.quiet_minutes)
    assert (end_quiet(at=world.now), close_quiet(at=world.now)) == (1, 0)  # the other fires still
    other.sends("ok", service="payments")
    other.read()
    world.later(minutes=payments.quiet_minutes)
    assert (end_quiet(at=world.now), close_quiet(at=world.now)) == (1, 1)
    assert holds()


def test_it_closes_once_its_signal_stayed_quiet(world: World, tool: Tool, payments: Service):
    tool.sends(service="payments", severity="critical")
    [problem] = found(tool)
    watch(problem, by=world.ana.actor(), at=world.now)
    world.later(minutes=5)
    tool.sends("ok", service="payments")
    tool.read()
    world.later(minutes=payments.quiet_minutes - 1)
    assert (end_quiet(at=world.now), close_quiet(at=world.now)) == (0, 0)
    world.later(minutes=1)
    assert (end_quiet(at=world.now), close_quiet(at=world.now)) == (1, 1)
    problem.refresh_from_db()
    assert (problem.state, problem.outcome) == ("closed", "unreported")
    assert holds()


def test_what_somebody_reports_just_now_isnt_closed(
    world: World, tool: Tool, payments: Service, monkeypatch: pytest.MonkeyPatch
):
    """Nor does it stop what is quiet besides."""
    mail = add_service(terms=Terms(name="Mail"), by=DESK, at=world.now)
    for name in ("payments", mail.name):
        tool.sends(key=name, service=name, severity="critical")
    first, other = found(tool)
    for name in ("payments", mail.name):
        tool.sends("ok", key=name, service=name)
    tool.read()
    world.later(hours=1)
    assert end_quiet(at=world.now) == 2

    def late(*on: Any, **who: Any) -> Any:
        monkeypatch.undo()
        world.join(first, world.ines)
        return acting(*on, **who)

    monkeypatch.setattr(finding, "acting", late)
    assert close_quiet(at=world.now) == 1
    for one, state in ((first, "open"), (other, "closed")):
        one.refresh_from_db()
        assert one.state == state
    assert holds()


def test_a_burst_begins_once_whoever_sees_it(world: World, monkeypatch: pytest.MonkeyPatch):
    for n in range(5):
        at: dict[str, Any] = {"by": DESK, "at": world.now}
        theirs = customers.add(name=f"Firm {n}", **at)
        person = customers.meet(email=f"a@firm{n}.example", name="", on=theirs, **at)
        with acting(by=DESK, at=world.now):
            problem = open_problem(title="Gateway timeout since nine", **at)
            add_case(
                problem, contact=person, customer=theirs, title=problem.title, how="mail", **at
            )

    def late(*on: Any, **who: Any) -> Any:
        monkeypatch.undo()
        assert note_bursts(at=world.now) == 1
        return acting(*on, **who)

    monkeypatch.setattr(bursts, "acting", late)
    assert note_bursts(at=world.now) == 0
    assert Episode.objects.count() == 1


def test_what_a_customer_reported_ends_with_their_word(world: World, tool: Tool, payments: Service):
    tool.sends(service="payments", severity="critical")
    [problem] = found(tool)
    world.join(problem, world.ines)
    tool.sends("ok", service="payments")
    tool.read()
    world.later(hours=1)
    assert (end_quiet(at=world.now), close_quiet(at=world.now)) == (1, 0)
    [one] = queries.affected(problem, at=world.now)
    assert one.case


def test_whom_it_affects_is_corrected_by_hand(world: World, tool: Tool, payments: Service):
    problem = world.report().problem
    other = customers.add(name="Alpina", domains=(), by=DESK, at=world.now)
    by: dict[str, Any] = {"by": world.ana.actor(), "at": world.now}
    name_service(problem, service=payments, **by)
    name_service(problem, service=payments, **by)
    use(payments, customer=other, usage=Usage(), by=DESK, at=world.now)
    assert [one.name for one in queries.affected(problem, at=world.now)] == ["Nordbank", "Alpina"]
    correct(problem, customer=other, affected=False, why="They moved last week.", **by)
    last = queries.affected(problem, at=world.now)[-1]
    assert (last.name, last.affected, last.why) == ("Alpina", False, "They moved last week.")
    correct(problem, customer=other, affected=True, why="They said so.", **by)
    assert all(one.affected for one in queries.affected(problem, at=world.now))
    with pytest.raises(Refused, match="Say how you know"):
        correct(problem, customer=other, affected=True, why=" ", **by)
    with pytest.raises(Refused, match="No signal shows it"):
        watch(problem, **by)
    [row] = queries.named(problem)
    unname_service(row, **by)
    assert [one.name for one in queries.affected(problem, at=world.now)] == ["Alpina", "Nordbank"]
    assert holds()


def test_a_report_on_the_same_service_finds_what_was_found(
    world: World, tool: Tool, payments: Service
):
    tool.sends(service="payments", severity="critical")
    [problem] = found(tool)
    later = world.report().problem
    theirs = [world.nordbank.pk]
    assert queries.found_for(theirs, but_not=later, at=world.now) == [problem]
    assert queries.found_for(theirs, but_not=problem, at=world.now) == []
    by: dict[str, Any] = {"by": world.ana.actor(), "at": world.now}
    correct(problem, customer=world.nordbank, affected=False, why="Another line.", **by)
    assert queries.found_for(theirs, but_not=later, at=world.now) == []
    assert Episode.objects.get().problem == problem
    add_case(
        problem, contact=world.ines, customer=world.nordbank, title="It", how="mail", by=DESK,
        at=world.now,
    )  # fmt: skip
    assert queries.affected(problem, at=world.now)[0].affected


def test_nothing_because_teaches_and_so_does_what_was_missed(
    world: World, tool: Tool, payments: Service
):
    by: dict[str, Any] = {"by": world.ana.actor(), "at": world.now}
    tool.sends(service="payments", severity="critical")
    [problem] = found(tool)
    nothing(problem, why="It fires at each restart.", teaches=True, **by)
    problem.refresh_from_db()
    assert problem.is_closed
    tool.sends("ok", service="payments")
    tool.read()
    end_quiet(at=world.later(hours=2))
    tool.sends(service="payments", severity="critical")
    assert len(found(tool)) == 1, "such a signal opens none again"
    tool.sends(key="disk", severity="info")
    assert len(found(tool)) == 1
    teach(Episode.objects.get(title="disk fails"), opens=True, why="It was first.", **by)
    assert len(found(tool)) == 2
    [none, one] = queries.taught()
    assert (one.opens, none.opens) == (False, True)
    forget_taught(one, by=DESK, at=world.now)
    find_first(at=world.now)
    assert Problem.objects.count() == 3, "it is weighed as usual"
    assert holds()


def test_a_warning_that_often_came_to_nothing_opens_nothing(
    world: World, tool: Tool, payments: Service
):
    for n in range(3):
        tool.sends(service="payments", severity="warning")
        problem = found(tool)[n]
        nothing(problem, why="A test.", teaches=False, by=world.ana.actor(), at=world.now)
        tool.sends("ok", service="payments", severity="warning")
        tool.read()
        end_quiet(at=world.later(hours=1))
    tool.sends(service="payments", severity="warning")
    assert len(found(tool)) == 3, "three times it came to nothing"
    [runs] = Episode.objects.exclude(state="over")
    assert queries.records_of([runs])[runs.pk] == Record(something=0, nothing=3)
    tool.sends(service="payments", severity="critical")
    assert len(found(tool)) == 4, "what is critical does all the same"


@pytest.mark.parametrize(("something", "vain", "opens"), [(0, 0, True), (0, 2, True), (0, 3, False),
                                                          (1, 6, False), (1, 5, True)])  # fmt: skip
def test_how_sure_a_warning_is(something: int, vain: int, opens: bool):
    record = Record(something, vain)
    assert matters(Severity.WARNING, 1, record.sure) is opens
    assert not matters(Severity.WARNING, 0, record.sure)
    assert matters(Severity.CRITICAL, 0, record.sure)
