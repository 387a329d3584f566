"""What was done for a customer at risk; that one left, and why."""

from datetime import datetime

from django.utils.translation import gettext as _

from buckstop.kit.bulk import new_row
from buckstop.ledger.actor import Actor
from buckstop.ledger.refused import Refused, check
from buckstop.ledger.transaction import acting
from buckstop.people.models import Customer
from buckstop.problems.rules.acting import check_words
from buckstop.reliability import entries
from buckstop.reliability import permissions as may
from buckstop.reliability.models import Because, Call, Left


def note_call(customer: Customer, *, what: str, by: Actor, at: datetime) -> Call:
    """Somebody spoke to them; what came of it."""
    said = check_words(what, "what", _("Say what came of it."))
    with acting(customer, by=by, at=at) as act:
        check(may.may_note_call(by))
        body = act.body(said)
        row = new_row(Call, customer=customer, by_id=by.person, what=body, at=act.at)
        act.add(row)
        act.record(entries.CustomerCalled(call=row.pk, what=body.digest))
    return row


def note_left(customer: Customer, *, because: str, why: str, by: Actor, at: datetime) -> Left:
    """They are a customer no more; said again, it counts once."""
    if because not in Because.values:
        raise Refused("bad-because", _("Choose one of the answers."), "because")
    said = check_words(why, "why", _("Say why, as they said it."))
    with acting(customer, by=by, at=at) as act:
        check(may.may_note_left(by))
        for row in act.rows(Left.objects.filter(customer=customer, until=None)):
            return row
        body = act.body(said)
        row = new_row(
            Left, customer=customer, because=because, why=body, noted_by_id=by.person, at=act.at
        )
        act.add(row)
        act.record(entries.CustomerLeft(left=row.pk, because=because, why=body.digest))
    return row


def note_stays(left: Left, *, by: Actor, at: datetime) -> None:
    """They didn't leave after all."""
    with acting(left, by=by, at=at) as act:
        left = act.lock(left)
        check(may.may_note_stays(left, by))
        act.change(left, until=act.at)
        act.record(entries.CustomerStays(left=left.pk))
