"""Who may change sources of signals: leaders, as the doors ask, while the source is there."""

from django.utils.translation import gettext as _

from buckstop.ledger.refused import Refusal
from buckstop.signals.models import Source


def may_renew_source(source: Source) -> Refusal | None:
    """While it is there."""
    if source.ended_at is None:
        return None
    return Refusal("ended", _("That source has ended."))
