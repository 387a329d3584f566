"""Posts of mail providers, made as their documents say: body, headers, signature."""

import base64
import hashlib
import hmac
import json
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote, urlsplit

import requests
from django.http import HttpResponse
from django.test import Client

KEYS = {"mailgun": "key-of-mailgun", "mandrill": "key-of-mandrill", "mailersend": "key-of-ms"}
"""What those sign with that sign."""


@dataclass
class Posting:
    """A provider that posts to `url`, which may have a name and a password in it."""

    code: str
    url: str
    key: str = ""
    client: Client = field(default_factory=lambda: Client(enforce_csrf_checks=True))

    def mail(self, raw: bytes, *, to: str = "help@localhost", path: str = "p@mx.example") -> Any:
        """It posts a mail."""
        sent = getattr(self, f"_{self.code}")(raw, to, path)
        return self.sends(**sent)

    def sends(self, **about: Any) -> HttpResponse:
        """Post what `requests` makes of it, as a provider's program would."""
        parts = urlsplit(self.url)
        bare = parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl()
        made = requests.Request("POST", bare, **about).prepare()
        body = made.body or b""
        body = body.encode() if isinstance(body, str) else body
        headers: dict[str, Any] = {
            f"HTTP_{n.upper().replace('-', '_')}": v for n, v in made.headers.items()
        }
        if parts.username:
            said = f"{unquote(parts.username)}:{unquote(parts.password or '')}"
            headers["HTTP_AUTHORIZATION"] = f"Basic {base64.b64encode(said.encode()).decode()}"
        kind = str(made.headers.get("Content-Type", "application/json"))
        answer: Any = self.client.post(parts.path, body, content_type=kind, **headers)
        return answer

    def mailgun_signed(self, token: str = "token-1") -> dict[str, str]:
        """The three fields by which a post of Mailgun is proved."""
        stamp = "1795000000"
        made = hmac.new(self.key.encode(), f"{stamp}{token}".encode(), hashlib.sha256)
        return {"timestamp": stamp, "token": token, "signature": made.hexdigest()}

    def _mailgun(self, raw: bytes, to: str, path: str) -> dict[str, Any]:
        return {"data": {"recipient": to, "sender": path, "body-mime": raw} | self.mailgun_signed()}

    def _postmark(self, raw: bytes, to: str, path: str) -> dict[str, Any]:
        head = [{"Name": "Return-Path", "Value": f"<{path}>"}]
        said = {
            "FromFull": {"Email": "someone@else.example", "Name": ""},
            "OriginalRecipient": to, "MessageID": "22c74902-a0c1-4511-804f-341342852c90",
            "Headers": head, "TextBody": "not this", "RawEmail": raw.decode("utf-8", "replace"),
        }  # fmt: skip
        return {"json": said}

    def _sendgrid(self, raw: bytes, to: str, path: str) -> dict[str, Any]:
        envelope = json.dumps({"to": to.split(","), "from": path})
        parts = {"email": raw, "envelope": envelope, "to": "x", "SPF": "pass"}
        return {"files": {name: (None, value) for name, value in parts.items()}}

    def _sparkpost(self, raw: bytes, to: str, path: str) -> dict[str, Any]:
        return {"json": [{"msys": {}}, self.relayed(raw, to, path)]}

    def relayed(self, raw: bytes, to: str = "help@localhost", path: str = "p@mx.example") -> Any:
        """One event of SparkPost's."""
        content = {
            "email_rfc822": base64.b64encode(raw).decode(), "email_rfc822_is_base64": True,
        }  # fmt: skip
        return {"msys": {"relay_message": {
            "content": content, "rcpt_to": to, "msg_from": path, "protocol": "smtp",
        }}}  # fmt: skip

    def _mandrill(self, raw: bytes, to: str, path: str) -> dict[str, Any]:
        del path
        event = {"event": "inbound", "ts": 1795000000,
                 "msg": {"raw_msg": raw.decode("utf-8", "replace"), "email": to}}  # fmt: skip
        return self.signed_by_mandrill([event])

    def signed_by_mandrill(self, events: list[Any]) -> dict[str, Any]:
        """A form with events, signed with the address that it goes to."""
        told = json.dumps(events)
        signed = f"{self.url}mandrill_events{told}"
        made = hmac.new(self.key.encode(), signed.encode(), hashlib.sha1).digest()
        headers = {"X-Mandrill-Signature": base64.b64encode(made).decode()}
        return {"data": {"mandrill_events": told}, "headers": headers}

    def _mailersend(self, raw: bytes, to: str, path: str) -> dict[str, Any]:
        data = {"id": "62a1", "raw": raw.decode("utf-8", "replace"), "sender": {"email": path},
                "recipients": {"rcptTo": [{"email": one} for one in to.split(",")]}}  # fmt: skip
        return self.signed_by_mailersend({"type": "inbound.message", "data": data})

    def signed_by_mailersend(self, said: Any) -> dict[str, Any]:
        """JSON with its signature."""
        body = json.dumps(said).encode()
        made = hmac.new(self.key.encode(), body, hashlib.sha256).hexdigest()
        return {"data": body, "headers": {"Signature": made, "Content-Type": "application/json"}}

    def _mailjet(self, raw: bytes, to: str, path: str) -> dict[str, Any]:
        head, _, text = raw.decode("utf-8", "replace").partition("\r\n\r\n")
        headers = dict(line.split(": ", 1) for line in head.split("\r\n"))
        headers.pop("Content-Type", None)
        return {"json": {"Sender": path, "Recipient": to, "Headers": headers, "Text-part": text}}


def _meta(name: str) -> str:
    """How Django's test client calls a header."""
    return f"HTTP_{name.upper().replace('-', '_')}"
