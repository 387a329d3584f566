"""Whom of us facts of suppliers are told, a line each."""

from collections.abc import Callable
from uuid import UUID

from django.utils.translation import gettext_noop as _

from buckstop.ledger.entries import Fact
from buckstop.people.telling import About, owner, tell
from buckstop.suppliers import entries


def _owner_of(*kinds: str) -> Callable[[Fact, About], list[UUID]]:
    """The owner, where a message is of these kinds."""

    def whom(made: Fact, about: About) -> list[UUID]:
        assert isinstance(made, entries.SupplierMessageKept)
        return [about.owner] if made.kind in kinds else []

    return whom


tell(entries.SupplierMessageKept, _owner_of("theirs", "apart"), _("Our supplier wrote"))
tell(entries.SupplierTurnedTo, owner, _("Our supplier stays silent: somebody above was asked"))
tell(entries.PlanBBegan, owner, _("Our supplier stayed silent: plan B is yours"), asks="step")
tell(entries.SupplierMailTrouble, owner, _("Our mail to a supplier is in trouble"))
