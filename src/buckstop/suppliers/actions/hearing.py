"""What a supplier writes by mail, and the number that it gives to what we ask."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from buckstop.conversations.actions.posting import File
from buckstop.ledger.actor import Actor, ActorKind
from buckstop.ledger.models import Body
from buckstop.ledger.refused import check
from buckstop.ledger.transaction import Act, acting
from buckstop.mail.parsed import Mailbox
from buckstop.people.rules import domain_of
from buckstop.suppliers import entries, queries
from buckstop.suppliers import permissions as may
from buckstop.suppliers.actions.messages import keep
from buckstop.suppliers.models import Ask, AskMessage, AskMessageKind, Supplier
from buckstop.suppliers.rules.asks import LONGEST
from buckstop.suppliers.rules.tickets import ticket_in


@dataclass(frozen=True, kw_only=True)
class Heard:
    """A mail to an ask: what it says, who may have written it, and why it is a machine's, if so."""

    text: str
    subject: str
    authors: Sequence[Mailbox]
    written_as: str
    machine: str
    message_id: str
    raw: Body
    files: Sequence[File]


def hear(act: Act, ask: Ask, heard: Heard) -> AskMessage:
    """Part of verbs: keep what a supplier wrote by mail in the thread of its ask.

    Words are no answer yet, a machine's never: only a time, that it is done, or no, is one. What
    somebody writes who isn't of that supplier doesn't enter: it is kept apart for us to see.
    """
    ask = act.lock(ask)
    theirs, person = _standing(ask.supplier, heard.authors)
    kind = AskMessageKind.APART
    if theirs:
        kind = AskMessageKind.AUTOMATIC if heard.machine else AskMessageKind.THEIRS
    by, person = act, None if heard.machine else person
    if person is not None:
        by = act.by_another(Actor(ActorKind.SUPPLIER, person))
    message = keep(
        by,
        ask,
        kind=kind,
        text=heard.text[:LONGEST],
        files=heard.files,
        said_by=person,
        said_as="" if person else heard.written_as,
        raw=heard.raw,
        message_id=heard.message_id,
    )
    ticket = ticket_in(heard.subject)
    if theirs and ticket and not ask.ticket:
        _note(by, ask, ticket)
    return message


def note_ticket(ask: Ask, *, ticket: str, by: Actor, at: datetime) -> None:
    """Note the number that they gave it; our subject has it from then on. Empty: none."""
    said = " ".join(ticket.split())[:80]
    with acting(ask, by=by, at=at) as act:
        ask = act.lock(ask)
        check(may.may_note_ticket(by))
        if ask.ticket != said:
            _note(act, ask, said)


def _note(act: Act, ask: Ask, ticket: str) -> None:
    act.change(ask, ticket=ticket)
    digest = act.body(ticket).digest
    act.record(entries.SupplierTicketNoted(ask=ask.pk, ticket=digest), on=ask)


def _standing(supplier: Supplier, authors: Sequence[Mailbox]) -> tuple[bool, UUID | None]:
    """Whether one of those who may have written is of the supplier, and who, if we know them."""
    people = queries.people_by_address(supplier)
    known = next((people[address] for _, address in authors if address in people), None)
    if known is not None:
        return True, known
    domains = queries.domains_of(supplier)
    return any(domain_of(address) in domains for _, address in authors if address), None
