"""Mattermost: incoming webhooks with attachments; slash commands and outgoing webhooks, by their
token; buttons, whose context only the server sees.

Read from Mattermost's documents: “Slash commands”, “Outgoing webhooks”, “Interactive messages”.
"""

import json
import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from urllib.parse import SplitResult, parse_qs

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from buckstop.chat_tools.tool import Button, Request, Said, Told, Tool, Unfit, plain, same

_HOOK = re.compile(r"(/.*)?/hooks/[a-z0-9]{26}/?")
_MARKS = re.compile(r"([\\`*_{}\[\]()#+!|~<>])")
_CALLS = re.compile(r"@(?=\w)")


class Mattermost(Tool):
    code = "mattermost"
    label = "Mattermost"
    command = "/buckstop"
    how_in = gettext_lazy(
        "Under Integrations: as the Request URL of a slash command /buckstop (POST), and as the"
        " Callback URL of an outgoing webhook. Each has a token of its own: put all of them under"
        " Change, one a line. An address inside your network must be allowed there"
        " (AllowedUntrustedInternalConnections)."
    )

    @classmethod
    def owns(cls, address: SplitResult) -> bool:
        return _HOOK.fullmatch(address.path) is not None

    @classmethod
    def write(cls, told: Told, pressed_at: str) -> dict[str, Any]:
        title = escaped(plain(told.title))
        attached: dict[str, Any] = {
            "fallback": title, "title": title, "text": "\n".join(map(escaped, told.lines)),
        }  # fmt: skip
        if told.url:
            attached["title_link"] = told.url
        if told.buttons and pressed_at:
            attached["actions"] = [_button(one, pressed_at) for one in told.buttons]
        return {"attachments": [attached]}

    @classmethod
    def is_from_it(cls, request: Request, secrets: Sequence[str], at: datetime) -> bool:
        """Its presses have no token: what they bring back is signed by us, and never shown."""
        said = _fields(request)
        if "context" in said:
            return isinstance(said["context"], Mapping) and bool(said["context"].get("pressed"))
        token = said.get("token")
        return isinstance(token, str) and any(same(token, one) for one in secrets)

    @classmethod
    def read(cls, request: Request) -> Said:
        said = _fields(request)
        team, user = said.get("team_id"), said.get("user_id")
        once = said.get("trigger_id") or said.get("post_id")
        if not isinstance(once, str) or not isinstance(user, str) or not user:
            raise Unfit(_("It is no command of %(tool)s.") % {"tool": cls.label})
        name, text = str(said.get("user_name") or ""), str(said.get("text") or "")
        account = f"{team or ''}/{user}"
        if isinstance(context := said.get("context"), Mapping):
            pressed = str(context.get("pressed") or "")
            return Said(once=once, account=account, name=name, pressed=pressed)
        return Said(once=once, account=account, name=name, text=_without(said, text))

    @classmethod
    def answered(cls, sentence: str, said: Said) -> dict[str, Any]:
        text = escaped(sentence)
        if said.pressed:
            return {"ephemeral_text": text}
        return {"response_type": "ephemeral", "text": text}


def escaped(text: str) -> str:
    """Words as they are: no markup but addresses, and nobody called."""
    return " ".join(
        word if word.startswith(("https://", "http://")) else _CALLS.sub("@\u200b", _mark(word))
        for word in text.split(" ")
    )


def _mark(word: str) -> str:
    return _MARKS.sub(r"\\\1", word)


def _button(one: Button, pressed_at: str) -> dict[str, Any]:
    made: dict[str, Any] = {
        "id": "accept" if one.main else "decline",
        "type": "button",
        "name": one.label,
        "integration": {"url": pressed_at, "context": {"pressed": one.value}},
    }
    return made | ({"style": "primary"} if one.main else {})


def _fields(request: Request) -> Mapping[str, Any]:
    """What it says by name, in either of the forms in which it sends."""
    text = request.body.decode(errors="replace")
    if text.lstrip().startswith("{"):
        try:
            said = json.loads(text)
        except (ValueError, RecursionError):
            return {}
        return said if isinstance(said, Mapping) else {}
    return {name: values[0] for name, values in parse_qs(text).items()}


def _without(said: Mapping[str, Any], text: str) -> str:
    """The words behind the one that called us."""
    trigger = str(said.get("trigger_word") or "")
    return text[len(trigger) :].strip() if trigger and text.startswith(trigger) else text
