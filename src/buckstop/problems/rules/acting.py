"""Who may do what. Limits are few and said out loud."""

from datetime import datetime
from uuid import UUID

from buckstop.ledger.actor import Actor, ActorKind
from buckstop.ledger.refused import Refused
from buckstop.people.roles import DESK_ROLES, LEADERS
from buckstop.problems.rules.promises import HAND_BACK_WITHIN


def is_desk(actor: Actor) -> bool:
    """Whether this is somebody of the desk, the desk itself, or a program that may write."""
    if actor.kind == ActorKind.STAFF:
        return actor.role in DESK_ROLES
    return actor.kind == ActorKind.DESK or (actor.kind == ActorKind.KEY and actor.role == "write")


def check_desk(actor: Actor) -> None:
    """Only the desk works on problems; colleagues raise them and answer what they are asked."""
    if not is_desk(actor):
        raise Refused("not-desk", "Only people of the desk can do that.")


def check_running(state: str) -> None:
    """Nothing is promised on a closed problem."""
    if state == "closed":
        raise Refused("closed", "This problem is closed. Reopen it by noting what the customer says.")


def check_words(text: str, field: str, sentence: str) -> str:
    """The text without blanks around it; refused where nothing is left."""
    said = text.replace("\x00", "").strip()
    if not said:
        raise Refused("no-words", sentence, field)
    return said


def check_offer(*, owner: UUID, to: UUID, to_role: str, to_active: bool, by: Actor) -> None:
    """The owner, or a leader, offers; to somebody else, who works at the desk."""
    if to == owner:
        raise Refused("owner-already", "They own it already.", "to")
    if to_role not in DESK_ROLES or not to_active:
        raise Refused("not-desk", "They don't work at the desk, so they can't own a problem.", "to")
    if by.id != owner and by.role not in LEADERS:
        raise Refused("not-owner", "Only its owner or a lead can offer it to somebody.")


def check_answer(*, debtor: UUID, by: Actor) -> None:
    """Only who was asked can answer."""
    if by.id != debtor:
        raise Refused("not-asked", "Somebody else was asked; only they can answer.")


def check_take(*, owner: UUID, watch: list[UUID], by: Actor) -> None:
    """The watch and leaders may take a problem; whoever owns it has nothing to take."""
    if by.id == owner:
        raise Refused("owner-already", "You own it already.")
    if by.kind != ActorKind.STAFF or (by.role not in LEADERS and by.id not in watch):
        raise Refused(
            "not-on-watch", "Only a lead, or who is on watch while its owner is away, can take it."
        )


def check_hand_back(*, owner: UUID, how: str, since: datetime, by: Actor, at: datetime) -> None:
    """What a shift accepted for somebody they may hand back within 15 minutes."""
    if by.id != owner:
        raise Refused("not-owner", "Only its owner can hand it back.")
    if how != "routed":
        raise Refused("not-routed", "You accepted this one; offer it to somebody instead.")
    if at > since + HAND_BACK_WITHIN:
        raise Refused("too-late", "The 15 minutes are over; offer it to somebody instead.")
