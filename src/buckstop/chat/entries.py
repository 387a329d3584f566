"""What happens to chats, rooms and who is who there, in the chain of the house."""

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_noop as _

from buckstop.ledger.entries import Digest, Fact


@dataclass(frozen=True)
class ChatAdded(Fact, code="chat-added", says=_("{by} let a chat tool speak to the desk")):
    chat: UUID
    tool: str
    said: Digest


@dataclass(frozen=True)
class ChatChanged(Fact, code="chat-changed", says=_("{by} changed how a chat tool proves itself")):
    chat: UUID
    said: Digest


@dataclass(frozen=True)
class ChatEnded(Fact, code="chat-ended", says=_("{by} let a chat tool speak to the desk no more")):
    chat: UUID


@dataclass(frozen=True)
class RoomAdded(Fact, code="room-added", says=_("{by} lets a team be told in a channel")):
    room: UUID
    team: UUID | None
    gateway: str


@dataclass(frozen=True)
class RoomRemoved(Fact, code="room-removed", says=_("{by} lets a team be told there no more")):
    room: UUID
    team: UUID | None


@dataclass(frozen=True)
class AccountLinked(
    Fact, code="chat-account-linked", says=_("{person} showed which account in chat is theirs")
):
    person: UUID
    link: UUID
    chat: UUID


@dataclass(frozen=True)
class AccountUnlinked(
    Fact, code="chat-account-unlinked", says=_("{by} parted an account in chat from {person}")
):
    person: UUID
    link: UUID
