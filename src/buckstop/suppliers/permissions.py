"""Who may change what we know of suppliers: whoever works at the desk, while the supplier is there.

Who comes to the verbs at all, the doors ask."""

from django.utils.translation import gettext as _

from buckstop.ledger.refused import Refusal
from buckstop.suppliers.models import Supplier


def may_change_supplier(supplier: Supplier) -> Refusal | None:
    """While it is there."""
    return _is_there(supplier)


def may_add_person(supplier: Supplier) -> Refusal | None:
    """While the supplier is there."""
    return _is_there(supplier)


def may_change_person(supplier: Supplier) -> Refusal | None:
    """While the supplier is there."""
    return _is_there(supplier)


def _is_there(supplier: Supplier) -> Refusal | None:
    if supplier.ended_at is None:
        return None
    return Refusal("ended", _("That supplier has ended."))
