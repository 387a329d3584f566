"""A customer's own provider is added, changed, switched off and on, and removed."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from buckstop.configuration.secrets import seal
from buckstop.identity import entries
from buckstop.identity import permissions as may
from buckstop.identity.models import CustomerProvider
from buckstop.identity.queries import provider_of
from buckstop.identity.terms import CustomerTerms, check_customer_terms
from buckstop.ledger.actor import Actor
from buckstop.ledger.refused import Refused, check
from buckstop.ledger.transaction import acting
from buckstop.people.models import Customer
from buckstop.people.queries import acting_as


def add_customer_provider(
    customer: Customer, *, terms: CustomerTerms, by: Actor, at: datetime
) -> CustomerProvider:
    """The customer's people may come into the portal by it from now on."""
    with acting(customer, by=by, at=at) as act:
        customer = act.lock(customer)
        check(may.may_add_customer_provider(customer, by, acting_as(customer, by)))
        if provider_of(customer) is not None:
            raise Refused("there", _("There is one already: change it, or remove it first."))
        terms = check_customer_terms(terms, _domains(customer))
        made = CustomerProvider(customer=customer, added_at=act.at, **_values(terms))
        act.add(made)
        said = act.body(str(terms)).digest
        act.record(entries.CustomerProviderAdded(provider=made.pk, customer=customer.pk, said=said))
    return made


def change_customer_provider(
    provider: CustomerProvider, *, terms: CustomerTerms, by: Actor, at: datetime
) -> None:
    """Say it anew. An empty secret stays as it is. What another address, client, secret or domain
    lets in has to be shown anew: sessions by it end."""
    with acting(provider.customer, by=by, at=at) as act:
        customer, provider = act.lock(provider.customer), act.lock(provider)
        check(may.may_change_customer_provider(provider, by, acting_as(customer, by)))
        terms = check_customer_terms(terms, _domains(customer))
        values = _values(terms)
        if not terms.secret:
            del values["secret"]
        trusted = {name: values[name] for name in _TRUSTED if name in values}
        if any(getattr(provider, name) != value for name, value in trusted.items()):
            values |= {"over_at": act.at, "proved_at": None}
        act.change(provider, **values)
        said = act.body(str(terms)).digest
        act.record(
            entries.CustomerProviderChanged(provider=provider.pk, customer=customer.pk, said=said)
        )


def switch_customer_provider_off(provider: CustomerProvider, *, by: Actor, at: datetime) -> None:
    """Nobody comes in by it, and whoever did is out; they come in by mailed links meanwhile."""
    with acting(provider.customer, by=by, at=at) as act:
        customer, provider = act.lock(provider.customer), act.lock(provider)
        check(may.may_switch_customer_provider_off(provider, by, acting_as(customer, by)))
        if provider.off_at is None:
            act.change(provider, off_at=act.at, over_at=act.at)
            act.record(entries.CustomerProviderOff(provider=provider.pk, customer=customer.pk))


def switch_customer_provider_on(provider: CustomerProvider, *, by: Actor, at: datetime) -> None:
    """They may come in by it again; sessions that it ended stay ended."""
    with acting(provider.customer, by=by, at=at) as act:
        customer, provider = act.lock(provider.customer), act.lock(provider)
        check(may.may_switch_customer_provider_on(provider, by, acting_as(customer, by)))
        if provider.off_at is not None:
            act.change(provider, off_at=None)
            act.record(entries.CustomerProviderOn(provider=provider.pk, customer=customer.pk))


def end_customer_provider(provider: CustomerProvider, *, by: Actor, at: datetime) -> None:
    """It is removed, its secret forgotten, and whoever came in by it is out."""
    with acting(provider.customer, by=by, at=at) as act:
        customer, provider = act.lock(provider.customer), act.lock(provider)
        check(may.may_end_customer_provider(provider, by, acting_as(customer, by)))
        act.change(provider, ended_at=act.at, over_at=act.at, secret="")
        act.record(entries.CustomerProviderEnded(provider=provider.pk, customer=customer.pk))


def shut_mail_links(provider: CustomerProvider, *, by: Actor, at: datetime) -> None:
    """The customer's people come in by their provider alone: what a mailed link opened for them
    before shows nothing of the customer's any more."""
    with acting(provider.customer, by=by, at=at) as act:
        customer, provider = act.lock(provider.customer), act.lock(provider)
        check(may.may_shut_mail_links(provider, by, acting_as(customer, by)))
        if not provider.only:
            act.change(provider, only=True)
            act.record(entries.MailLinksShut(provider=provider.pk, customer=customer.pk))


def open_mail_links(provider: CustomerProvider, *, by: Actor, at: datetime) -> None:
    """The customer's people come in by mailed links as well."""
    with acting(provider.customer, by=by, at=at) as act:
        customer, provider = act.lock(provider.customer), act.lock(provider)
        check(may.may_open_mail_links(provider, by, acting_as(customer, by)))
        if provider.only:
            act.change(provider, only=False)
            act.record(entries.MailLinksOpened(provider=provider.pk, customer=customer.pk))


_TRUSTED = ("issuer", "client", "secret", "domains", "vouches")
"""What of it says whom we believe."""


def _domains(customer: Customer) -> Collection[str]:
    return set(customer.domains.values_list("name", flat=True))


def _values(terms: CustomerTerms) -> dict[str, Any]:
    return {
        "name": terms.name,
        "issuer": terms.issuer,
        "client": terms.client,
        "secret": seal(terms.secret) if terms.secret else "",
        "domains": list(terms.domains),
        "vouches": terms.vouches,
        "joins": terms.joins,
    }
