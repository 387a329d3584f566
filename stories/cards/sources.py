"""What is sent: cards."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from buckstop.ledger.actor import Actor
from buckstop.ledger.refused import Refusal
from buckstop.ledger.transaction import Act
from buckstop.outbox.models import Delivery
from buckstop.outbox.source import Described, Event, Source, Writing, Written, register
from buckstop.problems.models import Case
from buckstop.problems.permissions.actors import only_desk
from stories.cards.actions import KIND
from stories.cards.entries import CardLost


class Cards(Source[Case]):
    """A card on its way to the contact of a case."""

    kind = KIND
    report = "k"

    def find(self, deliveries: Sequence[Delivery]) -> Mapping[UUID, Case]:
        cases = Case.objects.select_related("problem", "contact").in_bulk(
            [one.owner for one in deliveries]
        )
        return {one.pk: cases[one.owner] for one in deliveries if one.owner in cases}

    def write(
        self, deliveries: Sequence[tuple[Delivery, Case]], at: datetime
    ) -> Mapping[UUID, Writing]:
        return {one.pk: Written(f"Dear {case.contact.name}".encode()) for one, case in deliveries}

    def chain(self, about: Case) -> Case:
        return about

    def record(self, act: Act, delivery: Delivery, about: Case, event: Event) -> None:
        if event == Event.FAILED:
            act.record(CardLost(card=delivery.pk), on=about, cases=(about.pk,))

    def describe(self, about: Case) -> Described:
        return Described("A card", about.problem.number)

    def may_decide(self, by: Actor) -> Refusal | None:
        return only_desk(by)


register(Cards())
