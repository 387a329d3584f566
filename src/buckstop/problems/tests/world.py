"""The cast, made through the real verbs: Ines and Olaf (contacts), Ana, Bruno, Carla, Zed."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta

from buckstop.coverage import actions as coverage
from buckstop.coverage.models import Roster
from buckstop.coverage.queries import roster
from buckstop.ledger.actor import DESK, Actor, ActorKind
from buckstop.ledger.transaction import acting
from buckstop.people.actions import customers, staff
from buckstop.people.models import Customer, Person
from buckstop.problems.actions import importing, opening
from buckstop.problems.models import Case, Problem

MONDAY = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)  # 9 in Zurich


@dataclass
class World:
    """The people, what they have to do with each other, and the time, which only goes on."""

    now: datetime = MONDAY
    roster: Roster = field(init=False)
    ana: Person = field(init=False)
    bruno: Person = field(init=False)
    carla: Person = field(init=False)
    zed: Person = field(init=False)
    nordbank: Customer = field(init=False)
    ines: Person = field(init=False)
    olaf: Person = field(init=False)

    def __post_init__(self) -> None:
        self.carla = self.hire("Carla Roth", "executive")
        self.bruno = self.hire("Bruno Keller", "lead")
        self.ana = self.hire("Ana Ruiz", "front line")
        self.zed = self.hire("Zed Novak", "colleague")
        self.roster = coverage.make_roster(
            zone="Europe/Zurich", buck_stops_with=self.carla, by=DESK, at=self.now
        )
        for weekday in range(5):
            self.shift(self.ana, weekday, time(8), time(18))
            self.shift(self.bruno, weekday, time(22), time(6))
        self.nordbank = customers.add(
            name="Nordbank", domains=("nordbank.example",), by=DESK, at=self.now
        )
        self.ines = self.meet("Ines Vogt", "ines@nordbank.example")
        self.olaf = self.meet("Olaf Lund", "olaf@fjord.example")

    @classmethod
    def here(cls) -> "World":
        """Those who are in the test's database already; where nobody is, they come now."""
        people = {person.name: person for person in Person.objects.all()}
        if not people:
            return cls()
        same = object.__new__(cls)
        for name, person in people.items():
            setattr(same, name.split()[0].lower(), person)
        same.now, same.roster, same.nordbank = MONDAY, roster(), Customer.objects.get()
        return same

    @classmethod
    def again(cls, base: "World") -> "World":
        """The same people at the same time, for a history that will be undone."""
        same = object.__new__(cls)
        same.__dict__.update(base.__dict__)
        return same

    def hire(self, name: str, role: str) -> Person:
        """A new member of staff."""
        email = f"{name.split()[0].lower()}@desk.example"
        return staff.add(name=name, email=email, role=role, by=DESK, at=self.now)

    def shift(self, person: Person, weekday: int, starts: time, ends: time) -> None:
        """Put `person` on shift every week."""
        coverage.add_shift(
            self.roster, person=person, weekday=weekday, starts=starts, ends=ends,
            by=DESK, at=self.now,
        )  # fmt: skip

    def meet(self, name: str, email: str) -> Person:
        """A contact who writes for the first time."""
        return customers.meet(email=email, name=name, on=self.nordbank, by=DESK, at=self.now)

    def later(self, **by: float) -> datetime:
        """Let time go on by so many `hours`, `minutes`, `days`; returns the new time."""
        self.now += timedelta(**by)
        return self.now

    def report(self, title: str = "Transfers fail", by: Person | None = None) -> Case:
        """A customer's mail became a problem with one case, as the mailbox does it."""
        with acting(by=DESK, at=self.now):
            problem = opening.open_problem(title=title, by=DESK, at=self.now)
            return self.join(problem, by or self.ines)

    def join(self, problem: Problem, contact: Person) -> Case:
        """One more customer has the same trouble."""
        return opening.add_case(
            problem,
            contact=contact,
            customer=self.nordbank if contact == self.ines else None,
            title=problem.title,
            how="mail",
            by=DESK,
            at=self.now,
        )

    def imported(self, by: Person | None = None) -> Case:
        """What another system handled, with the buck at Carla's; nobody here has owned it."""
        was = importing.Imported(
            source="Elsewhere",
            theirs="17",
            title="Printer",
            state="resolved",
            opened_at=self.now - timedelta(days=9),
            ended_at=self.now - timedelta(days=8),
        )
        problem = importing.import_problem(was, buck=self.carla.pk, by=DESK, at=self.now)
        contact = by or self.ines
        customer = self.nordbank if contact == self.ines else None
        return importing.import_case(
            problem, contact=contact, customer=customer, by=DESK, at=self.now
        )


def answering(case: Case) -> Actor:
    """The contact of `case`, acting through their link."""
    return Actor(ActorKind.CONTACT, case.contact_id, case=case.pk)
