"""Who may change chats, rooms and links. Who administers the house or leads, the doors ask."""

from uuid import UUID

from django.utils.translation import gettext as _

from buckstop.chat.models import Chat, Link, Room
from buckstop.ledger.actor import Actor
from buckstop.ledger.refused import Refusal
from buckstop.people.models import Person


def may_change_chat(chat: Chat) -> Refusal | None:
    """While it speaks to us."""
    return Refusal("ended", _("That chat has ended.")) if chat.ended_at else None


def may_end_chat(chat: Chat) -> Refusal | None:
    """While it speaks to us."""
    return may_change_chat(chat)


def may_remove_room(room: Room) -> Refusal | None:
    """While it is there."""
    return Refusal("removed", _("It isn't used any more.")) if room.removed_at else None


def may_try_room(room: Room) -> Refusal | None:
    """While it is there."""
    return may_remove_room(room)


def may_make_code(person: Person, actor: Actor) -> Refusal | None:
    """The person."""
    return None if person.pk == actor.id else Refusal("not-yours", _("It isn't yours."))


def may_press(asked: UUID | None, person: Person) -> Refusal | None:
    """Whom it was told to; anybody known there where it was told to a channel."""
    if asked in (None, person.pk):
        return None
    return Refusal("not-yours", _("This was asked of somebody else."))


def may_unlink(link: Link, actor: Actor) -> Refusal | None:
    """Whose it is, while it holds."""
    if link.until is not None:
        return Refusal("removed", _("It isn't used any more."))
    return None if link.person_id == actor.id else Refusal("not-yours", _("It isn't yours."))
