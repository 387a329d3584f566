"""Mail comes in."""

from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from buckstop.doors.desk.addresses import PROBLEM
from buckstop.doors.desk.reader import Reader
from buckstop.doors.desk.setting_up.step import Step
from buckstop.incoming.models import Intake
from buckstop.incoming.queries import newest
from buckstop.outbox.settings import ADDRESSES, sender


class MailIn(Step):
    """The mail server delivers to the desk; the first mail is waited for."""

    name = "mail-in"
    rank = 30
    title = _("Mail in")
    says = _("Your mail server hands what is for the desk’s addresses over to Buckstop.")

    @classmethod
    def evidence(cls) -> "QuerySet[Intake]":
        return Intake.objects.all()

    @classmethod
    def shown(cls, reader: Reader) -> dict[str, Any]:
        return {
            "address": sender(),
            "addresses": ADDRESSES.value,
            "port": settings.SMTP_PORT,
            "came": arrived(),
        }


def arrived() -> dict[str, Any] | None:
    """The mail that came last: from whom, when, and what it became; None before any."""
    found = newest()
    if found is None:
        return None
    row, message = found
    problem = message.problem if message else None
    return {
        "sender": row.sender or row.envelope_from,
        "at": row.received_at,
        "read": row.done_at is not None,
        "problem": problem,
        "url": PROBLEM.url(problem.number) if problem else "",
        "owner": problem.owner.public_name if problem and problem.owner else "",
    }
