"""Who may do what. Limits are few and said out loud."""

from django.utils.translation import gettext as _

from buckstop.kit.text import storable
from buckstop.ledger.actor import Actor, ActorKind
from buckstop.ledger.refused import Refused
from buckstop.people.roles import Capability, can

KINDS = ("problem", "request", "question")


def is_desk(actor: Actor) -> bool:
    """Whether this is somebody of the desk, the desk itself, or a program that may write."""
    if actor.kind == ActorKind.KEY:
        return actor.role == "write"
    return actor.kind == ActorKind.DESK or can(actor, Capability.OWN)


def check_kind(kind: str) -> None:
    """A kind is one of three."""
    if kind not in KINDS:
        raise Refused("bad-kind", _("A kind is %(kinds)s.") % {"kinds": ", ".join(KINDS)}, "kind")


def check_hurts(hurts: int) -> None:
    """How much it hurts is one of three answers."""
    if hurts not in (0, 1, 2):
        raise Refused("bad-hurt", _("Choose one of the three answers."), "hurts")


def check_words(text: str, field: str, sentence: str) -> str:
    """The text without blanks around it; refused where nothing is left."""
    said = storable(text).strip()
    if not said:
        raise Refused("no-words", sentence, field)
    return said
