"""What happens at the doors."""

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_noop as _

from buckstop.ledger.entries import Digest, Fact

HOW = {
    "password": _("a password"),
    "code": _("a password and a code"),
    "two-keys": _("a password and a passkey"),
    "passkey": _("a passkey"),
    "provider": _("a provider"),
    "link": _("a link"),
}
HELD = {
    "name-here": _("one name from one place"),
    "place": _("one place"),
    "name": _("one name"),
    "browser": _("a known browser"),
}
WHAT = {
    "problems": _("a list of problems"),
    "journeys": _("journeys"),
    "tables": _("a table of what was learnt"),
    "remedies": _("what was given to make things right"),
    "suppliers": _("how suppliers answered"),
    "deeds": _("who did what"),
    "time": _("time spent"),
    "retention": _("a report of what was erased"),
    "ledger": _("the record of a problem"),
    "archive": _("older entries of the ledger"),
    "backup": _("a backup of everything"),
    "everything": _("everything, as lines of JSON"),
}
SEEN = {
    "customer": _("the page"),
    "problem": _("a problem"),
    "file": _("a file"),
    "api": _("what the API says"),
}


@dataclass(frozen=True)
class LoggedIn(Fact, code="logged-in", says=_("{person} logged in with {how}"), words={"how": HOW}):
    """`place`: the network that they came from."""

    person: UUID
    how: str
    place: Digest


@dataclass(frozen=True)
class HeldBack(
    Fact,
    code="log-in-held-back",
    says=_("Log-ins of {of} were held back after too many tries"),
    words={"of": HELD},
):
    """Once for each hold, however often is tried. `person`: whose name was tried, where there is
    such a person."""

    person: UUID | None
    of: str
    place: Digest


@dataclass(frozen=True)
class Exported(
    Fact, code="exported", says=_("{by} took out {what} ({rows} rows)"), words={"what": WHAT}
):
    """`operator`: who typed it at the terminal, as the machine knows them; else empty."""

    what: str
    rows: int
    problem: UUID | None
    operator: Digest


@dataclass(frozen=True)
class CustomerMarked(
    Fact,
    code="customer-marked",
    says=_("{by} marked {customer}: whoever opens what is theirs is on record"),
):
    customer: UUID
    why: Digest


@dataclass(frozen=True)
class CustomerUnmarked(
    Fact, code="customer-unmarked", says=_("{by} took the mark from {customer}")
):
    customer: UUID


@dataclass(frozen=True)
class CustomerSeen(
    Fact, code="customer-seen", says=_("{by} opened {what} of {customer}"), words={"what": SEEN}
):
    """Once an hour at most for each who looks and each customer; `what` they opened first."""

    customer: UUID
    what: str
