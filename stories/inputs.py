"""Mails that went wrong somewhere, kept beside the project: sent through our own SMTP door."""

import re
import smtplib
from dataclasses import dataclass
from email import message_from_bytes
from email.utils import parseaddr
from typing import Any

import pytest

from buckstop.conversations.models import Attachment, Message
from buckstop.incoming.models import Intake
from buckstop.problems.models import Case
from stories.house import House
from stories.sink import Mail
from tests.source import ROOT

FOLDER = ROOT.parent / "shared" / "faults"
RETURN_PATH = re.compile(rb"^Return-Path: <([^>]*)>", re.M)


def names() -> list[str]:
    """Every input there is, as `mails/01-group.eml`; none where the folder isn't there."""
    return sorted(str(path.relative_to(FOLDER)) for path in FOLDER.glob("*/*.eml"))


needs_inputs = pytest.mark.skipif(
    not names(), reason="the folder of mails that went wrong isn't beside this checkout"
)


@dataclass(frozen=True)
class Sent:
    """What became of one input: what was said by it, on which case."""

    name: str
    message: Message | None

    @property
    def said(self) -> Message:
        assert self.message is not None, f"{self.name} was said by nobody"
        return self.message

    @property
    def case(self) -> Case:
        case = self.said.case
        assert case is not None
        return case

    @property
    def address(self) -> str:
        """Where its contact gets our mail."""
        found = self.case.contact.addresses.exclude(email="").first()
        return found.email if found else self.case.contact.email or ""

    @property
    def text(self) -> str:
        return str(self.said.text or "")

    @property
    def files(self) -> list[Attachment]:
        return list(self.said.attachments.order_by("pk"))


def send(house: House, name: str, to: str = "", answers: Mail | None = None, **said: str) -> Sent:
    """Send an input to the desk's address in it, or to `to`; `said` fills its `{{NAMES}}`."""
    raw = (FOLDER / name).read_bytes()
    if answers is not None:
        said |= {
            "REPLY_TO": parseaddr(str(answers.message["Reply-To"]))[1],
            "OUR_MESSAGE_ID": str(answers.message["Message-ID"]),
            "OUR_SUBJECT": answers.subject,
        }
    for field, value in said.items():
        raw = raw.replace(b"{{%s}}" % field.encode(), value.encode())
        raw = raw.replace(b"<%s@halden.example>" % field.encode(), value.encode())
    return send_raw(house, raw, to, name)


def send_raw(house: House, raw: bytes, to: str = "", name: str = "a mail") -> Sent:
    """Send bytes as a mail; answers what was said by them."""
    parsed = message_from_bytes(raw)
    known = {"help@localhost", "help@halden.example"}
    given = parseaddr(str(parsed["To"]))[1]
    recipient = to or (given if given in known or "+" in given else "help@localhost")
    path = RETURN_PATH.search(raw)
    sender = path[1].decode() if path else _envelope(raw)
    before = set(Message.objects.values_list("pk", flat=True))
    intakes = set(Intake.objects.values_list("pk", flat=True))
    with smtplib.SMTP("127.0.0.1", house.smtp_port, timeout=60) as connection:
        options = [] if sender.isascii() else ["SMTPUTF8"]
        connection.sendmail(sender, [recipient], raw.replace(b"\n", b"\r\n"), options)
    house.work()
    assert not Intake.objects.filter(done_at=None).exclude(pk__in=intakes).exists(), name
    fresh = Message.objects.exclude(pk__in=before).filter(raw__isnull=False)
    return Sent(name, fresh.select_related("case__contact", "case__problem", "text").first())


def _envelope(raw: bytes) -> str:
    line = next((one for one in raw.split(b"\n") if one.lower().startswith(b"from:")), b"")
    found = re.search(r"<([^<>\s]+@[^<>\s]+)>", line.decode("utf-8", "replace"))
    return found[1].strip("'\"") if found else "somebody@client.example"


def shown_at_desk(house: House, sent: Sent, client: Any) -> str:
    """The page of its problem at the desk, as HTML."""
    answer = client.get(f"/problems/{sent.case.problem.ref}/")
    return str(answer.content.decode())
