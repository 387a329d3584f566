"""Who may change brands. Who comes to these verbs at all, the doors ask: admins."""

from django.utils.translation import gettext as _

from buckstop.ledger.refused import Refusal
from buckstop.people.models import Brand


def may_change_brand(brand: Brand) -> Refusal | None:
    """While it is there."""
    return None if brand.ended_at is None else Refusal("ended", _("That brand has ended."))


def may_end_brand(brand: Brand) -> Refusal | None:
    """While it is there."""
    return may_change_brand(brand)


def may_set_address(brand: Brand | None) -> Refusal | None:
    """To a brand that is there, or to none."""
    return may_change_brand(brand) if brand is not None else None
