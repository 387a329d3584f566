"""What conversations have to send: letters to customers, and what is on record of them."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from buckstop.conversations import entries
from buckstop.conversations.actions.writing import write_each
from buckstop.conversations.letters.letter import letter_of
from buckstop.conversations.models import Message
from buckstop.conversations.outgoing import Mail
from buckstop.conversations.queries.mails import LETTER
from buckstop.conversations.rules import reply_subject
from buckstop.kit.reading import Among, Given, reading
from buckstop.ledger.actor import DESK, Actor
from buckstop.ledger.entries import Fact
from buckstop.ledger.refused import Refusal
from buckstop.ledger.transaction import Act
from buckstop.outbox.models import Delivery
from buckstop.outbox.source import Described, Event, Source, Writing, register
from buckstop.people.brands import voice
from buckstop.problems.commitments import update
from buckstop.problems.models import Case
from buckstop.problems.permissions.actors import only_desk

EVENTS: dict[Event, type[Fact]] = {
    Event.FAILED: entries.MailFailed,
    Event.UNCERTAIN: entries.MailUncertain,
    Event.BOUNCED: entries.MailBounced,
    Event.DELAYED: entries.MailDelayed,
    Event.SENT_AGAIN: entries.MailSentAgain,
    Event.LET_BE: entries.MailLeft,
    Event.ARRIVED: entries.MailArrived,
}


class Letters(Source[Message]):
    """A message of ours on its way to the contact of its case, or a copy to who follows."""

    kind = LETTER
    report = "b"

    def find(self, deliveries: Sequence[Delivery]) -> Mapping[UUID, Message]:
        rows = _leaving(keys=list({one.owner for one in deliveries}))
        messages = {message.pk: message for message in rows}
        for message in messages.values():
            if message.case is not None and message.case.problem_id == message.problem_id:
                message.case.problem = message.problem  # all but moved ones: no query for it
        return {d.pk: messages[d.owner] for d in deliveries if d.owner in messages}

    def write(
        self, deliveries: Sequence[tuple[Delivery, Message]], at: datetime
    ) -> Mapping[UUID, Writing]:
        mails = [Mail(d.pk, message, d.address, d.copy) for d, message in deliveries]
        return write_each(mails, at)

    def chain(self, about: Message) -> Case:
        return _case(about)

    def record(self, act: Act, delivery: Delivery, about: Message, event: Event) -> None:
        case = _case(about)
        made = EVENTS[event](delivery=delivery.pk)  # type: ignore[call-arg]
        act.record(made, on=case, cases=(case.pk,))
        if event in (Event.FAILED, Event.BOUNCED) and _keeps_promise(delivery, about):
            update.owe_again(case, why=event.value, by=DESK, at=act.at)

    def describe(self, about: Message) -> Described:
        case = _case(about)
        return Described(reply_subject(case.title), about.problem.number, case.customer_id)

    def may_decide(self, by: Actor) -> Refusal | None:
        return only_desk(by)

    def comes_from(self, about: Message) -> str:
        return voice(_case(about).brand).address

    def mark(self, about: Message) -> str:
        return _case(about).token

    def refresh(self, act: Act, about: Message) -> None:
        act.refresh(about.problem)


@reading
def _leaving() -> "QuerySet[Message]":
    rows = Message.objects.filter(Among("pk", Given("keys"))).order_by()
    return rows.select_related(
        "case__contact", "case__customer", "case__brand", "problem", "owner", "said_by", "text"
    )


def _case(message: Message) -> Case:
    assert message.case is not None, "an internal note never leaves"
    return message.case


def _keeps_promise(delivery: Delivery, message: Message) -> bool:
    """News that didn't reach the customer isn't kept: they are owed it again.

    Not of a copy, nor of a letter of the desk, which keeps no promise.
    """
    return letter_of(message.kind).owes_again(message) and not delivery.copy


register(Letters())
