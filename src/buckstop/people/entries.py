"""What happens to people, customers and keys."""

from dataclasses import dataclass
from uuid import UUID

from buckstop.ledger.entries import Fact


@dataclass(frozen=True)
class StaffAdded(Fact, code="staff-added", says="{by} added {person} as {role}"):
    person: UUID
    role: str


@dataclass(frozen=True)
class RoleChanged(Fact, code="role-changed", says="{by} made {person} {role}"):
    person: UUID
    role: str


@dataclass(frozen=True)
class StaffDeactivated(Fact, code="staff-deactivated", says="{by} deactivated {person}"):
    person: UUID


@dataclass(frozen=True)
class LogInLinkMade(Fact, code="log-in-link-made", says="{by} made a log-in link for {person}"):
    person: UUID


@dataclass(frozen=True)
class LogInLinkUsed(Fact, code="log-in-link-used", says="{person} logged in with a link"):
    person: UUID


@dataclass(frozen=True)
class KeyAdded(Fact, code="key-added", says="{by} added a key with scope {scope}"):
    key: UUID
    scope: str


@dataclass(frozen=True)
class KeyWithdrawn(Fact, code="key-withdrawn", says="{by} withdrew a key"):
    key: UUID


@dataclass(frozen=True)
class CustomerAdded(Fact, code="customer-added", says="{by} added the customer"):
    customer: UUID


@dataclass(frozen=True)
class ContactMet(Fact, code="contact-met", says="{person} wrote for the first time"):
    person: UUID


@dataclass(frozen=True)
class ContactAdded(Fact, code="contact-added", says="{by} noted that {person} speaks for it"):
    person: UUID
    customer: UUID
