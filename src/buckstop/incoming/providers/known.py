"""The providers whose posts we take."""

import json
from base64 import b64decode
from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from buckstop.incoming.providers.fields import fields_of
from buckstop.incoming.providers.provider import (
    NoMail,
    Posted,
    Provider,
    each,
    mail_of,
    sent_json,
)


class Mailgun(Provider):
    """Posts the mail as it came where the address ends with mime."""

    code, label = "mailgun", "Mailgun"
    view = "mailgun.MailgunInboundWebhookView"
    key = "webhook_signing_key"
    ends = "mime"

    def mails(self, request: HttpRequest, reader: Any) -> Iterator[Posted]:
        sent = fields_of(request)
        if "body-mime" not in sent:
            return self.built(request, reader)
        to = sent.get("recipient", b"").decode(errors="replace")
        path = sent.get("sender", b"").decode(errors="replace") if "sender" in sent else None
        return iter([Posted(sent["body-mime"], path, tuple(to.split(",")))])


class Postmark(Provider):
    """Has the mail as it came where its server says so (raw email content)."""

    code, label = "postmark", "Postmark"
    view = "postmark.PostmarkInboundWebhookView"

    def mails(self, request: HttpRequest, reader: Any) -> Iterator[Posted]:
        sent = sent_json(request)
        if "RawEmail" not in sent:
            return self.built(request, reader)
        if sent.get("RecordType", "Inbound") != "Inbound":
            raise NoMail(of_another_kind())
        first: dict[str, Any] = next(iter(sent.get("Headers") or []), {})
        has_path = str(first.get("Name", "")).lower() == "return-path"
        path = str(first["Value"]).strip().strip("<>") if has_path else None
        to = str(sent.get("OriginalRecipient") or "")
        return iter([Posted(mail_of(sent["RawEmail"]), path, (to,))])


class SendGrid(Provider):
    """Has the mail as it came where *Send Raw* is on."""

    code, label = "sendgrid", "SendGrid"
    view = "sendgrid.SendGridInboundWebhookView"

    def mails(self, request: HttpRequest, reader: Any) -> Iterator[Posted]:
        sent = fields_of(request)
        if "email" not in sent:
            return self.built(request, reader)
        envelope = json.loads(sent.get("envelope", b"{}"))
        to = tuple(map(str, envelope.get("to", ())))
        return iter([Posted(sent["email"], envelope.get("from"), to)])


class SparkPost(Provider):
    """Posts several mails at once, each as it came."""

    code, label = "sparkpost", "SparkPost"
    view = "sparkpost.SparkPostInboundWebhookView"

    def mails(self, request: HttpRequest, reader: Any) -> Iterator[Posted]:
        del reader
        return each(sent_json(request), self._read)

    @staticmethod
    def _read(event: Any) -> Posted | None:
        if not event["msys"]:
            return None  # it asks whether anybody is here
        if "relay_message" not in event["msys"]:
            raise NoMail(of_another_kind())
        sent = event["msys"]["relay_message"]
        content = sent["content"]
        text = content["email_rfc822"]
        raw = b64decode(text) if content["email_rfc822_is_base64"] else mail_of(text)
        return Posted(raw, sent.get("msg_from"), (str(sent.get("rcpt_to", "")),))


class Mandrill(Provider):
    """Posts several mails at once, each as it came."""

    code, label = "mandrill", "Mandrill (Mailchimp Transactional)"
    view = "mandrill.MandrillCombinedWebhookView"
    key = "webhook_key"

    def reader(self, secret: str, url: str) -> Any:
        return self._made(webhook_key=secret, webhook_url=url)

    def mails(self, request: HttpRequest, reader: Any) -> Iterator[Posted]:
        del reader
        return each(json.loads(request.POST["mandrill_events"]), self._read)

    @staticmethod
    def _read(event: Any) -> Posted:
        if event.get("event") != "inbound":
            raise NoMail(of_another_kind())
        sent = event["msg"]
        return Posted(mail_of(sent["raw_msg"]), None, (str(sent.get("email") or ""),))


class MailerSend(Provider):
    """Always has the mail as it came."""

    code, label = "mailersend", "MailerSend"
    view = "mailersend.MailerSendInboundWebhookView"
    key = "inbound_secret"

    def mails(self, request: HttpRequest, reader: Any) -> Iterator[Posted]:
        del reader
        sent = sent_json(request)
        if sent.get("type") != "inbound.message":
            raise NoMail(of_another_kind())
        data = sent["data"]
        to = tuple(str(one["email"]) for one in data.get("recipients", {}).get("rcptTo", ()))
        path = (data.get("sender") or {}).get("email")
        return iter([Posted(mail_of(data["raw"]), path, to)])


class Mailjet(Provider):
    """Sends parts alone."""

    code, label = "mailjet", "Mailjet"
    view = "mailjet.MailjetInboundWebhookView"


PROVIDERS: dict[str, Provider] = {
    one.code: one
    for one in (
        Mailgun(), Postmark(), SendGrid(), SparkPost(), Mandrill(), MailerSend(), Mailjet(),
    )
}  # fmt: skip


def of_another_kind() -> str:
    """What is said of an event that is no mail."""
    return _("What came isn’t a mail but another event: give this address only to mail that comes.")
