"""Parts of receiving: what the database knows about a batch of mails, in a few queries."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import Q

from buckstop.conversations.models import Message
from buckstop.conversations.models.message import NOT_OURS, THEIRS
from buckstop.conversations.queries.mails import letters
from buckstop.coverage.models import Swap
from buckstop.incoming.matching.reports import own_key
from buckstop.incoming.models import Intake
from buckstop.incoming.reading import ReadMail
from buckstop.notices.answering import TURN, answered_at, is_signed
from buckstop.outbox.settings import ADDRESSES
from buckstop.people import queries as people
from buckstop.people.models import Customer, Person
from buckstop.problems.models import Case, Commitment, Problem
from buckstop.suppliers.models import Ask
from buckstop.suppliers.queries import asks_by_token, asks_with_tickets
from buckstop.suppliers.rules.tickets import has_ticket, ticket_in

REFERENCES = 20  # of a mail's references the latest


@dataclass(slots=True)
class Known:
    """What is known: cases by token, messages by Message-ID, people by address."""

    cases: dict[str, Case] = field(default_factory=dict)
    by_key: dict[UUID, Case] = field(default_factory=dict)
    said: dict[str, Message] = field(default_factory=dict)
    ours: dict[str, UUID] = field(default_factory=dict)
    answering: dict[str, Problem] = field(default_factory=dict)
    heard: dict[str, tuple[UUID, set[UUID | None]]] = field(default_factory=dict)
    people: dict[str, list[Person]] = field(default_factory=dict)
    staff: dict[str, Person] = field(default_factory=dict)
    customers: dict[str, Customer] = field(default_factory=dict)
    speaks_for: dict[UUID, list[Customer]] = field(default_factory=dict)
    asks: dict[str, Ask] = field(default_factory=dict)
    by_ticket: dict[str, list[Ask]] = field(default_factory=dict)
    owed: dict[UUID, Commitment] = field(default_factory=dict)
    turns: dict[UUID, Swap] = field(default_factory=dict)

    def case_of(self, mail: ReadMail) -> Case | None:
        """The case that it answers: by the reply token, then by what it refers to, then by a
        signed link of ours that its contact quotes; else none."""
        for token in mail.tokens:
            if token in self.cases:
                return self.cases[token]
        for reference in references(mail):
            if reference in self.said:
                return self.said[reference].case
        for link in mail.links:
            case = self.by_key.get(link.case)
            if case and case.contact_id == link.contact and self._is(case.contact_id, mail):
                return case
        return None

    def ask_of(self, mail: ReadMail) -> Ask | None:
        """What was asked of a supplier that it answers: by the reply token, unless that of a case
        comes before; else by the number of their own that its subject has. Else none."""
        for token in mail.tokens:
            if token in self.asks:
                return self.asks[token]
            if token in self.cases:
                return None
        by_number = [one for _, a in mail.authors for one in self.by_ticket.get(a, [])]
        return next((one for one in by_number if has_ticket(mail.parsed.subject, one.ticket)), None)

    def owed_of(self, mail: ReadMail) -> tuple[Commitment, Person] | None:
        """What one of us was asked that it answers, and who: they write from their own address, to
        one that was signed for them. Else none."""
        person = self.staff.get(mail.parsed.from_address)
        if person is None or mail.refuted:
            return None
        for address in _written_to(mail):
            key, mark = answered_at(address) or (None, "")
            if key in self.owed and key is not None and is_signed(key, person.pk, mark):
                return self.owed[key], person
        return None

    def turn_of(self, mail: ReadMail) -> Swap | None:
        """The turn that it answers, written by whom it was offered to, as what is owed is."""
        person = self.staff.get(mail.parsed.from_address)
        for address in _written_to(mail) if person and not mail.refuted else []:
            key, mark = answered_at(address, TURN) or (None, "")
            swap = self.turns.get(key) if key else None
            if swap and person and swap.taker_id == person.pk:
                return swap if is_signed(swap.pk, person.pk, mark) else None
        return None

    def _is(self, person: UUID, mail: ReadMail) -> bool:
        sharing = [p.pk for _, a in mail.authors for p in self.people.get(a, [])]
        sharing += [self.staff[a].pk for _, a in mail.authors if a in self.staff]
        return person in sharing

    def same_as(self, mail: ReadMail, heard_on: Case | Ask | Commitment | None) -> UUID | None:
        """The intake of the same mail, where its words were heard already (on this case or ask)."""
        first, heard = self.heard.get(mail.same, (None, set()))
        return first if heard_on is None or heard_on.pk in heard else None

    def note(self, mail: ReadMail, case: UUID | None) -> None:
        """From now on the same mail is a double."""
        self.heard.setdefault(mail.same, (mail.intake.pk, set()))[1].add(case)

    def came_back(self, mail: ReadMail) -> UUID | None:
        """The message of ours that this is itself, come back to us; None where it is none."""
        is_ours = mail.parsed.from_address in ADDRESSES.value
        return self.ours.get(mail.parsed.message_id) if is_ours else None

    def answers_with(self, mail: ReadMail) -> Problem | None:
        """The problem whose first mail answers the same mail, which we don't hold."""
        for reference in references(mail):
            if reference in self.answering:
                return self.answering[reference]
        return None


def references(mail: ReadMail) -> list[str]:
    """The mails that it answers, the nearest first."""
    parsed = mail.parsed
    found = (parsed.in_reply_to, *reversed(parsed.references[-REFERENCES:]))
    return list(dict.fromkeys(one for one in found if one))


def _written_to(mail: ReadMail) -> list[str]:
    parsed = mail.parsed
    return [mail.intake.recipient, *parsed.delivered_to, *(one for _, one in parsed.to)]


def look_up(mails: Iterable[ReadMail]) -> Known:
    """Fetch what a batch refers to."""
    batch = list(mails)
    known = Known()
    _look_up_people(known, batch)
    _look_up_cases(known, batch)
    _look_up_asks(known, batch)
    _look_up_messages(known, batch)
    offered = {at[0] for m in batch for one in _written_to(m) if (at := answered_at(one, TURN))}
    if offered:
        swaps = Swap.objects.filter(pk__in=offered).select_related("roster", "taker")
        known.turns = {row.pk: row for row in swaps}
    answered = {at[0] for m in batch for one in _written_to(m) if (at := answered_at(one))}
    if answered:
        asked = Commitment.objects.filter(pk__in=answered).select_related("problem")
        known.owed = {row.pk: row for row in asked}
    rows = Intake.objects.filter(said__in={mail.same for mail in batch}).exclude(said="")
    for said, key, case in rows.order_by("pk").values_list("said", "pk", "heard_on"):
        known.heard.setdefault(said, (key, set()))[1].add(case)
    return known


def _look_up_people(known: Known, batch: list[ReadMail]) -> None:
    senders = {address for mail in batch for _, address in mail.authors}
    known.people = people.at_addresses(senders)
    known.customers = people.owners_of_domains(senders)
    known.staff = {p.email: p for p in people.staff().filter(email__in=senders) if p.email}
    contacts = [person for group in known.people.values() for person in group]
    if contacts:
        known.speaks_for = people.customers_of(contacts)


def _look_up_cases(known: Known, batch: list[ReadMail]) -> None:
    tokens = {token for mail in batch for token in mail.tokens}
    linked = {link.case for mail in batch for link in mail.links}
    if not tokens and not linked:
        return
    found = Case.objects.filter(Q(token__in=tokens) | Q(pk__in=linked))
    for case in found.select_related("problem", "contact", "customer"):
        known.cases[case.token] = case
        known.by_key[case.pk] = case


def _look_up_asks(known: Known, batch: list[ReadMail]) -> None:
    tokens = {token for mail in batch for token in mail.tokens if token not in known.cases}
    known.asks = asks_by_token(tokens) if tokens else {}
    # A supplier's robot may answer by its own number alone: only where the subject has a number.
    numbered = [mail for mail in batch if not mail.tokens and ticket_in(mail.parsed.subject)]
    senders = {address for mail in numbered for _, address in mail.authors}
    known.by_ticket = asks_with_tickets(senders) if senders else {}


def _look_up_messages(known: Known, batch: list[ReadMail]) -> None:
    own = {key for mail in batch if (key := own_key(mail.parsed.message_id))}
    if own:
        sent = Message.objects.filter(pk__in=own, case__isnull=False).exclude(kind__in=NOT_OURS)
        for key, token in sent.values_list("pk", "case__token"):
            known.ours |= {
                mail.parsed.message_id: key
                for mail in batch
                if mail.parsed.message_id.startswith(f"<{key.hex}.{token}@")
            }
    ids = {reference for mail in batch for reference in references(mail)}
    if not ids:
        return
    said = Message.objects.filter(message_id__in=ids, case__isnull=False).exclude(message_id="")
    rows = said.select_related("case__problem", "case__contact", "case__customer")
    known.said = {message.message_id: message for message in rows.order_by("at", "pk")}
    _look_up_renamed(known, ids - set(known.said))
    if unknown := ids - set(known.said):
        first = Message.objects.filter(in_reply_to__in=unknown, kind__in=THEIRS)
        rows = first.exclude(in_reply_to="").select_related("problem").order_by("-at", "-pk")
        known.answering = {message.in_reply_to: message.problem for message in rows}


def _look_up_renamed(known: Known, ids: set[str]) -> None:
    """Letters of ours to which a provider gave another Message-ID, by what it calls them: that
    Message-ID, or what stands left in it."""
    called = {name: one for one in ids for name in (one, one.strip("<>").partition("@")[0])}
    sent = letters().filter(reference__in=called) if called else letters().none()
    owners = dict(sent.exclude(reference="").values_list("reference", "owner"))
    if not owners:
        return
    said = Message.objects.filter(pk__in=owners.values(), case__isnull=False)
    rows = said.select_related("case__problem", "case__contact", "case__customer").in_bulk()
    for name, owner in owners.items():
        if owner in rows:
            known.said[called[name]] = rows[owner]


def who_is(name: str, address: str, known: Known) -> Person | None:
    """The person of that name behind an address; else nobody: people share addresses."""
    if address in known.staff:
        return known.staff[address]
    sharing = known.people.get(address, [])
    named = [p for p in sharing if p.name.casefold() == name.casefold()]
    if named:
        return named[0]
    likely = [p for p in sharing if may_be_called(p.name, name, address)]
    return likely[0] if len(likely) == 1 else None


def may_be_called(known_as: str, name: str, address: str) -> bool:
    """Whether who is known by one name may write another from this address.

    They share a word of it, or it is their own address, or the mail gives no name.
    """
    local = address.partition("@")[0]
    theirs, given = _words(known_as), _words(name)
    personal = any(len(word) > 2 and word in local for word in theirs)
    return not given or bool(theirs & given) or personal or known_as.casefold() == local


def _words(name: str) -> set[str]:
    letters = "".join(c if c.isalpha() else " " for c in name.casefold())
    return {word for word in letters.split() if len(word) > 1}


def for_whom(person: Person | None, address: str, known: Known) -> Customer | None:
    """The customer that the person writes for; nobody's while that isn't clear."""
    theirs = known.speaks_for.get(person.pk, []) if person else []
    by_domain = known.customers.get(address)
    if by_domain is None or not theirs:
        return by_domain or (theirs[0] if len(theirs) == 1 else None)
    return by_domain if by_domain in theirs else None
