"""Moves: what was handled in another system comes, and is taken over."""

from datetime import timedelta

from buckstop.problems.actions import importing
from buckstop.problems.models import Problem
from buckstop.problems.tests.moves import DUE, Chance, move


@move(importing.import_problem, importing.import_case)
def comes(c: Chance) -> None:
    was = importing.Imported(
        source="Elsewhere",
        theirs="17",
        title=c.of(("It was broken", " ", "a\x00b")),
        state="resolved",
        opened_at=c.at - timedelta(days=c.of((900, 3, -2))),
        ended_at=c.at - timedelta(days=c.of((800, 0, 950))),
        runs=c.chance(2),
    )
    buck = c.world.carla.pk
    problem = importing.import_problem(was, buck=buck, by=c.by(), at=c.at)
    if c.chance(3):
        return
    importing.import_case(
        problem, contact=c.world.ines, customer=c.world.nordbank, by=c.by(), at=c.at
    )


@move(importing.follow_import)
def changes_there(c: Chance) -> None:
    ended, runs = c.at - timedelta(days=c.of((400, 0, -2))), c.chance(2)
    importing.follow_import(
        c.row(Problem), state="open", runs=runs, ended_at=ended, by=c.by(), at=c.at
    )


@move(importing.take_over)
def is_taken_over(c: Chance) -> None:
    due = c.at + timedelta(hours=c.of(DUE)) if c.chance(2) else None
    owner = c.staff().pk if c.chance(2) else None
    importing.take_over(c.row(Problem), by=c.by(), at=c.at, owner=owner, due=due)
