"""Reports of mail providers about mail of ours, made as their documents say."""

import json
from typing import Any

from buckstop.outbox.models import Delivery
from buckstop.outbox.providers.letter import METADATA
from tests.mail_providers import Posting

WHY = "550 no such user"
_CALLED = {
    "mailgun": ("delivered", "failed", "complained"),
    "postmark": ("Delivery", "Bounce", "SpamComplaint"),
    "sendgrid": ("delivered", "bounce", "spamreport"),
    "sparkpost": ("delivery", "bounce", "spam_complaint"),
    "mandrill": ("delivered", "hard_bounce", "spam"),
    "brevo": ("delivered", "hard_bounce", "complaint"),
    "mailersend": ("delivered", "hard_bounced", "spam_complaint"),
    "resend": ("email.delivered", "email.bounced", "email.complained"),
    "mailjet": ("sent", "bounce", "spam"),
}
"""What each calls that it arrived, came back, and was taken for spam."""


def report(posting: Posting, what: str, delivery: Delivery) -> dict[str, Any]:
    """That a delivery of ours was "delivered", "bounced" or taken for "spam"."""
    called = _CALLED[posting.code][("delivered", "bounced", "spam").index(what)]
    made: dict[str, Any] = globals()[f"_{posting.code}"](posting, called, delivery)
    return made


def _ours(delivery: Delivery) -> dict[str, str]:
    return {METADATA: delivery.pk.hex}


def _mailgun(posting: Posting, called: str, of: Delivery) -> dict[str, Any]:
    data = {
        "event": called, "severity": "permanent", "recipient": of.address,
        "user-variables": _ours(of), "timestamp": 1795000000.1, "delivery-status": {"message": WHY},
    }  # fmt: skip
    return {"json": {"signature": posting.mailgun_signed(), "event-data": data}}


def _postmark(posting: Posting, called: str, of: Delivery) -> dict[str, Any]:
    del posting
    more = {"Type": "HardBounce", "ID": 42} if called == "Bounce" else {}
    return {"json": {"RecordType": called, "MessageID": "b7bc", "Recipient": of.address,
                     "Metadata": _ours(of), "Details": WHY, **more}}  # fmt: skip


def _sendgrid(posting: Posting, called: str, of: Delivery) -> dict[str, Any]:
    del posting
    event = {"event": called, "email": of.address, "timestamp": 1795000000, "reason": WHY}
    return {"json": [event | _ours(of)]}


def _sparkpost(posting: Posting, called: str, of: Delivery) -> dict[str, Any]:
    del posting
    event = {"type": called, "rcpt_meta": _ours(of), "raw_rcpt_to": of.address,
             "timestamp": "1795000000", "raw_reason": WHY}  # fmt: skip
    return {"json": [{"msys": {"message_event": event}}]}


def _mandrill(posting: Posting, called: str, of: Delivery) -> dict[str, Any]:
    said = {"email": of.address, "metadata": _ours(of), "diag": WHY}
    return posting.signed_by_mandrill([{"event": called, "msg": said, "_id": "x", "ts": 1}])


def _brevo(posting: Posting, called: str, of: Delivery) -> dict[str, Any]:
    del posting
    return {"json": {"event": called, "email": of.address, "reason": WHY,
                     "X-Mailin-custom": json.dumps(_ours(of))}}  # fmt: skip


def _mailersend(posting: Posting, called: str, of: Delivery) -> dict[str, Any]:
    mail = {"message": {"id": of.reference}, "recipient": {"email": of.address}}
    data = {"type": called, "email": mail, "created_at": "2026-11-27T08:00:00Z",
            "morph": {"object": "recipient_bounce", "reason": WHY}}  # fmt: skip
    return posting.signed_by_mailersend({"type": f"activity.{called}", "data": data})


def _resend(posting: Posting, called: str, of: Delivery) -> dict[str, Any]:
    del posting
    head = [{"name": "X-Metadata", "value": json.dumps(_ours(of))}]
    data = {"email_id": "49a", "to": [of.address], "headers": head, "bounce": {"message": WHY}}
    return {"json": {"type": called, "created_at": "2026-11-27T08:00:00Z", "data": data}}


def _mailjet(posting: Posting, called: str, of: Delivery) -> dict[str, Any]:
    del posting
    return {"json": [{"event": called, "email": of.address, "Payload": json.dumps(_ours(of)),
                      "time": 1795000000, "smtp_reply": WHY}]}  # fmt: skip
