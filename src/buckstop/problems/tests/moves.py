"""How a random history picks a verb, who does it, and on what."""

import inspect
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

from django.db.models import Model
from hypothesis import strategies as st

from buckstop.ledger.actor import Actor
from buckstop.people.models import Person
from buckstop.people.roles import Capability, Role, roles_with
from buckstop.problems import actions, commitments
from buckstop.problems.models import Case
from buckstop.problems.tests.world import World, answering

DESK_ROLES = roles_with(Capability.OWN)

type Draw = Callable[[st.SearchStrategy[Any]], Any]
type Verb = Callable[..., object]
type Move = Callable[["Chance"], None]

MOVES: dict[str, Move] = {}
WORDS = ("It fails at the last step", "Ü", " ", "", "a\x00b\ud800", "x" * 700)
DUE = (5.0, 0.3, 30.0, 120.0, -1.0, 24 * 400.0)  # hours


def move(*verbs: Verb) -> Callable[[Move], Move]:
    """Register what tries one of `verbs`."""

    def registered(tries: Move) -> Move:
        MOVES.update({name_of(verb): tries for verb in verbs})
        return tries

    return registered


def name_of(verb: Verb) -> str:
    return f"{verb.__module__.rpartition('.')[2]}.{verb.__name__}"


def public_verbs() -> set[str]:
    """Every verb of problems: what is public in `actions` or `commitments` and takes the time."""
    return verbs_in(*(Path(str(folder.__file__)).parent for folder in (actions, commitments)))


def verbs_in(*folders: Path) -> set[str]:
    """Every verb in the modules of these folders of ours."""
    found: set[str] = set()
    for folder in folders:
        package = ".".join(folder.parts[folder.parts.index("buckstop", -5) :])
        for file in folder.glob("[a-z]*.py"):
            found |= _verbs_in(import_module(f"{package}.{file.stem}"))
    return found


def _verbs_in(module: ModuleType) -> set[str]:
    return {
        name_of(verb)
        for name, verb in inspect.getmembers(module, inspect.isfunction)
        if verb.__module__ == module.__name__
        and not name.startswith("_")
        and "at" in inspect.signature(verb).parameters
    }


class Nothing(Exception):
    """There is nothing yet on which this verb could be tried."""


class Chance:
    """One throw of the dice: people, rows, words and times."""

    def __init__(self, draw: Draw, world: World) -> None:
        self.draw, self.world = draw, world

    @property
    def at(self) -> datetime:
        """Now, by a clock that may be a little late."""
        return self.world.now - timedelta(seconds=self.of((0, 0, 0, 90)))

    def of[T](self, choices: Iterable[T]) -> T:
        choices = list(choices)
        if not choices:
            raise Nothing
        return self.draw(st.sampled_from(choices))

    def row[Row: Model](self, kind: type[Row], /, **like: Any) -> Row:
        """A row, more often one of the newest."""
        rows = kind._default_manager.filter(**like).order_by("-pk")
        keys = list(rows.values_list("pk", flat=True))
        return rows.get(pk=self.of(keys[:5] + keys))

    def open_row[Row: Model](self, kind: type[Row], still: dict[str, Any], /, **like: Any) -> Row:
        """A row that is as `still` says, if there is one; sometimes another."""
        open_ones = kind._default_manager.filter(**like, **still).exists()
        if open_ones and not self.chance(8):
            like |= still
        return self.row(kind, **like)

    def chance(self, one_in: int) -> bool:
        """True once in `one_in` times; shrinks to False."""
        return self.draw(st.integers(1, one_in)) == one_in

    def staff(self) -> Person:
        """Somebody employed, more often of the desk."""
        here = Person.objects.filter(deactivated_at=None).exclude(role=Role.CONTACT).order_by("pk")
        desk = [person for person in here if person.role in DESK_ROLES]
        return self.of(list(here) if self.chance(8) else desk)

    def by(self) -> Actor:
        return self.staff().actor()

    def theirs(self, case: Case) -> Actor:
        """The contact of the case; sometimes the desk for them, or somebody else's contact."""
        if self.chance(5):
            return self.by()
        return answering(self.row(Case) if self.chance(6) else case)

    def owner(self, case_or_problem: Any) -> Actor:
        """Who owns it; sometimes somebody else."""
        problem = getattr(case_or_problem, "problem", case_or_problem)
        return self.by() if self.chance(4) else problem.owner.actor()

    def words(self) -> str:
        return self.of(WORDS[:1] * 6 + WORDS)

    def due(self) -> datetime:
        return self.world.now + timedelta(hours=self.of(DUE[:2] * 3 + DUE))
