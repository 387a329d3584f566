"""Whatever somebody changes in the tables by hand, `verify` says which row and what the ledger has.

By the owner of the tables, with every guard switched off; what the application's role may do is
less.
"""

from datetime import timedelta

import pytest
from django.db import connection

from buckstop.ledger.actor import DESK
from buckstop.ledger.verify import verify
from buckstop.people.actions import customers, staff
from buckstop.problems.actions import (
    asking,
    attending,
    fixing,
    links,
    moving,
    ownership,
    understandings,
)
from buckstop.problems.commitments import escalation, handoff, owed
from buckstop.problems.commitments.step import add_step
from buckstop.problems.models import Commitment, Problem
from buckstop.problems.tests.world import World, answering

TRIGGERS = "SELECT DISTINCT tgrelid::regclass::text FROM pg_trigger WHERE NOT tgisinternal"


@pytest.fixture
def told(as_owner: None, db: None) -> World:
    """A house in which much has happened, whose guards are off."""
    world = World()
    ana, bruno = world.ana.actor(), world.bruno.actor()
    case = world.report()
    problem = case.problem
    other = world.join(problem, world.olaf)
    due = world.now + timedelta(hours=3)
    step = add_step(
        problem, what="Send the log", debtor=world.ines, due=due, by=ana, at=world.now, case=case
    )
    add_step(problem, what="Look", debtor=world.ana, due=due, by=ana, at=world.now)
    understandings.understand(problem, what="It fails", by=ana, at=world.now, case=case)
    escalation.escalate(problem, reason="Too long", by=answering(case), at=world.now, case=case)
    update = Commitment.objects.get(problem=problem, kind="update")
    owed.move(update, to=due, reason="It takes longer", by=ana, at=world.now)
    offer = handoff.offer(problem, to=world.bruno, brief="They wait", by=ana, at=world.now)
    handoff.accept(offer, by=bruno, at=world.later(minutes=20))
    ownership.take(problem, by=world.carla.actor(), at=world.later(minutes=5))
    world.later(hours=8)
    while attending.attend_commitments(at=world.now):
        pass
    owed.report(step, by=answering(case), at=world.now, answer="Here it is")
    links.withdraw_links(case, by=answering(case), at=world.now)
    moving.move_out(other, by=bruno, at=world.now)
    fixing.fix(problem, by=bruno, at=world.later(hours=1))
    fixing.record_word(case, by=bruno, at=world.later(hours=1), note="She said so")
    asking.tell_effort(case, score=2, by=answering(case), at=world.now)
    staff.add_key(name="Monitor", scope="read", by=DESK, at=world.now)
    customers.add(name="Fjord", by=DESK, at=world.now)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(TRIGGERS)
        for (table,) in cursor.fetchall():
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
    return world


FIRST = "(SELECT min(id::text)::uuid FROM problems_problem)"
OTHERS = "(SELECT max(id::text)::uuid FROM people_customer)"
TAMPERINGS = {
    "problem P-{number} is open in the tables, closed in the ledger": (
        "UPDATE problems_problem SET state = 'open', closed_at = NULL WHERE id = {first}"
    ),
    "problem P-{number} has the owner {ana} in the tables, {carla} in the ledger": (
        "UPDATE problems_problem SET owner_id = {ana} WHERE id = {first}"
    ),
    "has the hurt 0 in the tables, 1 in the ledger": "UPDATE problems_problem SET hurts = 0",
    "has kind question in the tables, problem in the ledger": (
        "UPDATE problems_problem SET kind = 'question'"
    ),
    "the promise of news due 2026-03-02 11:00 is kept in the tables, missed in the ledger": (
        "UPDATE problems_commitment SET state = 'kept' WHERE state = 'missed' AND kind = 'update'"
    ),
    "has a move nothing in the tables": (
        "UPDATE problems_commitment SET moved_at = NULL, first_due = NULL, due = first_due,"
        " moved_because_id = NULL WHERE moved_at IS NOT NULL"
    ),
    "the step due 2026-03-02 11:00 is kept in the tables, missed in the ledger": (
        "UPDATE problems_commitment SET state = 'kept' WHERE state = 'missed' AND kind = 'step'"
    ),
    "due 2026-03-02 11:00 has kind step in the tables, update in the ledger": (
        "UPDATE problems_commitment SET kind = 'step' WHERE kind = 'update' AND state = 'missed'"
    ),
    "the step due 2026-03-02 11:00 has the case nothing in the tables": (
        "UPDATE problems_commitment SET case_id = NULL WHERE kind = 'step'"
    ),
    "has the answer nothing in the tables": (
        "UPDATE problems_commitment SET answer_id = NULL WHERE answer_id IS NOT NULL"
    ),
    "has debtor {ana} in the tables, ": (
        "UPDATE problems_commitment SET debtor_id = {ana}"
        " WHERE state = 'missed' AND debtor_id <> {ana}"
    ),
    "is in the ledger and not in the tables": (
        "UPDATE problems_commitment SET follows_id = NULL;"
        "DELETE FROM problems_commitment WHERE state = 'missed' AND kind = 'update'"
    ),
    "the step due 2026-03-09 08:00 is in the tables, and no entry speaks of it": (
        "INSERT INTO problems_commitment (id, problem_id, kind, state, debtor_id, made_at, due,"
        " ended_at) SELECT gen_random_uuid(), {first}, 'step', 'kept', {ana}, '2026-03-02 08:00Z',"
        " '2026-03-09 08:00Z', '2026-03-02 09:00Z'"
    ),
    "the tenure of {ana} from 2026-03-02 08:00 is in the ledger and not in the tables": (
        "DELETE FROM problems_tenure WHERE person_id = {ana} AND ends_at IS NOT NULL"
    ),
    "the tenure of {ana} from 2026-03-02 08:00 has its end": (
        "UPDATE problems_tenure SET ends_at = ends_at - interval '1 second' WHERE person_id = {ana}"
    ),
    "the case opened 2026-03-02 08:00 is confirmed in the tables, open in the ledger": (
        "UPDATE problems_case SET state = 'confirmed' WHERE state = 'open'"
    ),
    "the case opened 2026-03-02 08:00 has the customer": (
        "UPDATE problems_case SET customer_id = {fjord}"
    ),
    "the case opened 2026-03-02 08:00 has its links withdrawn at nothing in the tables": (
        "UPDATE problems_case SET links_withdrawn_at = NULL"
    ),
    "the case opened 2026-03-02 08:00 has contact": (
        "UPDATE problems_case SET contact_id = {ines} WHERE contact_id <> {ines}"
    ),
    "the stay of a case from entry": "UPDATE problems_stay SET from_number = from_number - 1",
    "the word “solved” of 2026-03-02 09:00 is in the tables, and no entry speaks of it": (
        "INSERT INTO problems_word (id, case_id, says, how, at) SELECT gen_random_uuid(), id,"
        " 'solved', 'mail', '2026-03-02 09:00Z' FROM problems_case WHERE state = 'open'"
    ),
    "the word “solved” of 2026-03-02 18:25 is in the ledger and not in the tables": (
        "DELETE FROM problems_word"
    ),
    "the understanding written 2026-03-02 08:00 is in the tables, and no entry speaks of it": (
        "INSERT INTO problems_understanding (id, problem_id, what_id, written_by, at, since, hit)"
        " SELECT gen_random_uuid(), {first}, max(id::text)::uuid, {ana},"
        " '2026-03-02 08:00Z', '', '' FROM ledger_body"
    ),
    "the ease that the customer rated has score 7 in the tables, 2 in the ledger": (
        "UPDATE problems_effortscore SET score = 7"
    ),
    "an escalation has by customer False in the tables, True in the ledger": (
        "UPDATE problems_escalation SET by_customer = false"
    ),
    "the brief of a handoff has brie": (
        "UPDATE problems_handoff SET brief_id = (SELECT max(id::text)::uuid FROM ledger_body)"
    ),
    "has the role lead in the tables, front line in the ledger": (
        "UPDATE people_person SET role = 'lead' WHERE id = {ana}"
    ),
    "staff: {ana} is in the ledger and not in the tables": (
        "UPDATE people_person SET role = 'contact' WHERE id = {ana}"
    ),
    "has scope write in the tables, read in the ledger": "UPDATE people_key SET scope = 'write'",
    "the roster has the buck with {ana} in the tables": (
        "UPDATE coverage_roster SET buck_stops_with_id = {ana}"
    ),
    "is in the ledger and not in the tables ": "DELETE FROM coverage_shift WHERE weekday = 2",
}


@pytest.mark.parametrize("says", TAMPERINGS)
def test_what_was_changed_by_hand_is_said(told: World, says: str):
    assert [str(broken) for broken in verify()] == []
    sql = TAMPERINGS[says].format_map(
        {name: f"'{key}'" for name, key in keys(told).items()} | {"first": FIRST, "fjord": OTHERS}
    )
    with connection.cursor() as cursor:
        cursor.execute(sql)
        assert cursor.rowcount > 0
    number = Problem.objects.order_by("number")[0].number
    wanted = says.strip().format_map(keys(told) | {"number": number})
    found = [broken.says for broken in verify()]
    assert [one for one in found if wanted in one], found


def keys(world: World) -> dict[str, object]:
    return {"ana": world.ana.pk, "carla": world.carla.pk, "ines": world.ines.pk}
