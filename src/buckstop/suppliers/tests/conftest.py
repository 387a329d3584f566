"""Rolf of Halden Networks, whom Ana asks about a problem of Nordbank's."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import pytest

from buckstop.kit import clock
from buckstop.ledger.actor import DESK, Actor, ActorKind
from buckstop.ledger.verify import verify
from buckstop.problems.actions.attending import attend_commitments
from buckstop.problems.models import Case, Commitment
from buckstop.problems.tests import guarantees
from buckstop.problems.tests.world import MONDAY, World
from buckstop.suppliers import queries
from buckstop.suppliers.actions.asking import Wanted, ask_supplier
from buckstop.suppliers.actions.people import Reached, add_person
from buckstop.suppliers.actions.silence import attend_asks
from buckstop.suppliers.actions.suppliers import add_supplier
from buckstop.suppliers.models import Ask, Supplier, SupplierPerson
from buckstop.suppliers.rules.checks import Post, Terms

HOUR = timedelta(hours=1)


@dataclass
class Outside(World):
    """The world, with a supplier."""

    halden: Supplier = field(init=False)
    rolf: SupplierPerson = field(init=False)
    night: SupplierPerson = field(init=False)
    case: Case = field(init=False)

    def __post_init__(self) -> None:
        super().__post_init__()
        by: dict[str, Any] = {"by": DESK, "at": self.now}
        self.halden = add_supplier(terms=Terms(name="Halden Networks", zone="Oslo"), **by)
        self.rolf = self.theirs("Rolf Huber", "rolf@halden.example", Post(post="Support"))
        night = Post(post="Night line", turn_to_after=60, always=True)
        self.night = self.theirs("Nora Lie", "night@halden.example", night)
        self.case = self.report()

    def theirs(
        self, name: str, email: str, post: Post, of: Supplier | None = None
    ) -> SupplierPerson:
        """Somebody of the supplier."""
        who = Reached(name=name, email=email)
        return add_person(of or self.halden, who=who, post=post, by=DESK, at=self.now)

    def ask(self, what: str = "Which line is down?", **also: Any) -> Ask:
        """Ana asks Rolf, within three hours."""
        given: dict[str, Any] = {"due": self.now + 3 * HOUR, "plan_b": "Route around them."} | also
        given.setdefault("plan_b_at", given["due"])
        wanted = Wanted(what=what, **given)
        return ask_supplier(
            self.case.problem, of=self.rolf, wanted=wanted, by=self.ana.actor(), at=self.now
        )

    def fresh(self, ask: Ask) -> Ask:
        """As it is now."""
        found = queries.ask_of(self.case.problem, ask.pk)
        assert found is not None
        return found

    def owed(self, ask: Ask) -> Commitment:
        """What is owed of it now."""
        return self.fresh(ask).commitment

    def attend(self, until: datetime) -> None:
        """Let time go on, and the clock do what is due."""
        self.now = until
        clock.move_by(until - clock.now())
        while attend_commitments(at=until) or attend_asks(at=until):
            pass

    def all_hold(self) -> None:
        """Every guarantee holds, and the tables are what the entries say."""
        assert guarantees.broken() == []
        assert [str(one) for one in verify()] == []


def speaking(row: SupplierPerson) -> Actor:
    """Somebody of a supplier, by their link."""
    return Actor(ActorKind.SUPPLIER, row.person_id)


@pytest.fixture
def outside(db: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[Outside]:
    monkeypatch.setenv("BUCKSTOP_ZONE", "Europe/Zurich")
    with clock.set_to(MONDAY):
        yield Outside(now=MONDAY)
