"""Providers are added, changed, switched off and on, and removed."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from buckstop.configuration.secrets import seal
from buckstop.identity import entries
from buckstop.identity import permissions as may
from buckstop.identity.models import Protocol, Provider
from buckstop.identity.terms import Terms, check_terms
from buckstop.ledger.actor import Actor
from buckstop.ledger.refused import Refused, check
from buckstop.ledger.transaction import acting
from buckstop.people import log_ins
from buckstop.people.actions.staff import found_house

_ISSUER_IN: dict[str, str] = {Protocol.OPENID: "issuer", Protocol.SAML: "metadata"}


def add_provider(*, terms: Terms, by: Actor, at: datetime) -> Provider:
    """People may come in by it from now on."""
    terms = check_terms(terms)
    with acting(found_house(by=by, at=at), by=by, at=at) as act:
        _only_one_of(terms.name)
        _only_one_issuer(terms)
        provider = act.add(Provider(added_at=act.at, **_values(terms)))
        said = act.body(str(terms)).digest
        act.record(entries.ProviderAdded(provider=provider.pk, said=said))
    return provider


def change_provider(provider: Provider, *, terms: Terms, by: Actor, at: datetime) -> None:
    """Say it anew. An empty secret stays as it is; another issuer needs another provider."""
    terms = check_terms(terms)
    with acting(found_house(by=by, at=at), by=by, at=at) as act:
        provider = act.lock(provider)
        check(may.may_change_provider(provider))
        if terms.issuer != provider.issuer:
            says = _("Its people are known by its address. Add another provider for another one.")
            raise Refused("issuer", says, _ISSUER_IN[terms.protocol])
        _only_one_of(terms.name, but=provider)
        values = _values(terms)
        if not terms.secret:
            del values["secret"]
        act.change(provider, **values)
        said = act.body(str(terms)).digest
        act.record(entries.ProviderChanged(provider=provider.pk, said=said))


def switch_off(provider: Provider, *, by: Actor, at: datetime) -> int:
    """Nobody comes in by it, and whoever did is logged out now; how many sessions that ended."""
    with acting(found_house(by=by, at=at), by=by, at=at) as act:
        provider = act.lock(provider)
        check(may.may_switch_off(provider))
        if provider.off_at is not None:
            return 0
        ended = log_ins.end_by(provider.pk)
        act.change(provider, off_at=act.at)
        act.record(entries.ProviderOff(provider=provider.pk, sessions=ended))
    return ended


def switch_on(provider: Provider, *, by: Actor, at: datetime) -> None:
    """People may come in by it again."""
    with acting(found_house(by=by, at=at), by=by, at=at) as act:
        provider = act.lock(provider)
        check(may.may_switch_on(provider))
        if provider.off_at is not None:
            act.change(provider, off_at=None)
            act.record(entries.ProviderOn(provider=provider.pk))


def end_provider(provider: Provider, *, by: Actor, at: datetime) -> int:
    """It is removed, its secret forgotten; how many sessions that ended."""
    with acting(found_house(by=by, at=at), by=by, at=at) as act:
        provider = act.lock(provider)
        check(may.may_end_provider(provider))
        ended = log_ins.end_by(provider.pk)
        act.change(provider, ended_at=act.at, secret="")
        act.record(entries.ProviderEnded(provider=provider.pk, sessions=ended))
    return ended


def _only_one_of(name: str, but: Provider | None = None) -> None:
    others = Provider.objects.filter(ended_at=None, name__iexact=name)
    if but is not None:
        others = others.exclude(pk=but.pk)
    if others.exists():
        raise Refused("name", _("There is one of that name already."), "name")


def _only_one_issuer(terms: Terms) -> None:
    """Whose answer it is, a SAML provider's own name alone says."""
    same = Provider.objects.filter(ended_at=None, protocol=terms.protocol, issuer=terms.issuer)
    if terms.protocol == Protocol.SAML and same.exists():
        raise Refused("issuer", _("That provider is here already."), "metadata")


def _values(terms: Terms) -> dict[str, Any]:
    return {
        "name": terms.name,
        "issuer": terms.issuer,
        "protocol": terms.protocol,
        "metadata": terms.metadata,
        "client": terms.client,
        "secret": seal(terms.secret) if terms.secret else "",
        "scopes": terms.scopes,
        "groups": terms.groups,
        "domains": list(terms.domains),
        "vouches": terms.vouches,
        "joins": terms.joins,
        "role": terms.role,
        "strong": terms.strong,
    }
