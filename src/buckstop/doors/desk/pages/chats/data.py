"""Chats, channels and forms, as their page lists them."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from buckstop.chat import queries
from buckstop.chat.models import Chat, Room
from buckstop.chat_tools.tool import TOOLS
from buckstop.doors.components.shown.shell import Button
from buckstop.doors.desk.acts.spots import Spot, Subject, buttons
from buckstop.doors.desk.pages.signals.data import SourceRow, source
from buckstop.doors.desk.reader import Reader
from buckstop.notices.ways import said_of
from buckstop.outbox.channels.push.gateways import GATEWAYS
from buckstop.outbox.models import Delivery
from buckstop.signals.queries import case_sources, unread


@dataclass(frozen=True, slots=True)
class ChatRow:
    """A workspace: where it speaks to us, how that is set up there, when it last did."""

    name: str
    tool: str
    address: str
    how: str
    waits: bool
    heard_at: datetime | None
    buttons: list[Button]


@dataclass(frozen=True, slots=True)
class RoomRow:
    """A channel: whose it is, and what came of the last message."""

    name: str
    about: str
    said: str
    failed: bool
    at: datetime | None
    buttons: list[Button]


def chats(reader: Reader) -> list[ChatRow]:
    """Those that speak to us, by name."""
    return [_chat(one, reader) for one in queries.chats()]


def _chat(one: Chat, reader: Reader) -> ChatRow:
    tool = TOOLS.get(one.tool)
    return ChatRow(
        name=one.name,
        tool=tool.label if tool else one.tool,
        address=f"{settings.BASE_URL}{reverse('chat', args=[one.tool, one.pk])}",
        how=str(tool.how_in) if tool else "",
        waits=not one.sealed,
        heard_at=one.heard_at,
        buttons=buttons(Spot.CHAT, Subject(reader=reader, row=one)),
    )


def rooms(reader: Reader) -> list[RoomRow]:
    """The channels of teams, by team."""
    found = list(queries.rooms())
    last = queries.last_of(found)
    return [_room(one, last.get(one.key), reader) for one in found]


def _room(one: Room, last: Delivery | None, reader: Reader) -> RoomRow:
    gateway = GATEWAYS[one.gateway].label if one.gateway in GATEWAYS else one.gateway
    whose = one.team.name if one.team else _("the service desk")
    state, at, said = said_of(last)
    return RoomRow(
        name=one.name,
        about=f"{gateway} · {whose}",
        said=said,
        failed=state,
        at=at,
        buttons=buttons(Spot.ROOM, Subject(reader=reader, row=one)),
    )


def sources(reader: Reader) -> list[SourceRow]:
    """The forms and tools that send customers' problems."""
    wrong = unread()
    return [source(one, wrong.get(str(one.pk), 0), reader) for one in case_sources()]


def summary() -> str:
    """`1 chat, 2 channels, 1 form or tool.`"""
    n, k, m = queries.chats().count(), queries.rooms().count(), case_sources().count()
    if not n + k + m:
        return _("None: nothing is raised from chat, told in channels, or sent by forms.")
    parts = [
        ngettext("%(n)s chat", "%(n)s chats", n) % {"n": n},
        ngettext("%(n)s channel", "%(n)s channels", k) % {"n": k},
        ngettext("%(n)s form or tool", "%(n)s forms or tools", m) % {"n": m},
    ]
    return ", ".join(parts) + "."
