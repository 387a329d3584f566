"""A mail of ours that came back: its delivery is marked, and its problem's owner is told.

A report is about us by what it proves, never by whom it names: the return path it was sent to, one
of our Message-IDs in it, or the token of a case. Which of a letter's deliveries it means is then
read from the recipients it names.
"""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from buckstop.conversations import entries
from buckstop.conversations.actions.intake import finish, still_held
from buckstop.conversations.actions.noting import owe_again
from buckstop.conversations.actions.reading import Letter
from buckstop.conversations.models import Delivery
from buckstop.conversations.models.intake import Became
from buckstop.conversations.rules import tokens
from buckstop.kit.return_paths import read_return_path
from buckstop.ledger.actor import DESK
from buckstop.ledger.transaction import Act, acting
from buckstop.mail.parsed import Bounce
from buckstop.people.queries import staff
from buckstop.problems.models import Problem

LETTER, NOTICE = "b", "n"
"""Kinds of return paths: of a delivery, and of a notice about a problem to one of us."""

CAN_RETURN = ("sent", "uncertain", "handing", "pending")


def came_back(letter: Letter, at: datetime) -> bool:
    """Whether `letter` is a report about a mail of ours, which is then marked as returned.

    Where it isn't, nothing was done with the letter: it is somebody's to read.
    """
    problem = _told_of(letter)
    if problem is not None:
        _notice_came_back(letter, problem, at)
        return True
    bounce = letter.mail.bounce
    delivery = _delivery(letter, bounce) if bounce is not None else None
    if bounce is None or delivery is None or delivery.message.case is None:
        return False
    with acting(delivery.message.case, by=DESK, at=at) as act:
        if still_held([letter.intake]):
            _mark(act, act.lock(delivery), bounce)
            finish(act, letter.intake, Became.BOUNCE, delivery.message_id)
    return True


def is_about_notice(letter: Letter) -> bool:
    """Whether it came to the return path of a notice to one of us: a report, or a machine's."""
    about = read_return_path(letter.intake.recipient, NOTICE)
    return about is not None and bool(letter.mail.bounce or letter.machine)


def own_key(message_id: str) -> UUID | None:
    """The message behind one of our Message-IDs."""
    left = message_id.strip("<>").partition(".")[0]
    return UUID(hex=left) if len(left) == 32 and set(left) <= set("0123456789abcdef") else None


def _mark(act: Act, delivery: Delivery, bounce: Bounce) -> None:
    """A second report about the same mail changes nothing."""
    case = delivery.message.case
    assert case is not None
    why = bounce.reason[:500]
    if not bounce.permanent:
        if delivery.state == "sent":
            act.change(delivery, why=why)
            act.record(entries.MailDelayed(delivery=delivery.pk), on=case, cases=(case.pk,))
    elif delivery.state in CAN_RETURN:
        act.change(delivery, state="bounced", why=why)
        act.record(entries.MailBounced(delivery=delivery.pk), on=case, cases=(case.pk,))
        owe_again(act, delivery, "bounced")


def _delivery(letter: Letter, bounce: Bounce) -> Delivery | None:
    """The delivery that a report is about: by its return path, our Message-ID, or a case's token;
    the most certain first."""
    rows = Delivery.objects.select_related("message__problem", "message__case__problem")
    key = read_return_path(letter.intake.recipient, LETTER)
    exact = rows.filter(pk=key).first() if key is not None else None
    if exact is not None:
        return exact
    keys = [own_key(one) for one in (bounce.message_id, *bounce.message_ids)]
    of_letter = list(rows.filter(message__in=[one for one in keys if one]).order_by("copy", "pk"))
    if of_letter:
        return _likeliest(of_letter, bounce)
    written_to = tokens(letter.intake.recipient, ())
    of_case = rows.filter(message__case__token__in=written_to, state__in=CAN_RETURN)
    return _likeliest(list(of_case.order_by("copy", "-made_at", "-pk")[:50]), bounce)


def _likeliest(sent: list[Delivery], bounce: Bounce) -> Delivery | None:
    """Of several the one to a recipient whom the report names, or to one of the same domain."""
    named = {one for one in (bounce.recipient, *bounce.recipients) if one}
    domains = {one.rpartition("@")[2] for one in named}
    by_name = (one for one in sent if one.address in named)
    by_domain = (one for one in sent if one.address.rpartition("@")[2] in domains)
    return next(by_name, None) or next(by_domain, None) or next(iter(sent), None)


def _told_of(letter: Letter) -> Problem | None:
    """The problem of the notice whose return path it was sent to."""
    if not is_about_notice(letter):
        return None
    key = read_return_path(letter.intake.recipient, NOTICE)
    return Problem.objects.filter(pk=key).first() if key is not None else None


def _notice_came_back(letter: Letter, problem: Problem, at: datetime) -> None:
    """A notice didn't reach one of us; an automatic answer to one is noted nowhere but here."""
    bounce = letter.mail.bounce
    with acting(problem, by=DESK, at=at) as act:
        if not still_held([letter.intake]):
            return
        if bounce is not None and bounce.permanent:
            person = _member((bounce.recipient, *bounce.recipients))
            act.record(entries.NoticeReturned(person=person), on=problem)
        finish(act, letter.intake, Became.BOUNCE, None)


def _member(addresses: Iterable[str]) -> UUID | None:
    found = staff().filter(email__in=[one for one in addresses if one])
    return found.values_list("pk", flat=True).first()
