"""The first day of the demo company: its people, its week, its customers."""

from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from buckstop.configuration.actions.choosing import Wish, choose
from buckstop.configuration.setting import Origin, Setting
from buckstop.coverage import actions as coverage
from buckstop.coverage.actions import instead as coverage_instead
from buckstop.coverage.actions.ladders import set_ladder
from buckstop.coverage.models import Roster
from buckstop.coverage.rules.ladders import Rung, When, Whom
from buckstop.demo.customers import ALPINA, COMPANIES, CONSULTANT, LUMEN
from buckstop.demo.entries import DemoBegun
from buckstop.demo.shapes import Company
from buckstop.demo.staff import (
    ADDRESSES,
    BRUNO,
    CARLA,
    CLOUD,
    HOUSE,
    LEA,
    PRIYA,
    SPEAK,
    STAFF,
    ZONE,
    weeks,
)
from buckstop.doors.desk.settings import DISMISSED
from buckstop.ledger.actor import DESK
from buckstop.ledger.transaction import Act, acting
from buckstop.outbox import settings as mail
from buckstop.people import settings
from buckstop.people.actions import customers, staff
from buckstop.people.actions.brands import Terms, add_brand, set_address
from buckstop.people.models import Customer, House, Person
from buckstop.people.settings import NAME
from buckstop.problems.commitments.ask import Ask

ASKS = (
    Rung(When.SHARE, 75, Whom.DEBTOR),
    Rung(When.AFTER, 0, Whom.OWNER),
    Rung(When.AFTER, 120, Whom.WATCH),
)
"""Who hears of what a colleague was asked; the other ladders are as usual."""
_LIMIT = 14
"""How many problems a shift may route to one person of the front line."""


def found(*, present: datetime, days: int, at: datetime) -> None:
    """Make everybody and everything that the sixty days need."""
    house = staff.found_house(by=DESK, at=at)
    with acting(house, by=DESK, at=at) as act:
        act.record(DemoBegun(present=present, days=days))
        _choose(house, at)
        people = {
            who.email: staff.add(name=who.name, email=who.email, role=who.role, by=DESK, at=at)
            for who in STAFF
        }
    for email, spoken in SPEAK.items():
        _say_languages(people[email], spoken, at)
    _speak_under_brands(at)
    roster = coverage.make_roster(zone=ZONE, buck_stops_with=people[CARLA.email], by=DESK, at=at)
    _put_on_shift(roster, people, present, at)
    _note_absences(people, present, at)
    set_ladder(roster, code=Ask.code, rungs=ASKS, by=DESK, at=at)
    with acting(by=DESK, at=at) as act:
        made = {company: _customer(act, company, at) for company in COMPANIES}
        consultant = customers.meet(
            email=CONSULTANT.email, name=CONSULTANT.name, on=made[LUMEN], by=DESK, at=at
        )
        for company in (LUMEN, ALPINA):
            customers.join_new(consultant, made[company], on=made[company], by=DESK, at=at)


def _say_languages(person: Person, spoken: tuple[str, ...], at: datetime) -> None:
    """What somebody says on their own page that they speak."""
    staff.change(
        person, name=person.name, public_name=person.public_name, email=person.email or "",
        zone=person.zone, languages=spoken, by=person.actor(), at=at,
    )  # fmt: skip


def _choose(house: House, at: datetime) -> None:
    """What the demo company says of itself, unless the environment gives it."""
    wishes: dict[Setting[Any], Wish] = {NAME: HOUSE, settings.ZONE: ZONE, mail.ADDRESSES: ADDRESSES}
    wishes[DISMISSED] = "hours"
    free = {one: wish for one, wish in wishes.items() if one.origin is not Origin.GIVEN}
    choose(free, on=house, by=DESK, at=at)


def _speak_under_brands(at: datetime) -> None:
    """A second brand, where the environment leaves the addresses to the demo."""
    if CLOUD not in mail.ADDRESSES.value:
        return
    signature = "Halden Cloud is run by Halden IT, Zürich"
    terms = Terms("Halden Cloud", CLOUD, "#0b6e4f", "en", signature)
    brand = add_brand(terms=terms, by=DESK, at=at)
    set_address(CLOUD, brand=brand, language="en", by=DESK, at=at)


def _put_on_shift(
    roster: Roster, people: dict[str, Person], present: datetime, at: datetime
) -> None:
    with acting(roster, by=DESK, at=at):
        for week in weeks(present):
            for weekday in week.weekdays:
                coverage.add_shift(
                    roster,
                    person=people[week.person.email],
                    weekday=weekday,
                    starts=week.starts,
                    ends=week.ends,
                    by=DESK,
                    at=at,
                )
        for person in people.values():
            if person.role == "front line":
                coverage.set_limit(roster, person=person, limit=_LIMIT, by=DESK, at=at)


def _note_absences(people: dict[str, Person], present: datetime, at: datetime) -> None:
    """Next week: Léa is away and Priya stands in; Bruno too, and one night nobody does."""
    today = present.astimezone(ZoneInfo(ZONE)).date()
    monday = datetime.combine(today + timedelta(days=7 - today.weekday()), time())
    day = timedelta(days=1)
    coverage_instead.note_absence(
        people[LEA.email], starts=monday, ends=monday + 5 * day, stand_in=people[PRIYA.email],
        by=DESK, at=at,
    )  # fmt: skip
    noon = monday + day + timedelta(hours=12)
    coverage_instead.note_absence(
        people[BRUNO.email], starts=noon, ends=noon + day, stand_in=None, by=DESK, at=at
    )


def _customer(act: Act, company: Company, at: datetime) -> Customer:
    customer = customers.add(
        name=company.name,
        domains=(company.domain,),
        zone=company.zone,
        tier=company.tier,
        language=company.language,
        note=company.note,
        by=DESK,
        at=at,
    )
    for place, contact in enumerate(company.people):
        person = customers.meet(
            email=contact.email,
            name=contact.name,
            phone=company.phone if place == 0 else "",
            on=customer,
            by=DESK,
            at=at,
        )
        customers.join_new(person, customer, on=customer, by=DESK, at=at)
    return customer
