"""What may be done with an endpoint; who administers the house, the doors ask."""

from django.utils.translation import gettext as _

from buckstop.ledger.refused import Refusal
from buckstop.webhooks.models import Endpoint


def may_renew_endpoint(endpoint: Endpoint) -> Refusal | None:
    """While it is there."""
    return _there(endpoint)


def may_ping(endpoint: Endpoint) -> Refusal | None:
    """While it is there."""
    return _there(endpoint)


def may_send_again(endpoint: Endpoint) -> Refusal | None:
    """While it is there."""
    return _there(endpoint)


def _there(endpoint: Endpoint) -> Refusal | None:
    if endpoint.ended_at is None:
        return None
    return Refusal("ended", _("Nothing is sent there any more."))
