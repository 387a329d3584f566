"""A customer's own provider, as the desk and the customer's administrator read of it."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from buckstop.identity.models import CustomerProvider
from buckstop.identity.queries import provider_of, spoken_for
from buckstop.people.models import Customer


@dataclass(frozen=True, slots=True)
class OwnLogIn:
    """What it is called, whom it lets in, and what may be done with it."""

    row: CustomerProvider
    says: list[str]

    @property
    def name(self) -> str:
        return self.row.name

    @property
    def issuer(self) -> str:
        return self.row.issuer

    @property
    def is_on(self) -> bool:
        return self.row.is_on


def own_log_in(customer: Customer) -> OwnLogIn | None:
    """The customer's own; None where they come in by mailed links alone."""
    found = provider_of(customer)
    return OwnLogIn(found, _says(found)) if found else None


def _says(one: CustomerProvider) -> list[str]:
    if not one.is_on:
        return [_("It is switched off: people come in by mailed links.")]
    domains = spoken_for(one)
    if not domains:
        return [_("Nobody comes in by it: none of its domains is this customer’s any more.")]
    told = {"domains": ", ".join(domains)}
    return [
        _("It speaks for addresses of %(domains)s.") % told,
        _("Anybody there may come in.") if one.joins
        else _("Only who is known here already comes in."),
        _("People come in by it alone: no mailed link opens the portal.") if one.only
        else _("A mailed link opens the portal, too."),
        *([] if one.proved_at else [_("Nobody has come in by it yet.")]),
    ]  # fmt: skip


def domains_of(customer: Customer) -> list[str]:
    """Those among which is chosen for which it speaks."""
    return list(customer.domains.order_by("name").values_list("name", flat=True))


def initial_of(one: CustomerProvider) -> dict[str, object]:
    """What stands in its form, but for the secret, which is never shown."""
    shown = ("name", "issuer", "client", "domains", "vouches", "joins")
    return {name: getattr(one, name) for name in shown}
