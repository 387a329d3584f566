"""Who may change what we know of services: whoever works at the desk, while the service is there.

Who comes to the verbs at all, the doors ask."""

from django.utils.translation import gettext as _

from buckstop.ledger.refused import Refusal
from buckstop.services.models import Service


def may_change_service(service: Service) -> Refusal | None:
    """While it is there."""
    return _is_there(service)


def may_need(service: Service, on: Service) -> Refusal | None:
    """While both are there."""
    return _is_there(service) or _is_there(on)


def may_use(service: Service) -> Refusal | None:
    """While it is there."""
    return _is_there(service)


def _is_there(service: Service) -> Refusal | None:
    if service.ended_at is None:
        return None
    return Refusal("ended", _("That service has ended."))
