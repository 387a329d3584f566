"""The demo company's three suppliers: two that answer, and one that is slow and often silent."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from random import Random
from typing import Any

from buckstop.ledger.actor import DESK, Actor, ActorKind
from buckstop.ledger.refused import Refused
from buckstop.problems.models import Problem
from buckstop.services.models import Service
from buckstop.suppliers.actions import answering
from buckstop.suppliers.actions.asking import Wanted, ask_supplier
from buckstop.suppliers.actions.people import Reached, add_person
from buckstop.suppliers.actions.suppliers import add_supplier
from buckstop.suppliers.models import Ask, Supplier, SupplierPerson
from buckstop.suppliers.queries import people_of, suppliers
from buckstop.suppliers.rules.checks import Post, Terms

EVERY = timedelta(hours=22)
"""About so often something is asked of one of them, in working hours."""
HOURS = range(7, 16)


@dataclass(frozen=True, slots=True)
class _Planned:
    """A supplier; its people, the first of whom is asked; of problems called so what it is asked,
    what we do otherwise, and what it answers; from how many to how many minutes it takes, and how often in ten it is silent;
    which of our services need what it supplies, the first of which each ask is about."""

    terms: Terms
    people: tuple[tuple[str, str, str, Post], ...]
    asked: tuple[tuple[str, str, str, str], ...]
    minutes: tuple[int, int]
    silent: int
    needed_by: tuple[str, ...] = ()


_SUPPLIERS = (
    _Planned(
        Terms(
            name="Fjordnet", supplies="Lines to the branches", zone="Europe/Oslo",
            answers_stopped=60, answers_slowed=240, answers_unhindered=960,
        ),
        (
            ("Rolf Huber", "rolf@fjordnet.example", "", Post(post="Support")),
            ("Nattvakten", "night@fjordnet.example", "+47 55 01 02 03",
             Post(post="Night line", turn_to_after=60, always=True)),
            ("Mia Dahl", "mia@fjordnet.example", "", Post(post="Manager", turn_to_after=240)),
        ),
        (
            ("internet|vpn|wi-?fi|switch|connection|reaches|line",
             "Is anything wrong with their line on your side?",
             "We send a router with a mobile card.", "Yes: a card in your node failed; it is changed."),
            ("call|phone|hotline|voicemail|ring", "Do calls to their number reach your exchange?",
             "We divert their number to our own exchange.", "They do again: a route was missing."),
        ),
        (20, 170), 1, ("Branch network", "Telephony"),
    ),
    _Planned(
        Terms(
            name="Kestrel Print", supplies="Printers and their parts", zone="Europe/London",
            answers_slowed=480,
        ),
        (
            ("Ada Finch", "service@kestrel.example", "+44 20 5550 100", Post(post="Service desk")),
            ("Tom Pell", "tom@kestrel.example", "", Post(post="Manager", turn_to_after=480)),
        ),
        (
            ("print|label|plotter", "We need a new head for this model. When is it here?",
             "We move the spare printer there.", "It is on its way and comes with tomorrow’s post."),
            ("scan|driver|duplex", "Does the new driver know this model?",
             "We leave the old driver there.", "It does from version 4.2 on."),
        ),
        (30, 190), 1,
    ),
    _Planned(
        Terms(
            name="Orbis Cloud", supplies="Disks and backups", zone="America/New_York",
            answers_stopped=120, answers_slowed=480,
        ),
        (
            ("Support", "support@orbis.example", "", Post(post="Support")),
            ("Lena Ortiz", "lena@orbis.example", "+1 212 555 0100",
             Post(post="Account manager", turn_to_after=180)),
        ),
        (
            ("backup|restore", "Their backup ended early last night. Why?",
             "We back up to our own disks.", "A volume was full; it was grown."),
            ("slow|crawl|minute to save|file|folder|disk|share",
             "Is the volume slow on which their data lie?",
             "We move them to our own disks.", "It was: another customer filled it. They are moved."),
        ),
        (300, 2_400), 5, ("Backups", "File shares"),
    ),
)  # fmt: skip


def add(known: dict[str, Service], *, at: datetime) -> None:
    """They are there from the first day; `known`: our services, by name."""
    by: dict[str, Any] = {"by": DESK, "at": at}
    for planned in _SUPPLIERS:
        needed_by = tuple(known[name].pk for name in planned.needed_by)
        supplier = add_supplier(terms=replace(planned.terms, services=needed_by), **by)
        for name, email, phone, post in planned.people:
            who = Reached(name=name, email=email, phone=phone)
            add_person(supplier, who=who, post=post, **by)


class Outside:
    """What is asked of them in the sixty days, and what they answer in their own time."""

    def __init__(self) -> None:
        self._random = Random(1042)
        self._next: datetime | None = None
        self._answers: list[tuple[datetime, Callable[[datetime], None]]] = []

    def go_on(self, now: datetime) -> None:
        """It is `now`: whoever of them answers by now does; perhaps one is asked."""
        due = [one for one in self._answers if one[0] <= now]
        self._answers = [one for one in self._answers if one[0] > now]
        for _at, answer in due:
            answer(now)
        if self._next is None or (now >= self._next and now.hour in HOURS):
            self._next = now + EVERY
            self._ask(now)

    def _ask(self, now: datetime) -> None:
        """Of one of them, what fits a problem that runs and of which nothing is asked yet."""
        choices = [(planned, *asked) for planned in _SUPPLIERS for asked in planned.asked]
        running = Problem.objects.running().filter(kind="problem").select_related("owner")
        free = running.exclude(pk__in=Ask.objects.values("commitment__problem"))
        for planned, titles, what, plan_b, says in self._random.sample(choices, len(choices)):
            problem = free.filter(title__iregex=titles).order_by("-opened_at", "pk").first()
            if problem is None:
                continue
            of = _first_of(suppliers().get(name=planned.terms.name))
            due = now + timedelta(hours=4)
            about = Service.objects.filter(name__in=planned.needed_by[:1]).first()
            wanted = Wanted(what=what, due=due, plan_b=plan_b, plan_b_at=due, service=about)
            ask = ask_supplier(problem, of=of, wanted=wanted, by=problem.owner.actor(), at=now)
            if self._random.randrange(10) >= planned.silent:
                self._will_answer(ask, of, says, planned.minutes, now)
            return

    def _will_answer(
        self, ask: Ask, of: SupplierPerson, says: str, minutes: tuple[int, int], now: datetime
    ) -> None:
        by, first = _actor(of), now + timedelta(minutes=self._random.randint(*minutes))
        then = first + timedelta(minutes=self._random.randint(*minutes))

        def promise(at: datetime) -> None:
            _try(answering.say_time, ask, due=at + timedelta(hours=20), reason="", by=by, at=at)

        def done(at: datetime) -> None:
            _try(answering.say_done, ask, text=says, by=by, at=at)

        if self._random.random() < 0.4:
            self._answers.append((first, promise))
        self._answers.append((then, done))


def _try(verb: Callable[..., None], ask: Ask, **said: Any) -> None:
    """What isn't asked any more, since its problem is closed, nobody answers."""
    try:
        verb(ask, **said)
    except Refused:
        pass


def _first_of(supplier: Supplier) -> SupplierPerson:
    return people_of(supplier)[0]


def _actor(of: SupplierPerson) -> Actor:
    return Actor(ActorKind.SUPPLIER, of.person_id)
