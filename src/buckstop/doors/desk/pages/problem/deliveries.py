"""What became of the mails that took a message out, in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from buckstop.conversations.models import Message
from buckstop.doors.desk.presenting import times
from buckstop.doors.desk.reader import Reader


@dataclass(frozen=True, slots=True)
class Delivered:
    """`state`: empty (no mail), sent, waiting, uncertain or failed; `words` say it."""

    state: str = ""
    words: str = ""


def delivered(together: Iterable[Message], reader: Reader) -> Delivered:
    """What became of the mails of one text, told to one or to many: the worst of them."""
    mails: list[dict[str, Any]] = [
        mail
        for message in together
        for mail in message.mails  # type: ignore[attr-defined]
    ]
    for state, of_them, said in (
        ("failed", ("bounced", "failed"), _failed),
        ("uncertain", ("uncertain",), _uncertain),
        ("waiting", ("pending", "handing"), _waiting),
        ("sent", ("sent",), _sent),
    ):
        found = [mail for mail in mails if mail["state"] in of_them]
        if found:
            return Delivered(state, _of(said(found, reader), len(found), len(mails)))
    return Delivered()


def has_left(message: Message) -> bool:
    """Whether a mail of it has left, or it needs none."""
    mails: list[dict[str, Any]] = message.mails  # type: ignore[attr-defined]
    return not mails or any(mail["state"] not in ("pending", "handing") for mail in mails)


def sent() -> str:
    """That all of them left, and nothing is known of them besides."""
    return _("sent")


def _of(said: str, some: int, of_all: int) -> str:
    if some == of_all:
        return said
    counted = {"some": some, "all": of_all, "said": said}
    return _("%(some)d of %(all)d: %(said)s") % counted


def _failed(mails: list[dict[str, Any]], reader: Reader) -> str:
    del reader
    came_back = any(mail["state"] == "bounced" for mail in mails)
    return _because(_("came back") if came_back else _("didn’t arrive"), mails)


def _uncertain(mails: list[dict[str, Any]], reader: Reader) -> str:
    del reader
    return _because(_("uncertain whether it arrived"), mails)


def _waiting(mails: list[dict[str, Any]], reader: Reader) -> str:
    since = min(_time(mail["since"]) for mail in mails)
    said = _("waiting to leave since %(when)s") % {"when": times.said(reader, since)}
    return _because(said, mails)


def _sent(mails: list[dict[str, Any]], reader: Reader) -> str:
    del reader
    late = [mail for mail in mails if mail["why"]]
    if late:
        return _because(_("sent, but delayed on its way"), late)
    there = [mail for mail in mails if mail["arrived"]]
    return _of(_("delivered"), len(there), len(mails)) if there else sent()


def _because(said: str, mails: list[dict[str, Any]]) -> str:
    why = next((mail["why"] for mail in mails if mail["why"]), "")
    return f"{said}: {why}" if why else said


def _time(written: str) -> datetime:
    at = parse_datetime(written)
    assert at is not None
    return at
