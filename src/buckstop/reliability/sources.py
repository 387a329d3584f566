"""What reliability has to send: the leaders' figures. Their bytes aren't kept: each try says how it
is then."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext as _

from buckstop.ledger.actor import Actor
from buckstop.ledger.refused import Refusal
from buckstop.ledger.transaction import Act
from buckstop.notices.sources import TO_STAFF
from buckstop.notices.writing import write_to_staff
from buckstop.outbox.models import Delivery
from buckstop.outbox.source import (
    Described,
    Event,
    NotNeeded,
    Source,
    Writing,
    Written,
    register,
)
from buckstop.people.settings import NAME
from buckstop.people.speaking import speaking
from buckstop.problems.permissions.actors import only_desk
from buckstop.reliability.actions.weekly import WEEKLY
from buckstop.reliability.models import Weekly
from buckstop.reliability.permissions import leads
from buckstop.reliability.queries.figures import FIGURES
from buckstop.reliability.saying import figure_says

NOBODY = NotNeeded("Nobody who leads wants it at this address any more.")


class WeeklyFigures(Source[Weekly]):
    """Ten figures in words, to one who leads."""

    kind = WEEKLY
    keeps_bytes = False
    report = TO_STAFF

    def find(self, deliveries: Sequence[Delivery]) -> Mapping[UUID, Weekly]:
        addresses = [one.address for one in deliveries]
        rows = Weekly.objects.filter(person__email__in=addresses).select_related("person")
        by_address = {row.person.email: row for row in rows}
        return {one.pk: by_address[one.address] for one in deliveries if one.address in by_address}

    def write(
        self, deliveries: Sequence[tuple[Delivery, Weekly]], at: datetime
    ) -> Mapping[UUID, Writing]:
        return {one.pk: _write(one, row, at) for one, row in deliveries}

    def chain(self, about: Weekly) -> None:
        return None

    def record(self, act: Act, delivery: Delivery, about: Weekly, event: Event) -> None:
        """The next comes in a week."""

    def describe(self, about: Weekly) -> Described:
        return Described(_("The leaders’ figures"))

    def may_decide(self, by: Actor) -> Refusal | None:
        return only_desk(by)


def _write(delivery: Delivery, row: Weekly, at: datetime) -> Writing:
    if not leads(row.person):
        return NOBODY
    with speaking(row.person.reads_in):
        return Written(
            write_to_staff(
                delivery.pk,
                delivery.address,
                _("How it went at %(house)s") % {"house": NAME.value},
                words(at),
                at,
            )
        )


def words(at: datetime) -> str:
    """The letter: a figure a paragraph, with how sure it is and what changed."""
    told = [_("The last four weeks, beside the four before."), ""]
    for code in FIGURES:
        one = figure_says(code, at)
        told.append(f"{one.label}: {one.value}")
        told += [f"  {line}" for line in (one.sure, one.says) if line]
        told += [f"  {settings.BASE_URL}/outcomes/{code}/", ""]
    told.append(_("To get this no more: %(link)s") % {"link": f"{settings.BASE_URL}/outcomes/"})
    return "\n".join(told) + "\n"


register(WeeklyFigures())
