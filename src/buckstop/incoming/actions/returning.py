"""A mail of ours that came back: its delivery is marked, and its problem's owner is told.

A report is about us by what it proves, never by whom it names: the return path it was sent to, one
of our Message-IDs in it, or the token of a case. Which of a letter's deliveries it means is then
read from the recipients it names.
"""

from datetime import datetime
from uuid import UUID

from buckstop.conversations.actions.finishing import finish, still_held
from buckstop.conversations.actions.reading import Letter
from buckstop.conversations.models import Message
from buckstop.conversations.models.intake import Became
from buckstop.conversations.queries.mails import LETTER, letters, letters_of
from buckstop.conversations.rules import tokens
from buckstop.kit.return_paths import read_return_path
from buckstop.ledger.actor import DESK
from buckstop.ledger.transaction import acting
from buckstop.mail.parsed import Bounce
from buckstop.outbox import source
from buckstop.outbox.actions.noting import CAN_RETURN, mark_returned
from buckstop.outbox.models import Delivery
from buckstop.outbox.source import abouts

OF_LETTER, OF_NOTICE = "b", "n"
"""Kinds of return paths: of a mail to a customer, and of one to one of us."""


def came_back(letter: Letter, at: datetime) -> bool:
    """Whether `letter` is a report about a mail of ours, which is then marked as returned.

    Where it isn't, nothing was done with the letter: it is somebody's to read.
    """
    if is_about_notice(letter):
        _notice_came_back(letter, at)
        return True
    bounce = letter.mail.bounce
    delivery = _delivery(letter, bounce) if bounce is not None else None
    if bounce is None or delivery is None:
        return False
    _came_back(letter, delivery, bounce, at)
    return True


def _came_back(letter: Letter, delivery: Delivery, bounce: Bounce, at: datetime) -> None:
    about = abouts([delivery])
    with acting(*source.chains([delivery], about), by=DESK, at=at) as act:
        if still_held([letter.intake]):
            held = act.lock(delivery)
            mark_returned(act, held, about, permanent=bounce.permanent, why=bounce.reason)
            became_of = delivery.owner if delivery.kind == LETTER else None
            finish(act, letter.intake, Became.BOUNCE, became_of)


def is_about_notice(letter: Letter) -> bool:
    """Whether it came to the return path of a notice to one of us: a report, or a machine's."""
    about = read_return_path(letter.intake.recipient, OF_NOTICE)
    return about is not None and bool(letter.mail.bounce or letter.machine)


def own_key(message_id: str) -> UUID | None:
    """The message behind one of our Message-IDs."""
    left = message_id.strip("<>").partition(".")[0]
    return UUID(hex=left) if len(left) == 32 and set(left) <= set("0123456789abcdef") else None


def _delivery(letter: Letter, bounce: Bounce) -> Delivery | None:
    """The delivery that a report is about: by its return path, our Message-ID, or a case's token;
    the most certain first."""
    key = read_return_path(letter.intake.recipient, OF_LETTER)
    exact = Delivery.objects.filter(pk=key).first() if key is not None else None
    if exact is not None:
        return exact
    keys = [own_key(one) for one in (bounce.message_id, *bounce.message_ids)]
    of_letter = letters().filter(owner__in=[one for one in keys if one]).order_by("copy", "pk")
    if found := list(of_letter):
        return _likeliest(found, bounce)
    written_to = tokens(letter.intake.recipient, ())
    of_case = letters_of(Message.objects.filter(case__token__in=written_to))
    can_return = of_case.filter(state__in=CAN_RETURN).order_by("copy", "-made_at", "-pk")
    return _likeliest(list(can_return[:50]), bounce) if written_to else None


def _likeliest(sent: list[Delivery], bounce: Bounce) -> Delivery | None:
    """Of several the one to a recipient whom the report names, or to one of the same domain."""
    named = {one for one in (bounce.recipient, *bounce.recipients) if one}
    domains = {one.rpartition("@")[2] for one in named}
    by_name = (one for one in sent if one.address in named)
    by_domain = (one for one in sent if one.address.rpartition("@")[2] in domains)
    return next(by_name, None) or next(by_domain, None) or next(iter(sent), None)


def _notice_came_back(letter: Letter, at: datetime) -> None:
    """A notice didn't reach one of us; an automatic answer to one is noted nowhere but here.

    So is a report about a notice of an older Buckstop, whose path named its problem.
    """
    key = read_return_path(letter.intake.recipient, OF_NOTICE)
    delivery = Delivery.objects.filter(pk=key).first() if key is not None else None
    if delivery is not None and letter.mail.bounce is not None:
        _came_back(letter, delivery, letter.mail.bounce, at)
        return
    with acting(by=DESK, at=at) as act:
        if still_held([letter.intake]):
            finish(act, letter.intake, Became.BOUNCE, None)
