"""Run in front of one database, in which people stand: gives credits, and says how long it took.

`prepare` says who may give what, by which the fill counts; `measure` gives, then lets 64 give at
once on one limit; `cases` makes some to give in by hand. The last line is JSON.
"""

import json
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from statistics import quantiles

from django.db import connection

import buckstop.ready as _ready  # sets Django up before what follows is imported
from bench.spans import p95
from buckstop.conversations.actions import hearing
from buckstop.kit import clock
from buckstop.kit.money import Money
from buckstop.ledger.actor import DESK
from buckstop.ledger.refused import Refused
from buckstop.people.actions import contacts, customers
from buckstop.people.actions.staff import add
from buckstop.people.models import Person
from buckstop.problems.models import Case
from buckstop.remedies.actions.granting import Wish, give
from buckstop.remedies.actions.limits import UpTo, give_authority
from buckstop.remedies.models import Authority, Remedy

ROUNDS, RACING, FITS = 60, 64, 32
WIDE = UpTo("EUR", 10**9, 10**9, 10**9)
NARROW = UpTo("EUR", 1_000, FITS * 1_000, FITS * 1_000)
TEXT = "We lost your order. We found it again. Orders are read back from now on."

__all__ = ["_ready"]


def _cases(many: int) -> list[Case]:
    """So many cases of one customer."""
    now = clock.now()
    customer = customers.add(name=f"Customer {now:%f}", by=DESK, at=now)
    email = f"ines{now:%f}@customer.example"
    contact = contacts.add(customer, name="Ines", email=email, phone="", by=DESK, at=now)
    return [
        hearing.log(
            text=f"Order {n} is lost", contact=contact.person, customer=customer, channel="mail",
            by=DESK, at=clock.now(),
        )
        for n in range(many)
    ]  # fmt: skip


def _wish(cents: int) -> Wish:
    accounts = Person.objects.get(email="agent03@desk.example")
    due = clock.now() + timedelta(days=1)
    return Wish(kind="credit", text=TEXT, money=Money(cents, "EUR"), debtor=accounts, due=due)


def prepare() -> dict[str, object]:
    """Two people may give: one whatever is asked, the other up to a limit."""
    wide, narrow = (Person.objects.get(email=f"agent0{n}@desk.example") for n in (1, 2))
    for person, up_to in ((wide, WIDE), (narrow, NARROW)):
        give_authority(person=person, kinds=["credit"], up_to=up_to, by=DESK, at=clock.now())
    [case] = _cases(1)
    authority = Authority.objects.get(person=wide)
    return {"authority": str(authority.pk), "person": str(wide.pk), "case": str(case.pk)}


def measure() -> dict[str, object]:
    """Give on fresh cases; then all at once."""
    wide, narrow = (Person.objects.get(email=f"agent0{n}@desk.example").actor() for n in (1, 2))
    spans = []
    for case in _cases(ROUNDS):
        wish, begun = _wish(100), time.perf_counter()
        give(case, wish, by=wide, at=clock.now())
        spans.append((time.perf_counter() - begun) * 1000)

    def gives(case: Case) -> bool:
        try:
            give(case, _wish(1_000), by=narrow, at=clock.now())
        except Refused:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(RACING) as threads:
        given = sum(threads.map(gives, _cases(RACING)))
    rows = Remedy.objects.filter(granted_by=narrow.person)
    return {
        "p50": quantiles(spans, n=20)[9],
        "p95": p95(spans),
        "behind": Remedy.objects.filter(granted_by=wide.person).count(),
        "given": given,
        "cents": sum(one.amount or 0 for one in rows),
    }


def cases() -> list[str]:
    """The references of fresh problems, and Zed, who sees to what is given."""
    email = "zed@desk.example"
    add(name="Zed Novak", email=email, role="colleague", by=DESK, at=clock.now())
    return [case.problem.ref for case in _cases(8)]


if __name__ == "__main__":
    print(json.dumps({"prepare": prepare, "measure": measure, "cases": cases}[sys.argv[1]]()))
