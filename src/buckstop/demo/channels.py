"""By what the demo company is reached and reaches others: a customer's own people in the portal,
chat, a form on its web site, and programs that hear what happens. Nothing of it leads anywhere."""

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import count

from buckstop.chat.actions.chats import add_chat
from buckstop.chat.actions.linking import link, make_code
from buckstop.conversations.actions.beside import follow
from buckstop.demo.staff import ANA, BRUNO, LEA, PRIYA
from buckstop.incoming.actions.reporting import add_case_source
from buckstop.ledger.actor import DESK, Actor, ActorKind
from buckstop.people.actions.access import let_see
from buckstop.people.models import Access, Contact, Person
from buckstop.problems.actions.confidential import set_confidential
from buckstop.problems.models import Case
from buckstop.problems.models.case import WAITING
from buckstop.signals.actions.receiving import receive
from buckstop.webhooks.actions.endpoints import add_endpoint
from buckstop.webhooks.actions.handing import Endpoints
from buckstop.webhooks.actions.queueing import queue_sendings
from buckstop.webhooks.models import Endpoint
from buckstop.webhooks.rules import Result

_CHATS = (
    ("slack", "Halden IT", (ANA, BRUNO)),
    ("teams", "Nordbank and Halden", (LEA,)),
    ("mattermost", "Field engineers", (PRIYA,)),
)
_ENDPOINTS = (
    ("Books", "https://books.halden.example/hooks/desk", ("problem-closed", "remedy-granted")),
    ("Wall screen", "https://screen.halden.example/desk", ("problem-opened", "fix-said")),
)
_FORM = {"identity": "id", "text": "message", "email": "mail", "name": "name", "title": "subject"}
_SENT = {
    "id": "2281",
    "name": "Sabine Lerch",
    "mail": "sabine.lerch@aare-treuhand.example",
    "subject": "A guest can’t join the wireless network",
    "message": "Our auditor sits in the Thun office and the password for guests isn’t taken.",
}
_AT_MOST = 60  # of what happened is sent to a program in the demo


def begin(*, at: datetime) -> None:
    """Two days before the present: programs are told from now on, and answer."""
    ana = Person.objects.get(email=ANA.email)
    for name, address, codes in _ENDPOINTS:
        add_endpoint(name=name, address=address, codes=codes, owner=ana, by=DESK, at=at)
    _send(at, _answers())


def go_on(*, at: datetime) -> None:
    """What happened since is on its way to them; one of them was away for a while."""
    before = at - timedelta(minutes=4)
    queue_sendings(at=before, limit=100_000)
    _send(before, _answers(busy=7))
    _send(at, _answers())


def add(*, present: datetime) -> None:
    """Who of Nordbank sees what; chat, in which some are known; a form on the web site."""
    _let_in(present)
    for tool, name, known in _CHATS:
        chat = add_chat(tool=tool, name=name, secrets="known to nobody", by=DESK, at=present)
        for one in known:
            person = Person.objects.get(email=one.email)
            code = make_code(person, by=person.actor(), at=present)
            code = code.replace("-", "").lower()
            called = one.email.partition("@")[0]
            link(chat, account=f"HALDEN/{called}", name=called, code=code, at=present)
    bruno = Person.objects.get(email=BRUNO.email)
    source, _secret = add_case_source(
        name="Form on halden.example", mapping=_FORM, owner=bruno, by=DESK, at=present
    )
    receive(source, body=json.dumps(_SENT).encode(), at=present)


def _let_in(at: datetime) -> None:
    """Ines administers; Matteo sees all but what is confidential, and follows one of hers."""
    ana = Person.objects.get(email=ANA.email).actor()
    people = Contact.objects.filter(customer__name="Nordbank", ended_at=None)
    by_name = {one.person.name: one for one in people.select_related("person", "customer")}
    ines, matteo = by_name["Ines Keller"], by_name["Matteo Frei"]
    let_see(ines, sees=Access.ADMINISTRATOR, by=ana, at=at)
    let_see(matteo, sees=Access.OPEN, by=ana, at=at)
    cases = Case.objects.filter(customer=ines.customer, state__in=WAITING)
    mine = list(cases.filter(contact=ines.person).order_by("opened_at", "pk")[:2])
    if mine:
        theirs = Actor(ActorKind.CONTACT, matteo.person_id, case=mine[0].pk)
        follow(mine[0], person=matteo.person, by=theirs, at=at)
    if len(mine) > 1:
        set_confidential(mine[1], confidential=True, by=ana, at=at)


def _answers(busy: int = 0) -> Iterator[Result]:
    """What programs answer in turn; the first `busy` times that they can't now."""
    for n in count():
        if n < busy:
            yield Result(503, "It answered 503: Service Unavailable", 900 + 70 * n)
        yield Result(204, "", 38 + 17 * n % 90)


def _send(at: datetime, answers: Iterator[Result]) -> None:
    there = dict.fromkeys(Endpoint.objects.values_list("pk", flat=True), _AT_MOST)
    jobs = Endpoints().take(there, at)
    Endpoints().note({job.sending: next(answers) for job in jobs}, at)
