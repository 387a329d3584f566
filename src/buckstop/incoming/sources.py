"""What incoming mail sends: probes to ourselves, whose bytes aren't kept."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from buckstop.incoming.actions.probing import PROBE
from buckstop.incoming.models import Probe
from buckstop.incoming.probes import subject_of
from buckstop.ledger.actor import Actor
from buckstop.ledger.refused import Refusal
from buckstop.ledger.transaction import Act
from buckstop.notices.sources import TO_STAFF
from buckstop.notices.writing import write_to_staff
from buckstop.outbox.models import Delivery
from buckstop.outbox.source import Described, Event, Source, Writing, Written, register
from buckstop.problems.permissions.actors import only_desk

TEXT = "This letter shows that mail leaves and arrives. Nobody need read it.\n"


class Probes(Source[Probe]):
    """Letters to our own addresses; what comes of them, an alarm says."""

    kind = PROBE
    keeps_bytes = False
    report = TO_STAFF

    def find(self, deliveries: Sequence[Delivery]) -> Mapping[UUID, Probe]:
        rows = Probe.objects.in_bulk([one.owner for one in deliveries])
        return {one.pk: rows[one.owner] for one in deliveries if one.owner in rows}

    def write(
        self, deliveries: Sequence[tuple[Delivery, Probe]], at: datetime
    ) -> Mapping[UUID, Writing]:
        return {
            one.pk: Written(write_to_staff(one.pk, one.address, subject_of(probe.pk), TEXT, at))
            for one, probe in deliveries
        }

    def chain(self, about: Probe) -> None:
        return None

    def record(self, act: Act, delivery: Delivery, about: Probe, event: Event) -> None:
        pass

    def describe(self, about: Probe) -> Described:
        return Described("Probe")

    def may_decide(self, by: Actor) -> Refusal | None:
        return only_desk(by)


register(Probes())
