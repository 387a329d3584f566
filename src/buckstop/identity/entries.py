"""What happens to who may come in."""

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_noop as _

from buckstop.ledger.entries import Digest, Fact


@dataclass(frozen=True)
class ProviderAdded(Fact, code="provider-added", says=_("{by} let people come in by a provider")):
    provider: UUID
    said: Digest


@dataclass(frozen=True)
class ProviderChanged(
    Fact, code="provider-changed", says=_("{by} changed a provider by which people come in")
):
    provider: UUID
    said: Digest


@dataclass(frozen=True)
class ProviderOff(
    Fact,
    code="provider-off",
    says=_("{by} switched a provider off, and {sessions} sessions ended by it"),
):
    provider: UUID
    sessions: int


@dataclass(frozen=True)
class ProviderOn(Fact, code="provider-on", says=_("{by} switched a provider on again")):
    provider: UUID


@dataclass(frozen=True)
class ProviderEnded(
    Fact,
    code="provider-ended",
    says=_("{by} removed a provider, and {sessions} sessions ended by it"),
):
    provider: UUID
    sessions: int


@dataclass(frozen=True)
class AccountLinked(
    Fact, code="account-linked", says=_("{person} came in by a provider for the first time")
):
    account: UUID
    provider: UUID
    person: UUID


@dataclass(frozen=True)
class LoggedOutThere(
    Fact,
    code="logged-out-there",
    says=_("{person} logged out at a provider, and {sessions} sessions ended by it"),
):
    person: UUID
    provider: UUID
    sessions: int


@dataclass(frozen=True)
class SigningKeyMade(
    Fact, code="signing-key-made", says=_("{by} made a key by which providers know this desk")
):
    key: UUID


@dataclass(frozen=True)
class SigningKeyUsed(
    Fact,
    code="signing-key-used",
    says=_("{by} let this desk sign with its new key, and the former is forgotten"),
):
    key: UUID


@dataclass(frozen=True)
class GroupRuleAdded(
    Fact, code="group-rule-added", says=_("{by} said what goes with being in a group")
):
    rule: UUID
    role: str
    team: UUID | None
    said: Digest


@dataclass(frozen=True)
class GroupRuleRemoved(
    Fact, code="group-rule-removed", says=_("{by} said that nothing goes with a group any more")
):
    rule: UUID


@dataclass(frozen=True)
class DirectoryAdded(
    Fact, code="directory-added", says=_("{by} let a directory say who joins and leaves")
):
    directory: UUID
    said: Digest


@dataclass(frozen=True)
class DirectoryRenewed(
    Fact, code="directory-renewed", says=_("{by} gave a directory another token")
):
    directory: UUID


@dataclass(frozen=True)
class DirectoryEnded(
    Fact, code="directory-ended", says=_("{by} let a directory say nothing any more")
):
    directory: UUID


@dataclass(frozen=True)
class TakenIn(Fact, code="taken-in", says=_("A directory named {person} as one of us")):
    person: UUID
    directory: UUID


@dataclass(frozen=True)
class LetGo(
    Fact,
    code="let-go",
    says=_("A directory said that {person} leaves: logged out, and {offered} problems offered on"),
):
    person: UUID
    directory: UUID
    offered: int


@dataclass(frozen=True)
class GroupSaid(Fact, code="group-said", says=_("A directory said who is in a group ({members})")):
    group: UUID
    directory: UUID
    members: int


@dataclass(frozen=True)
class CustomerProviderAdded(
    Fact,
    code="customer-provider-added",
    says=_("{by} let the customer’s people into the portal by a provider of their own"),
):
    provider: UUID
    customer: UUID
    said: Digest


@dataclass(frozen=True)
class CustomerProviderChanged(
    Fact, code="customer-provider-changed", says=_("{by} changed the customer’s own provider")
):
    provider: UUID
    customer: UUID
    said: Digest


@dataclass(frozen=True)
class CustomerProviderProved(
    Fact,
    code="customer-provider-proved",
    says=_("Somebody came into the portal by the customer’s own provider for the first time"),
):
    provider: UUID
    customer: UUID


@dataclass(frozen=True)
class CustomerProviderOff(
    Fact,
    code="customer-provider-off",
    says=_("{by} switched the customer’s own provider off, and sessions by it ended"),
):
    provider: UUID
    customer: UUID


@dataclass(frozen=True)
class CustomerProviderOn(
    Fact,
    code="customer-provider-on",
    says=_("{by} switched the customer’s own provider on again"),
):
    provider: UUID
    customer: UUID


@dataclass(frozen=True)
class CustomerProviderEnded(
    Fact,
    code="customer-provider-ended",
    says=_("{by} removed the customer’s own provider, and sessions by it ended"),
):
    provider: UUID
    customer: UUID


@dataclass(frozen=True)
class MailLinksShut(
    Fact,
    code="mail-links-shut",
    says=_("{by} said that the customer’s people come into the portal by their provider alone"),
):
    provider: UUID
    customer: UUID


@dataclass(frozen=True)
class MailLinksOpened(
    Fact,
    code="mail-links-opened",
    says=_("{by} said that the customer’s people come into the portal by mailed links as well"),
):
    provider: UUID
    customer: UUID
