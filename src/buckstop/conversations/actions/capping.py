"""Parts of the desk's letters: how many an address and a domain get in an hour, of all kinds.

Anybody can make us write to somebody else by giving their address, at once or when a promise
passes later. A letter that is held back is an entry: the page says that they weren't told.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import Count, QuerySet, Value
from django.db.models.functions import StrIndex, Substr

from buckstop.conversations import entries
from buckstop.conversations.letters.letter import automatic, letter_of
from buckstop.conversations.models import Message
from buckstop.conversations.queries.addresses import addresses_of
from buckstop.conversations.queries.mails import letters_of
from buckstop.conversations.rules import CAP_PER_DOMAIN, CAP_PER_HOUR
from buckstop.ledger.transaction import Act
from buckstop.outbox.models import Delivery
from buckstop.people.rules import domain_of
from buckstop.problems.models import Case

HOUR = timedelta(hours=1)


def within_caps(cases: Iterable[Case], kind: str, at: datetime) -> tuple[list[Case], list[Case]]:
    """The cases whose contacts may get a letter of the desk now, and those for whom it is held.

    The oldest come first, so that who is told where not all can be isn't left to chance.
    """
    wanted = sorted(cases, key=lambda case: (case.opened_at, case.pk))
    if not letter_of(kind).capped:
        return wanted, []
    to = addresses_of({case.contact_id for case in wanted})
    of_address, of_domain = _had(to.values(), at)
    chosen: list[Case] = []
    held: list[Case] = []
    for case in wanted:
        address = to.get(case.contact_id, "")
        domain = domain_of(address)
        full = of_address[address] >= CAP_PER_HOUR or (
            domain and of_domain[domain] >= CAP_PER_DOMAIN
        )
        if address and full:
            held.append(case)
            continue
        of_address[address] += 1
        of_domain[domain] += 1
        chosen.append(case)
    return chosen, held


def hold_back(act: Act, cases: Iterable[Case], kind: str) -> None:
    """Part of verbs: these letters aren't written, which is on the record."""
    for case in cases:
        act.record(entries.LetterHeldBack(case=case.pk, kind=kind), on=case, cases=(case.pk,))


def _had(addresses: Iterable[str], at: datetime) -> tuple[Counter[str], Counter[str]]:
    """How many letters of the desk each address and each domain got in the last hour."""
    wanted = {address for address in addresses if address}
    domains = {domain for address in wanted if (domain := domain_of(address))}
    by_the_desk = letters_of(Message.objects.filter(kind__in=automatic()))
    recent = by_the_desk.filter(made_at__gt=at - HOUR)
    of_address = _counted(recent.filter(address__in=wanted), "address")
    at_sign = StrIndex("address", Value("@"))
    by_domain = recent.annotate(domain=Substr("address", at_sign + 1)).filter(domain__in=domains)
    return of_address, _counted(by_domain, "domain") if domains else Counter()


def _counted(rows: "QuerySet[Delivery]", by: str) -> Counter[str]:
    return Counter(dict(rows.order_by().values_list(by).annotate(count=Count("pk"))))
