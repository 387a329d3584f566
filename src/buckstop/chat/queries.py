"""Which chats speak to us, who is who there, and the rooms of teams."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import QuerySet

from buckstop.chat.models import Chat, Link, Room
from buckstop.configuration.secrets import unseal
from buckstop.outbox.channels.push.gateways import BY_PUSH
from buckstop.outbox.models import Delivery, DeliveryState
from buckstop.people.models import Person


def chats() -> "QuerySet[Chat]":
    """Those that speak to us, by name."""
    return Chat.objects.filter(ended_at=None).order_by("name", "pk")


def chat_at(tool: str, key: UUID) -> Chat | None:
    """The chat whose address that is; None where there is none."""
    return chats().filter(tool=tool, pk=key).first()


def secrets_of(chat: Chat) -> list[str]:
    """By what it proves itself; empty where nothing is kept, or no key of ours opens it."""
    opened = unseal(chat.sealed) if chat.sealed else None
    return [line for line in (opened or "").splitlines() if line]


def taking_presses(tool: str) -> Chat | None:
    """The chat of a tool that takes presses: the first that can prove itself."""
    return chats().filter(tool=tool).exclude(sealed="").first()


def person_of(chat: Chat, account: str) -> Person | None:
    """Which of us an account is; None where nobody said so, or they have left the house."""
    row = Link.objects.filter(chat=chat, account=account, until=None).select_related("person")
    found = row.first()
    return found.person if found and found.person.is_active else None


def links_of(person: Person) -> "QuerySet[Link]":
    """The accounts that somebody has, the first one first."""
    now = Link.objects.filter(person=person, until=None, chat__ended_at=None)
    return now.select_related("chat").order_by("since", "pk")


def rooms() -> "QuerySet[Room]":
    """The channels in which teams are told, by team and name."""
    now = Room.objects.filter(removed_at=None).select_related("team")
    return now.order_by("team__name", "name", "pk")


def last_of(rooms: Iterable[Room]) -> dict[str, Delivery]:
    """The last message to each room that was needed, by its key."""
    sent = Delivery.objects.filter(channel=BY_PUSH, address__in=[one.key for one in rooms])
    real = sent.exclude(state=DeliveryState.DROPPED).order_by("address", "-made_at")
    return {one.address: one for one in real.distinct("address")}
