"""Who may read what was said, and what nobody reads any more."""

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_noop as _

from buckstop.ledger.entries import Audience, Fact


@dataclass(frozen=True)
class MessageWidened(
    Fact, code="message-widened", says=_("{by} showed a message to every customer")
):
    message: UUID
    was_for: UUID


@dataclass(frozen=True)
class MessageTakenBack(
    Fact,
    code="message-taken-back",
    audience=Audience.CUSTOMER,
    says=_("{by} took back what had not left yet"),
):
    message: UUID


@dataclass(frozen=True)
class WordsBlackedOut(
    Fact,
    code="words-blacked-out",
    audience=Audience.CUSTOMER,
    says=_("{by} blacked out {why}"),
    words={
        "why": {
            "secret": _("a password or a key"),
            "card": _("a card or an account"),
            "personal": _("something about a person"),
            "mistake": _("what was meant for somebody else"),
        }
    },
):
    """What they were doesn't stand here, nor where: whoever reads the chain would look there."""

    why: str
    places: int


@dataclass(frozen=True)
class WordsExpired(
    Fact,
    code="words-expired",
    says=_("{by} erased what was said, after {months} months ({messages} messages, {files} files)"),
):
    """By the rule of how long it is kept; both in the problem's chain and in the house's."""

    problem: UUID
    months: int
    messages: int
    files: int
