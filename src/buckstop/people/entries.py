"""What happens to people, customers and keys."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_noop as _

from buckstop.ledger.entries import Digest, Fact

ROLES = {
    "colleague": _("Colleague"),
    "front line": _("Front line"),
    "lead": _("Lead"),
    "executive": _("Executive"),
    "admin": _("Admin"),
}


@dataclass(frozen=True)
class StaffAdded(
    Fact,
    code="staff-added",
    says=_("{by} added {person} as {role}"),
    words={"role": ROLES},
):
    person: UUID
    role: str


@dataclass(frozen=True)
class RoleChanged(
    Fact, code="role-changed", says=_("{by} made {person} {role}"), words={"role": ROLES}
):
    person: UUID
    role: str


@dataclass(frozen=True)
class StaffDeactivated(Fact, code="staff-deactivated", says=_("{by} deactivated {person}")):
    person: UUID


@dataclass(frozen=True)
class StaffBarred(Fact, code="staff-barred", says=_("{by} let {person} come in no more")):
    """From `day` on, what they own is offered on; they are deactivated once it is taken."""

    person: UUID
    day: str


@dataclass(frozen=True)
class SessionsEnded(
    Fact, code="sessions-ended", says=_("{by} logged {person} out ({sessions} sessions)")
):
    person: UUID
    sessions: int


@dataclass(frozen=True)
class KeyEndsSoon(Fact, code="key-ends-soon", says=_("The key of {person} ends in a week")):
    key: UUID
    person: UUID
    ends_at: datetime


@dataclass(frozen=True)
class LastDaySet(
    Fact, code="last-day-set", says=_("{by} said that the last day of {person} is {day}")
):
    person: UUID
    day: str


@dataclass(frozen=True)
class LastDayDropped(Fact, code="last-day-dropped", says=_("{by} said that {person} stays")):
    person: UUID


@dataclass(frozen=True)
class StaffReturned(Fact, code="staff-returned", says=_("{by} let {person} log in again")):
    person: UUID


FIELDS = {
    "name": _("the name"),
    "public name": _("the name that customers read"),
    "mail": _("the mail address"),
    "phone": _("the phone number"),
    "time zone": _("the time zone"),
    "zone": _("the time zone"),
    "languages": _("the languages"),
    "language": _("the language"),
    "domains": _("the mail domains"),
    "tier": _("the tier"),
    "account manager": _("the account manager"),
    "note": _("the note"),
}
"""How the fields are said that a change names."""


@dataclass(frozen=True)
class PersonChanged(
    Fact,
    code="person-changed",
    says=_("{by} changed {fields} of {person}"),
    words={"fields": FIELDS},
):
    person: UUID
    fields: str
    said: Digest


@dataclass(frozen=True)
class PictureChanged(Fact, code="picture-changed", says=_("{by} changed the picture of {person}")):
    """`picture`: none any more, where it is empty."""

    person: UUID
    picture: Digest


@dataclass(frozen=True)
class PasswordChosen(Fact, code="password-chosen", says=_("{person} chose a new password")):
    person: UUID


@dataclass(frozen=True)
class ZoneChosen(Fact, code="zone-chosen", says=_("{by} set the house’s time zone")):
    """Until the zone became a setting among others."""

    zone: str


@dataclass(frozen=True)
class LogInLinkMade(Fact, code="log-in-link-made", says=_("{by} made a log-in link for {person}")):
    person: UUID


@dataclass(frozen=True)
class LogInLinkUsed(Fact, code="log-in-link-used", says=_("{person} logged in with a link")):
    person: UUID


@dataclass(frozen=True)
class KeyAdded(
    Fact,
    code="key-added",
    says=_("{by} added a key with scope {scope}"),
    words={"scope": {"raise": _("Raise problems"), "read": _("Read"), "write": _("Write")}},
):
    """`team`: of what is with that team alone; `person`: it acts as that member of staff."""

    key: UUID
    scope: str
    ends_at: datetime | None = None
    team: UUID | None = None
    person: UUID | None = None


@dataclass(frozen=True)
class KeyWithdrawn(Fact, code="key-withdrawn", says=_("{by} withdrew a key")):
    key: UUID


@dataclass(frozen=True)
class CustomerAdded(Fact, code="customer-added", says=_("{by} added the customer")):
    customer: UUID


@dataclass(frozen=True)
class CustomerChanged(
    Fact,
    code="customer-changed",
    says=_("{by} changed {fields} of the customer"),
    words={"fields": FIELDS},
):
    customer: UUID
    fields: str
    said: Digest


@dataclass(frozen=True)
class DomainGiven(Fact, code="domain-given", says=_("{by} noted a mail domain of the customer")):
    customer: UUID
    domain: Digest


@dataclass(frozen=True)
class ContactMet(Fact, code="contact-met", says=_("{person} wrote for the first time")):
    person: UUID


@dataclass(frozen=True)
class ContactAdded(Fact, code="contact-added", says=_("{by} noted that {person} speaks for it")):
    person: UUID
    customer: UUID


@dataclass(frozen=True)
class ContactEnded(
    Fact, code="contact-ended", says=_("{by} noted that {person} speaks for it no more")
):
    person: UUID
    customer: UUID


@dataclass(frozen=True)
class ContactSees(
    Fact,
    code="contact-sees",
    says=_("{by} let {person} see {sees} in the portal"),
    words={
        "sees": {
            "own": _("only what is theirs"),
            "open": _("all but what is confidential"),
            "all": _("all"),
            "admin": _("all, and choose who sees what,"),
        }
    },
):
    """`sees`: an `Access`."""

    person: UUID
    customer: UUID
    sees: str


@dataclass(frozen=True)
class ContactChanged(
    Fact,
    code="contact-changed",
    says=_("{by} changed {fields} of {person}"),
    words={"fields": FIELDS},
):
    person: UUID
    fields: str
    said: Digest


@dataclass(frozen=True)
class CustomerMerged(
    Fact,
    code="customer-merged",
    says=_("{by} noted that two customers are one ({contacts} contacts)"),
):
    customer: UUID
    into: UUID
    contacts: int


@dataclass(frozen=True)
class CustomerTakenApart(
    Fact,
    code="customer-taken-apart",
    says=_("{by} noted that they are two customers after all ({contacts} contacts)"),
):
    customer: UUID
    was_in: UUID
    contacts: int


@dataclass(frozen=True)
class PersonErased(Fact, code="person-erased", says=_("{by} erased who {person} was")):
    person: UUID


@dataclass(frozen=True)
class CustomerErased(Fact, code="customer-erased", says=_("{by} erased who the customer was")):
    customer: UUID


@dataclass(frozen=True)
class ViewSaved(Fact, code="view-saved", says=_("{by} saved a list of problems under a name")):
    view: UUID
    person: UUID
    shared: bool


@dataclass(frozen=True)
class ViewRenamed(Fact, code="view-renamed", says=_("{by} gave a saved list another name")):
    view: UUID


@dataclass(frozen=True)
class ViewRemoved(Fact, code="view-removed", says=_("{by} removed a saved list")):
    view: UUID


@dataclass(frozen=True)
class ViewPutBack(Fact, code="view-put-back", says=_("{by} put a saved list back")):
    view: UUID


@dataclass(frozen=True)
class BrandAdded(Fact, code="brand-added", says=_("{by} added a brand")):
    brand: UUID
    said: Digest


@dataclass(frozen=True)
class BrandChanged(Fact, code="brand-changed", says=_("{by} changed a brand")):
    brand: UUID
    said: Digest


@dataclass(frozen=True)
class BrandEnded(Fact, code="brand-ended", says=_("{by} ended a brand")):
    brand: UUID


@dataclass(frozen=True)
class AddressSet(
    Fact, code="address-set", says=_("{by} said which brand and language an address is of")
):
    brand: UUID | None
    said: Digest


@dataclass(frozen=True)
class ColumnsChosen(
    Fact, code="columns-chosen", says=_("{person} sees other columns in lists of problems")
):
    """`columns`: by name, with commas between them; empty for the first alone."""

    person: UUID
    columns: str


@dataclass(frozen=True)
class LanguageChosen(
    Fact, code="language-chosen", says=_("{person} is spoken to in another language ({language})")
):
    """`language`: its code; empty where they took their choice back."""

    person: UUID
    language: str
