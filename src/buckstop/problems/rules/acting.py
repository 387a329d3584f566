"""Who may do what. Limits are few and said out loud."""

from uuid import UUID

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


def check_desk(actor: Actor) -> None:
    """Only the desk works on problems; colleagues raise them and answer what they are asked."""
    if not is_desk(actor):
        raise Refused("not-desk", "Only people of the desk can do that.")


def check_case_is_on(problem: UUID, cases_problem: UUID) -> None:
    """What is meant for one customer is said where their case is."""
    if cases_problem != problem:
        raise Refused("moved", "Their case is on another problem; go on there.", "case")


def check_kind(kind: str) -> None:
    """A kind is one of three."""
    if kind not in KINDS:
        raise Refused("bad-kind", f"A kind is {', '.join(KINDS)}.", "kind")


def check_waiting(*, waiting: bool) -> None:
    """Only a case that waits for something moves: another has its end where it was solved."""
    if not waiting:
        raise Refused("ended", "This case has ended; it stays where it was solved.")


def check_goes_on(*, waiting: bool) -> None:
    """Who has their end steers nothing: what they write opens their case again."""
    if not waiting:
        raise Refused("ended", "This has ended. Write what is wrong, and it is open again.")


def check_leads(*, role: str, active: bool) -> None:
    """Only a leader is asked to step in."""
    if not can(role, Capability.LEAD) or not active:
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


def check_answer(*, debtor: UUID, by: Actor) -> None:
    """Only who was asked can answer."""
    if by.id != debtor:
        raise Refused("not-asked", "Somebody else was asked; only they can answer.")
