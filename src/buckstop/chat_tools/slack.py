"""Slack: incoming webhooks with blocks; slash commands, message shortcuts and buttons, signed (v0).

Read from Slack's documents: “Verifying requests from Slack”, “Handling user interaction”, “Block
Kit”. Its buttons and shortcuts take their answer at `response_url`.
"""

import hashlib
import hmac
import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from urllib.parse import SplitResult, parse_qs, urlsplit

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from buckstop.chat_tools.tool import Button, Request, Said, Told, Tool, Unfit, plain, same

HOSTS = ("hooks.slack.com", "hooks.slack-gov.com")
OLD = 300
"""Seconds by which the time of a request may differ from ours: what is older is a repetition."""
HEAD, SECTION, LABEL = 150, 3000, 75  # letters that a block may have


class Slack(Tool):
    code = "slack"
    label = "Slack"
    command = "/buckstop"
    how_in = gettext_lazy(
        "In your Slack app: as the Request URL of a slash command /buckstop, and of Interactivity"
        " & Shortcuts; a message shortcut with any callback ID raises a problem from a message."
        " Its Signing Secret, for Change here, stands under Basic Information."
    )

    @classmethod
    def owns(cls, address: SplitResult) -> bool:
        return address.hostname in HOSTS

    @classmethod
    def write(cls, told: Told, pressed_at: str) -> dict[str, Any]:
        head = {"type": "plain_text", "text": _cut(plain(told.title), HEAD)}
        blocks: list[dict[str, Any]] = [{"type": "header", "text": head}]
        if told.lines:
            words = _cut("\n".join(map(escaped, told.lines)), SECTION)
            blocks.append({"type": "section", "text": {"type": "mrkdwn", "text": words}})
        pressed = [_button(one) for one in told.buttons] if pressed_at else []
        if told.url:
            opens = {"type": "plain_text", "text": _cut(told.opens, LABEL)}
            pressed.append({"type": "button", "text": opens, "url": told.url, "action_id": "open"})
        if pressed:
            blocks.append({"type": "actions", "elements": pressed})
        return {"text": _cut(escaped(plain(told.title)), SECTION), "blocks": blocks}

    @classmethod
    def is_from_it(cls, request: Request, secrets: Sequence[str], at: datetime) -> bool:
        stamp = request.headers.get("x-slack-request-timestamp", "")
        given = request.headers.get("x-slack-signature", "")
        if not stamp.isascii() or not stamp.isdecimal() or len(stamp) > 12:
            return False
        if abs(at.timestamp() - int(stamp)) > OLD:
            return False
        return any(same(given, signed(one, stamp, request.body)) for one in secrets)

    @classmethod
    def read(cls, request: Request) -> Said:
        form = {name: values[0] for name, values in parse_qs(_text(request)).items()}
        if form.get("ssl_check"):
            return Said(once="ssl", nothing=True)
        if "payload" in form:
            return _interaction(form["payload"])
        if not {"team_id", "user_id", "trigger_id"} <= form.keys():
            raise Unfit(_("It is no command of %(tool)s.") % {"tool": cls.label})
        return Said(
            once=form["trigger_id"],
            account=f"{form['team_id']}/{form['user_id']}",
            name=form.get("user_name", ""),
            text=form.get("text", ""),
        )

    @classmethod
    def answered(cls, sentence: str, said: Said) -> dict[str, Any]:
        answer: dict[str, Any] = {"response_type": "ephemeral", "text": escaped(sentence)}
        return answer | ({"replace_original": False} if said.pressed else {})


def signed(secret: str, stamp: str, body: bytes) -> str:
    """The signature of a request by Slack's scheme v0."""
    said = b"v0:" + stamp.encode() + b":" + body
    return "v0=" + hmac.new(secret.encode(), said, hashlib.sha256).hexdigest()


def escaped(text: str) -> str:
    """Words as they are: no link, no mention, nobody called."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _button(one: Button) -> dict[str, Any]:
    text = {"type": "plain_text", "text": _cut(one.label, LABEL)}
    made = {"type": "button", "text": text, "value": one.value, "action_id": one.value[:1]}
    return made | ({"style": "primary"} if one.main else {})


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1]}…"


def _text(request: Request) -> str:
    return request.body.decode(errors="replace")


def _interaction(payload: str) -> Said:
    """A button that was pressed, or a message that a problem is raised from."""
    try:
        said = json.loads(payload)
        team, user = said["team"]["id"], said["user"]
        kind, once = said["type"], said.get("trigger_id", "")
        account, name = f"{team}/{user['id']}", str(user.get("username") or user.get("name") or "")
        reply_to = said.get("response_url", "")
        if kind == "message_action":
            message: Mapping[str, Any] = said["message"]
            once, text = f"{team}/{said['channel']['id']}/{message['ts']}", message.get("text", "")
            return Said(
                once=once, account=account, name=name, text=text, quoted=True,
                reply_to=_ours(reply_to),
            )  # fmt: skip
        if kind == "block_actions":
            pressed = said["actions"][0]
            if pressed.get("action_id") == "open":
                return Said(once=once, nothing=True)
            return Said(
                once=once, account=account, name=name, pressed=pressed["value"],
                reply_to=_ours(reply_to),
            )  # fmt: skip
    except (ValueError, KeyError, IndexError, TypeError, AttributeError):
        raise Unfit(_("It is no interaction of %(tool)s.") % {"tool": Slack.label}) from None
    return Said(once=once or "nothing", nothing=True)


def _ours(address: str) -> str:
    """The address, where it is one of Slack's: an answer goes nowhere else."""
    parts = urlsplit(address)
    return address if parts.scheme == "https" and parts.hostname in HOSTS else ""
