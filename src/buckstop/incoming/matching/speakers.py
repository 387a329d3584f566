"""Who speaks when a mail comes to a case: nobody is heard in another's name."""

from dataclasses import dataclass
from enum import StrEnum

from buckstop.incoming.matching.known import Known, who_is
from buckstop.incoming.reading import ReadMail
from buckstop.ledger.actor import Actor, ActorKind
from buckstop.people.models import Customer, Person
from buckstop.problems.models import Case


class Standing(StrEnum):
    """What somebody is to a case."""

    CONTACT = "contact"
    COLLEAGUE = "colleague"
    STAFF = "staff"
    UNPROVED = "unproved"
    STRANGER = "stranger"


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who wrote on a case, as far as it is known: `person` is empty where they are new.

    `joins` is the customer whose contact they become by writing.
    """

    standing: Standing
    name: str
    address: str
    person: Person | None = None
    joins: Customer | None = None

    @property
    def is_heard(self) -> bool:
        """Whether their words count as said on the case, in their own name."""
        return self.standing in (Standing.CONTACT, Standing.COLLEAGUE, Standing.STAFF)


def speaker_on(case: Case, mail: ReadMail, known: Known) -> Speaker:
    """Who speaks: of those who may have written the contact, else the first whom the case knows;
    else a stranger, who is where answers go to. So is whoever our mail server calls another than
    they say: a token alone opens nothing then."""
    if mail.refuted:
        return Speaker(Standing.STRANGER, *mail.author)
    found = [_standing(case, mail, name, address, known) for name, address in mail.authors]
    contact = [one for one in found if one.standing == Standing.CONTACT]
    others = [one for one in found if one.standing != Standing.STRANGER]
    nobody = Speaker(Standing.STRANGER, *mail.author)
    return next(iter([*contact, *others, *reversed(found)]), nobody)


def _standing(case: Case, mail: ReadMail, name: str, address: str, known: Known) -> Speaker:
    person = who_is(name, address, known)
    if person is not None and person.pk == case.contact_id:
        return Speaker(Standing.CONTACT, name, address, person)
    if person is not None and person.is_staff_member:
        proved = mail.proved and address == mail.parsed.from_address
        return Speaker(Standing.STAFF if proved else Standing.UNPROVED, name, address, person)
    customer = case.customer
    if customer is not None:
        speaks_for = known.speaks_for.get(person.pk, []) if person else []
        if person is not None and customer in speaks_for:
            return Speaker(Standing.COLLEAGUE, name, address, person)
        if known.customers.get(address) == customer:
            return Speaker(Standing.COLLEAGUE, name, address, person, joins=customer)
    return Speaker(Standing.STRANGER, name, address, person)


def actor_of(person: Person, case: Case, standing: Standing) -> Actor:
    """The person, acting: staff as such only where their mail is proved to be theirs."""
    if standing == Standing.STAFF:
        return person.actor()
    return Actor(ActorKind.CONTACT, person.pk, case=case.pk)
