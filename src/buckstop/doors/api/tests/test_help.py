"""What programs read of help from outside, and of what made something right."""

from datetime import timedelta

from buckstop.doors.api.tests.conftest import Program
from buckstop.ledger.actor import DESK
from buckstop.problems.tests.world import World
from buckstop.remedies.actions import granting
from buckstop.remedies.tests.conftest import credit, limits
from buckstop.suppliers.actions.asking import Wanted, ask_supplier
from buckstop.suppliers.actions.people import Reached, add_person
from buckstop.suppliers.actions.suppliers import add_supplier
from buckstop.suppliers.rules.checks import Post, Terms


def test_what_made_something_right_is_read_page_by_page(world: World, reader: Program):
    limits(world, world.ana, 200, 300, 500)
    limits(world, world.carla, 5_000, 5_000, 5_000)
    case, ana = world.report("Lost"), world.ana.actor()
    given = granting.give(case, credit(world, 120), by=ana, at=world.now)
    asked = granting.ask_for(case, credit(world, 600), by=ana, at=world.now)
    first = reader.read("remedies", limit=1)
    [newest] = first["items"]
    assert (newest["id"], newest["state"], newest["granted_at"]) == (str(asked.pk), "asked", None)
    [one] = reader.read("remedies", cursor=first["next"])["items"]
    assert (one["kind"], one["amount"], one["currency"]) == ("credit", 12_000, "EUR")
    assert one["customer"] == {"id": str(world.nordbank.pk), "name": "Nordbank"}
    assert (one["problem"], one["step"]) == (case.problem.ref, str(given.step_id))
    assert [len(reader.read("remedies", state=state)["items"]) for state in
            ("asked", "granted", "refused")] == [1, 1, 0]  # fmt: skip
    assert reader.read("remedies", customer=case.pk)["items"] == []


def test_what_suppliers_are_asked_is_read(world: World, reader: Program):
    fjordnet = add_supplier(terms=Terms(name="Fjordnet"), by=DESK, at=world.now)
    who = Reached(name="Rolf Huber", email="rolf@fjordnet.example")
    rolf = add_person(fjordnet, who=who, post=Post(), by=DESK, at=world.now)
    problem, due = world.report("Offline").problem, world.now + timedelta(hours=4)
    wanted = Wanted(what="Is it down?", due=due, plan_b="A router", plan_b_at=due)
    ask = ask_supplier(problem, of=rolf, wanted=wanted, by=world.ana.actor(), at=world.now)
    [one] = reader.read("supplier-asks", problem=problem.ref, owed="true")["items"]
    assert (one["id"], one["what"], one["state"]) == (str(ask.pk), "Is it down?", "requested")
    assert (one["supplier"]["name"], one["asked_of"]["name"]) == ("Fjordnet", "Rolf Huber")
    assert one["first_answer_at"] is None
    assert reader.read("supplier-asks", owed="false")["items"] == []
