"""Parts of receiving: what a mail says, to whom it belongs, and who wrote it. No writing here."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from django.conf import settings

from buckstop.conversations.mail.loops import is_our_own, why_not_to_answer
from buckstop.conversations.mail.parse import parse
from buckstop.conversations.mail.parsed import ParsedMail
from buckstop.conversations.mail.reply import Reply, split_reply
from buckstop.conversations.models import Intake, Message
from buckstop.conversations.rules import tokens
from buckstop.people import queries as people
from buckstop.people.models import Customer, Person
from buckstop.problems.models import Case


@dataclass(frozen=True, slots=True)
class Letter:
    """An intake, read: what it says, and why no machine may answer it ("" where one may)."""

    intake: Intake
    mail: ParsedMail
    reply: Reply
    unanswerable: str
    ours: bool
    tokens: list[str]


@dataclass(slots=True)
class Known:
    """What the database knows about a batch of letters, fetched in a few queries."""

    cases: dict[str, Case] = field(default_factory=dict)
    earlier: dict[str, Message] = field(default_factory=dict)
    people: dict[str, list[Person]] = field(default_factory=dict)
    staff: dict[str, Person] = field(default_factory=dict)
    customers: dict[str, Customer] = field(default_factory=dict)
    speaks_for: dict[UUID, list[Customer]] = field(default_factory=dict)

    def case_of(self, letter: Letter) -> Case | None:
        """The case that it answers: by the reply token, then by what it refers to; else none."""
        for token in letter.tokens:
            if token in self.cases:
                return self.cases[token]
        for reference in (letter.mail.in_reply_to, *reversed(letter.mail.references)):
            if reference in self.earlier:
                return self.earlier[reference].case
        return None


def read(intake: Intake) -> Letter:
    """Read one mail; never raises, whatever the bytes."""
    mail = parse(intake.raw.content(), envelope_from=intake.envelope_from)
    domains = {address.rpartition("@")[2] for address in settings.ADDRESSES}
    addresses = set(settings.ADDRESSES)
    why = why_not_to_answer(mail, intake.envelope_from, addresses, domains)
    return Letter(
        intake=intake,
        mail=mail,
        reply=split_reply(mail.text),
        unanswerable=why or "",
        ours=is_our_own(mail, addresses, domains),
        tokens=tokens(intake.recipient, (mail.in_reply_to, *mail.references)),
    )


def look_up(letters: Iterable[Letter]) -> Known:
    """Fetch what a batch refers to."""
    batch = list(letters)
    found = {token for letter in batch for token in letter.tokens}
    ids = {reference for letter in batch for reference in _references(letter) if reference}
    senders = {letter.mail.from_address for letter in batch if letter.mail.from_address}
    senders |= {letter.mail.forwarded.address for letter in batch if letter.mail.forwarded}
    known = Known(
        people=people.at_addresses(senders),
        customers=people.owners_of_domains(senders),
        staff={p.email: p for p in people.staff().filter(email__in=senders) if p.email},
    )
    cases = Case.objects.filter(token__in=found).select_related("problem", "contact")
    known.cases = {case.token: case for case in cases} if found else {}
    if ids:
        said = Message.objects.filter(message_id__in=ids, case__isnull=False)
        rows = said.select_related("case__problem", "case__contact").order_by("at")
        known.earlier = {message.message_id: message for message in rows}
    contacts = [person for group in known.people.values() for person in group]
    if contacts:
        known.speaks_for = people.customers_of(contacts)
    return known


def _references(letter: Letter) -> tuple[str, ...]:
    mail = letter.mail
    return (mail.message_id, mail.in_reply_to, *mail.references[-20:])


def who_wrote(letter: Letter, known: Known) -> Person | None:
    """The person behind the address; where several share it, the one of that name; else nobody."""
    mail = letter.mail
    if mail.from_address in known.staff:
        return known.staff[mail.from_address]
    sharing = known.people.get(mail.from_address, [])
    named = [p for p in sharing if p.name.casefold() == mail.from_name.casefold()]
    if named:
        return named[0]
    if len(sharing) == 1 or not mail.from_name:
        return sharing[0] if sharing else None
    return None


def for_whom(person: Person | None, letter: Letter, known: Known) -> Customer | None:
    """The customer that the person writes for; nobody's while that isn't clear."""
    theirs = known.speaks_for.get(person.pk, []) if person else []
    if len(theirs) == 1:
        return theirs[0]
    by_domain = known.customers.get(letter.mail.from_address)
    if theirs:
        return by_domain if by_domain in theirs else None
    return by_domain
