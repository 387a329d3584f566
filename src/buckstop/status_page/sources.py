"""What the status page has to send to who subscribed: mails, which one click ends, and posts."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from buckstop.ledger.actor import Actor
from buckstop.ledger.refused import Refusal
from buckstop.ledger.transaction import Act
from buckstop.mail.compose import Letter, NotSendable, compose
from buckstop.outbox.models import Delivery
from buckstop.outbox.settings import sender
from buckstop.outbox.source import (
    Described,
    Event,
    NotNeeded,
    Source,
    Unwritable,
    Writing,
    Written,
    register,
)
from buckstop.people.settings import NAME
from buckstop.problems.permissions.actors import only_desk
from buckstop.status_page.actions.mailing import STATUS_MAILS
from buckstop.status_page.actions.posting import Programs
from buckstop.status_page.links import choice_url
from buckstop.status_page.models import StatusMail
from buckstop.webhooks.lines import register as register_lines

TO_SUBSCRIBERS = "t"
"""Kind of the return paths of mail to subscribers."""
ENDED = NotNeeded("They don’t want to hear any more.")


class StatusMails(Source[StatusMail]):
    """News of the status page, and the letter by which an address is proved."""

    kind = STATUS_MAILS
    keeps_bytes = False
    report = TO_SUBSCRIBERS

    def find(self, deliveries: Sequence[Delivery]) -> Mapping[UUID, StatusMail]:
        rows = StatusMail.objects.filter(pk__in={one.owner for one in deliveries})
        found = rows.select_related("subscriber").in_bulk()
        return {one.pk: found[one.owner] for one in deliveries if one.owner in found}

    def write(
        self, deliveries: Sequence[tuple[Delivery, StatusMail]], at: datetime
    ) -> Mapping[UUID, Writing]:
        return {one.pk: _write(one.pk, row, at) for one, row in deliveries}

    def chain(self, about: StatusMail) -> None:
        return None

    def record(self, act: Act, delivery: Delivery, about: StatusMail, event: Event) -> None:
        """An address that sends mail back hears no more: who wants it says so again."""
        if event == Event.BOUNCED:
            act.change(about.subscriber, ended_at=act.at)

    def describe(self, about: StatusMail) -> Described:
        return Described(about.subject)

    def may_decide(self, by: Actor) -> Refusal | None:
        return only_desk(by)


def _write(key: UUID, row: StatusMail, at: datetime) -> Writing:
    subscriber = row.subscriber
    if subscriber.ended_at is not None or not subscriber.address:
        return ENDED
    choice = choice_url(subscriber)
    letter = Letter(
        sender=(NAME.value, sender()),
        to=(("", subscriber.address),),
        subject=row.subject,
        text=row.text,
        message_id=f"<{key.hex}.status@{sender().rpartition('@')[2]}>",
        date=at,
        automatic=True,
        headers=(
            ("List-Unsubscribe", f"<{choice}end/>"),
            ("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"),
        ),
    )
    try:
        return Written(compose(letter))
    except NotSendable as failure:
        return Unwritable(str(failure))


register(StatusMails())
register_lines(Programs())
