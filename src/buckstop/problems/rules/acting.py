"""Who may do what. Limits are few and said out loud."""

from datetime import datetime
from uuid import UUID

from buckstop.kit.text import storable
from buckstop.ledger.actor import Actor, ActorKind
from buckstop.ledger.refused import Refused
from buckstop.people.roles import DESK_ROLES, LEADERS
from buckstop.problems.rules.promises import HAND_BACK_WITHIN

KINDS = ("problem", "request", "question")


def is_desk(actor: Actor) -> bool:
    """Whether this is somebody of the desk, the desk itself, or a program that may write."""
    if actor.kind == ActorKind.STAFF:
        return actor.role in DESK_ROLES
    return actor.kind == ActorKind.DESK or (actor.kind == ActorKind.KEY and actor.role == "write")


def check_desk(actor: Actor) -> None:
    """Only the desk works on problems; colleagues raise them and answer what they are asked."""
    if not is_desk(actor):
        raise Refused("not-desk", "Only people of the desk can do that.")


def check_contact(actor: Actor) -> None:
    """Only the customer gives their word; staff record it, which is said."""
    if actor.kind != ActorKind.CONTACT:
        raise Refused("not-theirs", "Only the customer can say that; record what they told you.")


def check_speaks_for(contact: UUID, actor: Actor) -> None:
    """On a case its contact acts, and the desk for them; no other customer, no colleague."""
    if actor.kind == ActorKind.CONTACT and actor.id != contact:
        raise Refused("not-yours", "This case belongs to somebody else.")
    if actor.kind != ActorKind.CONTACT:
        check_desk(actor)


def check_case_is_on(problem: UUID, cases_problem: UUID) -> None:
    """What is meant for one customer is said where their case is."""
    if cases_problem != problem:
        raise Refused("moved", "Their case is on another problem; go on there.", "case")


def check_kind(kind: str) -> None:
    """A kind is one of three."""
    if kind not in KINDS:
        raise Refused("bad-kind", f"A kind is {', '.join(KINDS)}.", "kind")


def check_may_own(*, role: str, active: bool) -> None:
    """Only who works at the desk owns problems."""
    if role not in DESK_ROLES or not active:
        raise Refused("not-desk", "They don't work at the desk, so they can't own a problem.", "to")


def check_waiting(*, waiting: bool) -> None:
    """Only a case that waits for something moves: another has its end where it was solved."""
    if not waiting:
        raise Refused("ended", "This case has ended; it stays where it was solved.")


def check_goes_on(*, waiting: bool) -> None:
    """Who has their end steers nothing: what they write opens their case again."""
    if not waiting:
        raise Refused("ended", "This has ended. Write what is wrong, and it is open again.")


def check_cannot_wait(state: str) -> None:
    """What we believe to be solved waits for the customer's word, and for nothing of ours."""
    check_goes_on(waiting=state in ("open", "asked"))
    if state == "asked":
        raise Refused("asked", "We believe that it is solved. Press Still broken if it isn't.")


def check_solved(state: str) -> None:
    """How easy it was is asked of who said that it is solved."""
    if state != "confirmed":
        raise Refused("not-solved", "Say first that it is solved.")


def check_leads(*, role: str, active: bool) -> None:
    """Only a leader is asked to step in."""
    if role not in LEADERS or not active:
        raise Refused("no-leader", "They don't lead here; ask a lead or an executive.", "to")


def check_hurts(hurts: int) -> None:
    """How much it hurts is one of three answers."""
    if hurts not in (0, 1, 2):
        raise Refused("bad-hurt", "Choose one of the three answers.", "hurts")


def check_running(state: str) -> None:
    """Nothing is promised on a closed problem."""
    if state == "closed":
        raise Refused(
            "closed", "This problem is closed. Reopen it by noting what the customer says."
        )


def check_words(text: str, field: str, sentence: str) -> str:
    """The text without blanks around it; refused where nothing is left."""
    said = storable(text).strip()
    if not said:
        raise Refused("no-words", sentence, field)
    return said


def check_offer(*, owner: UUID, to: UUID, to_role: str, to_active: bool, by: Actor) -> None:
    """The owner, or a leader, offers; to somebody else, who works at the desk."""
    if to == owner:
        raise Refused("owner-already", "They own it already.", "to")
    check_may_own(role=to_role, active=to_active)
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
