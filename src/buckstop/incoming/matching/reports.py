"""Which delivery of ours a report is about, by what the report proves."""

from uuid import UUID

from buckstop.conversations.models import Message
from buckstop.conversations.queries.mails import LETTER, letters, letters_of
from buckstop.conversations.rules import tokens
from buckstop.incoming.reading import ReadMail
from buckstop.kit.return_paths import read_return_path
from buckstop.mail.parsed import Bounce
from buckstop.outbox.actions.noting import CAN_RETURN
from buckstop.outbox.models import Delivery
from buckstop.suppliers.actions.messages import MAIL

OF_LETTER, OF_NOTICE, OF_SUPPLIER, OF_SUBSCRIBER = "b", "n", "s", "t"
"""Kinds of return paths: of a mail to a customer, of one to one of us, of one to a supplier, of one
to who subscribed to the status page."""


def is_about_notice(mail: ReadMail) -> bool:
    """Whether it came to the return path of a notice to one of us: a report, or a machine's."""
    about = read_return_path(mail.intake.recipient, OF_NOTICE)
    return about is not None and bool(mail.parsed.bounce or mail.machine)


def own_key(message_id: str) -> UUID | None:
    """What is behind one of our Message-IDs: a message, or the delivery of a mail to staff."""
    left = message_id.strip("<>").partition(".")[0]
    return UUID(hex=left) if len(left) == 32 and set(left) <= set("0123456789abcdef") else None


def delivery_of(mail: ReadMail, bounce: Bounce) -> Delivery | None:
    """The delivery that a report is about: by its return path, our Message-ID, or a case's token;
    the most certain first."""
    kinds = (OF_LETTER, OF_SUPPLIER, OF_SUBSCRIBER)
    paths = (read_return_path(mail.intake.recipient, one) for one in kinds)
    key = next((path for path in paths if path is not None), None)
    exact = Delivery.objects.filter(pk=key).first() if key is not None else None
    if exact is not None:
        return exact
    named = [own_key(one) for one in (bounce.message_id, *bounce.message_ids)]
    keys = [one for one in named if one is not None]
    if found := list(letters().filter(owner__in=keys).order_by("copy", "pk")):
        return _likeliest(found, bounce)
    to_supplier = Delivery.objects.filter(kind=MAIL, owner__in=keys)
    if found := list(to_supplier.order_by("pk")):
        return _likeliest(found, bounce)
    to_staff = Delivery.objects.filter(pk__in=keys).exclude(kind=LETTER)  # named by itself
    if found := list(to_staff.order_by("pk")):
        return _likeliest(found, bounce)
    written_to = tokens(mail.intake.recipient, ())
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
