"""What suppliers are sent, and what is on record of it."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from buckstop.ledger.actor import Actor
from buckstop.ledger.refused import Refusal
from buckstop.ledger.transaction import Act
from buckstop.mail.compose import NotSendable
from buckstop.outbox.models import Delivery
from buckstop.outbox.source import Described, Event, Source, Unwritable, Writing, Written, register
from buckstop.problems.permissions.actors import only_desk
from buckstop.suppliers import entries
from buckstop.suppliers.actions.messages import MAIL
from buckstop.suppliers.models import Ask, AskMessage
from buckstop.suppliers.writing import message_id, subject_of, write

TO_SUPPLIER = "s"
"""Kind of the return paths of mail to suppliers."""


class SupplierMails(Source[AskMessage]):
    """A message of ours about one ask, on its way to whom it is for."""

    kind = MAIL
    report = TO_SUPPLIER

    def find(self, deliveries: Sequence[Delivery]) -> Mapping[UUID, AskMessage]:
        rows = AskMessage.objects.filter(pk__in={one.owner for one in deliveries})
        found = rows.select_related(
            "said_by", "to", "text", "ask__supplier", "ask__names", "ask__why",
            "ask__commitment__problem", "ask__commitment__what",
        ).prefetch_related("files__file").in_bulk()  # fmt: skip
        return {one.pk: found[one.owner] for one in deliveries if one.owner in found}

    def write(
        self, deliveries: Sequence[tuple[Delivery, AskMessage]], at: datetime
    ) -> Mapping[UUID, Writing]:
        threads = _threads({message.ask_id for _, message in deliveries})
        return {
            delivery.pk: _write(message, delivery.address, threads[message.ask_id], at)
            for delivery, message in deliveries
        }

    def chain(self, about: AskMessage) -> Ask:
        return about.ask

    def record(self, act: Act, delivery: Delivery, about: AskMessage, event: Event) -> None:
        made = entries.SupplierMailTrouble(delivery=delivery.pk, what=event.value)
        act.record(made, on=about.ask)

    def describe(self, about: AskMessage) -> Described:
        return Described(subject_of(about.ask), about.ask.commitment.problem.number)

    def may_decide(self, by: Actor) -> Refusal | None:
        return only_desk(by)

    def mark(self, about: AskMessage) -> str:
        return about.ask.token

    def refresh(self, act: Act, about: AskMessage) -> None:
        act.refresh(about.ask)


def _threads(asks: set[UUID]) -> dict[UUID, list[tuple[UUID, str]]]:
    """Each ask's mails, oldest first: key and Message-ID; of ours it is made of the key."""
    found: dict[UUID, list[tuple[UUID, str]]] = defaultdict(list)
    rows = AskMessage.objects.filter(ask__in=asks).select_related("ask").order_by("at", "pk")
    for row in rows:
        name = message_id(row) if row.to_id else row.message_id
        if name:
            found[row.ask_id].append((row.pk, name))
    return found


def _write(
    message: AskMessage, address: str, thread: list[tuple[UUID, str]], at: datetime
) -> Writing:
    keys = [key for key, _ in thread]
    before = thread[: keys.index(message.pk)] if message.pk in keys else thread
    try:
        return Written(write(message, address, [name for _, name in before][-20:], at))
    except NotSendable as failure:
        return Unwritable(str(failure))


register(SupplierMails())
