"""When things are due, and what may still be moved."""

from datetime import UTC, datetime, timedelta

from django.utils.translation import gettext as _

from buckstop.ledger.refused import Refused

HAND_BACK_WITHIN = timedelta(minutes=15)
ANSWER_OFFER_WITHIN = 30  # working minutes
ANSWER_ESCALATION_WITHIN = 60  # working minutes
NEWS_AFTER_A_MISS_WITHIN = 30  # working minutes
REMIND_AFTER = 2 * 600  # working minutes after asking: two days of ten hours
LAPSE_AFTER = 3 * 600  # working minutes after the reminder: three days more
WORD_CAN_BE_TAKEN_BACK = timedelta(days=7)


def check_due(due: datetime, at: datetime) -> datetime:
    """`due` in UTC; refused where the time has gone, or is of another year."""
    if due <= at:
        raise Refused("past", _("That time has already passed. Choose a later one."), "due")
    if due > at + timedelta(days=366):
        raise Refused("too-far", _("Promise something within a year."), "due")
    return due.astimezone(UTC)


def check_move(*, due: datetime, to: datetime, at: datetime, reason: str) -> datetime:
    """`to` in UTC: a promise is moved to a later time, with a reason."""
    if not reason.strip():
        raise Refused("no-reason", _("Say why, so that the customer understands."), "reason")
    to = check_due(to, at)
    if to <= due:
        raise Refused("not-later", _("Choose a time after the one promised."), "due")
    return to
