"""Whoever has the application's role and writes SQL by hand is held to the guarantees as well."""

from uuid import UUID

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from buckstop.people.roles import Capability, Role, roles_with
from buckstop.problems.actions import fixing
from buckstop.problems.models import Problem
from buckstop.problems.tests.world import World, answering
from tests.database import TestDatabase

DESK_ROLES = roles_with(Capability.OWN)


def run(sql: str, *values: UUID | str) -> None:
    """One statement in a transaction that is committed, as far as the guards go."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, values)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")


@pytest.fixture
def problem(world: World) -> Problem:
    return world.report().problem


def test_every_guard_finds_the_tables_of_the_house(db: None):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace"
            " AND prolang = (SELECT oid FROM pg_language WHERE lanname = 'plpgsql')"
            " AND proname LIKE 'buckstop%' AND NOT coalesce(proconfig, '{}')"
            " @> '{\"search_path=pg_catalog, public, pg_temp\"}'"
        )
        assert cursor.fetchall() == []


def test_no_constraint_looks_at_some_columns_of_a_commitment_only(db: None):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgname, tgrelid::regclass FROM pg_trigger WHERE tgconstraint <> 0"
            " AND NOT tgisinternal AND tgattr::text <> '' AND tgname <> 'buck_stays_person'"
        )
        assert cursor.fetchall() == []


@pytest.mark.parametrize("made", ["TEMP TABLE", "TABLE"])
def test_no_table_can_be_put_before_ours(db: None, test_database: TestDatabase, made: str):
    if test_database.server.given:
        pytest.skip("DATABASE_URL gives one role for all, which may make tables")
    with pytest.raises(DatabaseError, match="permission denied"):
        run(f"CREATE {made} problems_problem (LIKE people_house)")


def test_g2_what_is_promised_may_not_become_something_else(problem: Problem):
    with pytest.raises(IntegrityError, match=f"G2: P-{problem.number} would have no open promise"):
        run("UPDATE problems_commitment SET kind = 'step' WHERE problem_id = %s", problem.pk)


def test_g1_nobody_owns_what_is_closed(world: World):
    case = world.report()
    fixing.confirm(case, by=answering(case), at=world.later(hours=1))
    with pytest.raises(IntegrityError, match="is closed but something is still owed or owned"):
        run(
            "INSERT INTO problems_tenure (id, problem_id, person_id, how, why, starts_at)"
            " SELECT gen_random_uuid(), id, owner_id, 'taken', '', closed_at FROM problems_problem"
            " WHERE id = %s",
            case.problem_id,
        )


@pytest.mark.parametrize("role", sorted({*Role} - {*DESK_ROLES}))
def test_g1_an_owner_may_not_become_one_who_may_own_nothing(
    world: World, problem: Problem, role: str
):
    del problem
    with pytest.raises(IntegrityError, match=f"G1: .* which a {role} may not"):
        run("UPDATE people_person SET role = %s WHERE id = %s", role, world.ana.pk)


@pytest.mark.parametrize("role", DESK_ROLES)
def test_g1_an_owner_may_get_another_role_of_the_desk(world: World, problem: Problem, role: str):
    del problem
    run("UPDATE people_person SET role = %s WHERE id = %s", role, world.ana.pk)


def test_g1_a_colleague_owns_nothing(world: World, problem: Problem):
    with pytest.raises(IntegrityError, match=r"G1: .* is a colleague and can own nothing"):
        run(
            "WITH his AS (UPDATE problems_problem SET owner_id = %s WHERE id = %s RETURNING id)"
            " UPDATE problems_tenure SET person_id = %s WHERE problem_id = (SELECT id FROM his)",
            world.zed.pk,
            problem.pk,
            world.zed.pk,
        )


def test_the_buck_may_not_stop_with_a_colleague(world: World):
    with pytest.raises(IntegrityError, match="the buck would stop with somebody who can own"):
        run("UPDATE people_person SET role = 'colleague' WHERE id = %s", world.carla.pk)
