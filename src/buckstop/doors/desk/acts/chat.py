"""Chat: tools that speak to us, channels of teams, and who one is there."""

from typing import Any

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from buckstop.chat.actions import chats, linking, rooms
from buckstop.chat.models import Chat, Link, Room
from buckstop.chat.queries import chats as there
from buckstop.chat_tools.tool import TOOLS
from buckstop.coverage.queries import teams
from buckstop.doors.components.forms.chats import ChatForm, NewChatForm, RoomForm
from buckstop.doors.desk.acts.base import Confirmation, DeskAct
from buckstop.doors.desk.acts.shows_secret import ShowsSecret
from buckstop.doors.desk.acts.spots import Spot, Subject, Where
from buckstop.doors.desk.addresses import CHATS, YOU
from buckstop.doors.desk.forms import Nothing
from buckstop.doors.desk.guard import Who


class OfChats(DeskAct):
    """An act of admins on the page of chat and forms."""

    who = Who.ADMINS
    in_bar = "house"
    before = CHATS.route

    @property
    def back(self) -> str:
        return CHATS.url()


class AddChat(OfChats):
    """One more workspace that speaks to us."""

    label = gettext_lazy("Add a chat")
    noun = "additions/"
    where = (Where(Spot.CHATS),)
    form = NewChatForm
    submit = gettext_lazy("Add it")

    def context(self) -> dict[str, Any]:
        return {"lead": _("It has an address of its own then, which you put in the tool.")}

    def do(self, filled: dict[str, Any]) -> Confirmation:
        made = chats.add_chat(**filled, **self.by)
        said = _("%(name)s is added: put its address in the tool.")
        return Confirmation(said % {"name": made.name})


class _OfChat(OfChats):
    """An act on one of them."""

    under = "<uuid:key>/"
    chat: Chat

    def find(self, **keys: Any) -> None:
        self.chat = get_object_or_404(Chat, pk=keys["key"], ended_at=None)


class ChangeChat(_OfChat):
    """What it is called, and by what it proves itself."""

    label = gettext_lazy("Change")
    noun = "changes/"
    where = (Where(Spot.CHAT, 10),)
    form = ChatForm
    submit = gettext_lazy("Keep it")

    def options(self) -> dict[str, Any]:
        return {"initial": {"name": self.chat.name}}

    def do(self, filled: dict[str, Any]) -> Confirmation:
        chats.change_chat(self.chat, **filled, **self.by)
        return Confirmation(_("It is kept."))


class EndChat(_OfChat):
    """It speaks to us no more."""

    label = gettext_lazy("End")
    noun = "end/"
    where = (Where(Spot.CHAT, 20),)
    form = Nothing
    submit = gettext_lazy("End it")

    def context(self) -> dict[str, Any]:
        lead = _("Nothing more is taken from it, its secrets are forgotten, and nobody is known.")
        return {"lead": lead, "heading": _("End %(name)s") % {"name": self.chat.name}}

    def do(self, filled: dict[str, Any]) -> Confirmation:
        chats.end_chat(self.chat, **self.by)
        return Confirmation(_("%(name)s has ended.") % {"name": self.chat.name})


class AddRoom(OfChats):
    """A team is told in a channel."""

    label = gettext_lazy("Add a channel")
    noun = "channels/"
    where = (Where(Spot.ROOMS),)
    form = RoomForm
    submit = gettext_lazy("Add it")

    def options(self) -> dict[str, Any]:
        return {"teams": [(str(one.pk), one.name) for one in teams()]}

    def do(self, filled: dict[str, Any]) -> Confirmation:
        chosen = filled.pop("team")
        team = teams().filter(pk=chosen).first() if chosen else None
        made = rooms.add_room(team=team, **filled, **self.by)
        return Confirmation(_("“%(name)s” is added. Now try it.") % {"name": made.name})


class _OfRoom(OfChats):
    """An act on one of them."""

    under = "channels/<uuid:key>/"
    room: Room

    def find(self, **keys: Any) -> None:
        self.room = get_object_or_404(Room, pk=keys["key"], removed_at=None)


class TryRoom(_OfRoom):
    """See whether a message arrives."""

    label = gettext_lazy("Send a test message")
    noun = "trials/"
    where = (Where(Spot.ROOM, 10),)

    def do(self, filled: dict[str, Any]) -> Confirmation:
        rooms.try_room(self.room, **self.by)
        said = _("A message to “%(name)s” is on its way. Here you see what comes of it.")
        return Confirmation(said % {"name": self.room.name})


class RemoveRoom(_OfRoom):
    """Nothing is told there any more."""

    label = gettext_lazy("Remove")
    noun = "removal/"
    where = (Where(Spot.ROOM, 20),)

    def do(self, filled: dict[str, Any]) -> Confirmation:
        rooms.remove_room(self.room, **self.by)
        return Confirmation(_("Nothing goes to “%(name)s” any more.") % {"name": self.room.name})


class LinkAccount(ShowsSecret):
    """Say in chat who I am, by a code that holds for minutes."""

    label = gettext_lazy("Link an account")
    heading = gettext_lazy("Link an account in chat")
    submit = gettext_lazy("Show the code")
    before = YOU.route
    who = Who.ANYBODY
    noun = "chat-codes/"
    where = (Where(Spot.ACCOUNTS),)
    form = Nothing
    shown = gettext_lazy("Write this in chat, as yourself. It works once, within 15 minutes.")

    @classmethod
    def may(cls, on: Subject) -> bool:
        return there().exists()

    @property
    def back(self) -> str:
        return YOU.url()

    def context(self) -> dict[str, Any]:
        return {"lead": _("What you write and press there counts as yours from then on.")}

    def whose(self) -> str:
        return str(self.heading)

    def secret(self, made: str) -> str:
        """For each tool that there is, as one writes it there."""
        codes = sorted(set(there().values_list("tool", flat=True)))
        commands = dict.fromkeys(TOOLS[one].command for one in codes if one in TOOLS)
        return " · ".join(f"{one} link {made}" for one in commands or ["/buckstop"])

    def do(self, filled: dict[str, Any]) -> Confirmation:
        return Confirmation("", secret=linking.make_code(self.reader.person, **self.by))


class UnlinkAccount(DeskAct):
    """It isn't me any more."""

    label = gettext_lazy("Part it from me")
    before = YOU.route
    under = "chat-accounts/<uuid:key>/"
    noun = "removal/"
    where = (Where(Spot.ACCOUNT),)
    link: Link

    def find(self, **keys: Any) -> None:
        mine = Link.objects.filter(person=self.reader.person, until=None)
        self.link = get_object_or_404(mine, pk=keys["key"])

    @property
    def back(self) -> str:
        return YOU.url()

    def do(self, filled: dict[str, Any]) -> Confirmation:
        linking.unlink(self.link, **self.by)
        return Confirmation(_("Nothing that is said there counts as yours any more."))
