"""Microsoft Teams: incoming webhooks of Workflows with adaptive cards; outgoing webhooks, signed.

Read from Microsoft's documents: “Create incoming webhooks with Workflows”, “Create an outgoing
webhook”. Cards that come by a webhook can only open an address; who wants to accept or decline says
so to us in the channel.
"""

import base64
import binascii
import hashlib
import hmac
import html
import json
import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from urllib.parse import SplitResult

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from buckstop.chat_tools.tool import Request, Said, Told, Tool, Unfit, plain, same

_HOSTS = (
    ".webhook.office.com", ".logic.azure.com", ".api.powerplatform.com", ".powerautomate.com",
)  # fmt: skip
_MARKS = re.compile(r"([\\`*_\[\]#~<>])")
_CALLED = re.compile(r"<at>.*?</at>", re.DOTALL)
_BREAK = re.compile(r"<(br|/p|/div)\s*/?>", re.IGNORECASE)
_TAG = re.compile(r"<[^>]{0,200}>")


class Teams(Tool):
    code = "teams"
    label = "Microsoft Teams"
    command = "@Buckstop"
    presses = False
    how_in = gettext_lazy(
        "In the team: Manage team, Apps, Create an outgoing webhook, called Buckstop, with this as"
        " its Callback URL. The security token that Teams shows goes under Change. Who writes"
        " @Buckstop and what is wrong raises a problem."
    )

    @classmethod
    def owns(cls, address: SplitResult) -> bool:
        return (address.hostname or "").endswith(_HOSTS)

    @classmethod
    def write(cls, told: Told, pressed_at: str) -> dict[str, Any]:
        head = {
            "type": "TextBlock", "text": escaped(plain(told.title)), "weight": "Bolder",
            "size": "Medium", "wrap": True,
        }  # fmt: skip
        lines = [{"type": "TextBlock", "text": escaped(one), "wrap": True} for one in told.lines]
        opens = {"type": "Action.OpenUrl", "title": told.opens, "url": told.url}
        card = {
            "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
            "type": "AdaptiveCard",
            "version": "1.4",
            "body": [head, *lines],
            "actions": [opens] if told.url else [],
        }
        kind = "application/vnd.microsoft.card.adaptive"
        attached = {"contentType": kind, "contentUrl": None, "content": card}
        return {"type": "message", "attachments": [attached]}

    @classmethod
    def is_from_it(cls, request: Request, secrets: Sequence[str], at: datetime) -> bool:
        """It signs the body alone: that a message counts once is known by its own name."""
        given = request.headers.get("authorization", "")
        return any(
            same(given, f"HMAC {code}") for one in secrets if (code := signed(one, request.body))
        )

    @classmethod
    def read(cls, request: Request) -> Said:
        try:
            said = json.loads(request.body)
            who: Mapping[str, Any] = said["from"]
            account = str(who.get("aadObjectId") or who["id"])
            once = f"{said.get('conversation', {}).get('id', '')}/{said['id']}"
            text = str(said.get("text") or "")
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            raise Unfit(_("It is no message of %(tool)s.") % {"tool": cls.label}) from None
        return Said(once=once, account=account, name=str(who.get("name") or ""), text=_words(text))

    @classmethod
    def answered(cls, sentence: str, said: Said) -> dict[str, Any]:
        return {"type": "message", "text": escaped(sentence)}


def signed(secret: str, body: bytes) -> str:
    """What stands behind HMAC; "" where the secret is none of Teams'."""
    try:
        key = base64.b64decode(secret, validate=True)
    except (binascii.Error, ValueError):
        return ""
    return base64.b64encode(hmac.new(key, body, hashlib.sha256).digest()).decode() if key else ""


def escaped(text: str) -> str:
    """Words as they are: no markup but addresses."""
    return " ".join(
        word if word.startswith(("https://", "http://")) else _MARKS.sub(r"\\\1", word)
        for word in text.split(" ")
    )


def _words(text: str) -> str:
    """What was written, without the name that called us and without markup."""
    bare = _TAG.sub("", _BREAK.sub("\n", _CALLED.sub("", text)))
    return html.unescape(bare).replace("\xa0", " ").strip()
