"""Workspaces of chat tools come to speak to us, and go."""

from datetime import datetime

from django.utils.translation import gettext as _

from buckstop.chat import entries
from buckstop.chat.models import Chat, Link
from buckstop.chat.permissions import may_change_chat, may_end_chat
from buckstop.chat_tools.tool import TOOLS
from buckstop.configuration.secrets import seal
from buckstop.ledger.actor import Actor
from buckstop.ledger.refused import Refused, check
from buckstop.ledger.transaction import acting
from buckstop.people.actions.staff import found_house
from buckstop.people.rules import check_name

LONGEST = 2000  # characters of all secrets


def add_chat(*, tool: str, name: str, secrets: str, by: Actor, at: datetime) -> Chat:
    """One more workspace that speaks to us, once it can prove itself by one of its secrets, which
    are written a line each and never shown again."""
    if tool not in TOOLS:
        raise Refused("no-tool", _("Choose the tool."), "tool")
    name, kept = check_name(name, _("Say what it is called.")), _secrets(secrets)
    with acting(found_house(by=by, at=at), by=by, at=at) as act:
        chat = act.add(
            Chat(tool=tool, name=name, sealed=seal(kept) if kept else "", added_at=act.at)
        )
        said = act.body(name).digest
        act.record(entries.ChatAdded(chat=chat.pk, tool=tool, said=said))
    return chat


def change_chat(chat: Chat, *, name: str, secrets: str, by: Actor, at: datetime) -> None:
    """Say anew what it is called and by what it proves itself; no secrets leave those of before."""
    name, kept = check_name(name, _("Say what it is called.")), _secrets(secrets)
    with acting(found_house(by=by, at=at), by=by, at=at) as act:
        chat = act.lock(chat)
        check(may_change_chat(chat))
        act.change(chat, name=name, **({"sealed": seal(kept)} if kept else {}))
        act.record(entries.ChatChanged(chat=chat.pk, said=act.body(name).digest))


def end_chat(chat: Chat, *, by: Actor, at: datetime) -> None:
    """It speaks to us no more: its secrets are forgotten, and nobody is known there."""
    with acting(found_house(by=by, at=at), by=by, at=at) as act:
        chat = act.lock(chat)
        check(may_end_chat(chat))
        for link in act.rows(Link.objects.filter(chat=chat, until=None)):
            act.change(link, until=act.at)
        act.change(chat, ended_at=act.at, sealed="")
        act.record(entries.ChatEnded(chat=chat.pk))


def _secrets(text: str) -> str:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    kept = "\n".join(lines)
    if len(kept) > LONGEST or not all(line.isprintable() for line in lines):
        raise Refused("unreadable", _("These secrets can't be read."), "secrets")
    return kept
