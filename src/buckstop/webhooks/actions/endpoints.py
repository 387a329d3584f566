"""Endpoints come, get new keys, are asked whether they answer, and go."""

from collections.abc import Iterable
from datetime import datetime
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from buckstop.configuration.secrets import seal
from buckstop.kit.bulk import new_row
from buckstop.ledger.actor import Actor
from buckstop.ledger.entries import REGISTRY
from buckstop.ledger.feed import end
from buckstop.ledger.refused import Refused, check
from buckstop.ledger.transaction import Act, acting
from buckstop.outbox.addresses import check_address
from buckstop.people.models import Person
from buckstop.people.rules import check_name
from buckstop.webhooks import entries, signing
from buckstop.webhooks import permissions as may
from buckstop.webhooks.models import Endpoint, Off, Sending, SendingState
from buckstop.webhooks.rules import KEY_CHANGES_FOR


def add_endpoint(
    *, name: str, address: str, codes: Iterable[str], owner: Person, by: Actor, at: datetime
) -> tuple[Endpoint, str]:
    """One more program that hears what happens from now on, once it has answered a ping.

    Returns it with the key that signs, which is shown once. `owner` hears where it doesn't answer.
    """
    name = check_name(name, _("Say what the program is called."))
    address, wanted = check_address(address), check_codes(codes)
    secret = signing.new_secret()
    with acting(by=by, at=at) as act:
        endpoint = new_row(
            Endpoint,
            chain=act.begin("endpoint"),
            name=name,
            host=urlsplit(address).hostname or "",
            sealed=seal(address),
            secret=seal(secret),
            codes=wanted,
            owner=owner,
            place=str(place) if (place := end()) else "",
            off=Off.NEW.value,
            added_at=act.at,
        )
        act.add(endpoint)
        said = act.body(f"{name}\n{endpoint.host}\n{' '.join(wanted)}").digest
        act.record(entries.EndpointAdded(endpoint=endpoint.pk, said=said), on=endpoint)
        put_ping(act, endpoint)
    return endpoint, secret


def check_codes(codes: Iterable[str]) -> list[str]:
    """Kinds of entry that there are, each once."""
    wanted = sorted({code.strip() for code in codes if code.strip()})
    unknown = [code for code in wanted if code not in REGISTRY]
    if unknown:
        said = _("There is no kind of entry “%(code)s”.") % {"code": unknown[0][:60]}
        raise Refused("no-code", said, "codes")
    return wanted


def renew_endpoint(endpoint: Endpoint, *, by: Actor, at: datetime) -> str:
    """A new key to sign with, returned this once; the former signs besides for two days."""
    secret = signing.new_secret()
    with acting(endpoint, by=by, at=at) as act:
        endpoint = act.lock(endpoint)
        check(may.may_renew_endpoint(endpoint))
        act.change(
            endpoint,
            former=endpoint.secret,
            former_until=act.at + KEY_CHANGES_FOR,
            secret=seal(secret),
        )
        act.record(entries.EndpointRenewed())
    return secret


def ping(endpoint: Endpoint, *, by: Actor, at: datetime) -> None:
    """Ask it whether it answers; one that was off is on again when it does."""
    with acting(endpoint, by=by, at=at) as act:
        endpoint = act.lock(endpoint)
        check(may.may_ping(endpoint))
        put_ping(act, endpoint)


def put_ping(act: Act, endpoint: Endpoint) -> None:
    """Part of verbs: a ping waits to be sent."""
    act.add(new_row(Sending, endpoint=endpoint, made_at=act.at, next_try_at=act.at))


def send_again(
    endpoint: Endpoint, *, since: datetime, by: Actor, at: datetime, all_of_them: bool = False
) -> int:
    """Send what was given up since then once more, or all that was sent; returns how many."""
    with acting(endpoint, by=by, at=at) as act:
        check(may.may_send_again(act.lock(endpoint)))
        over = Sending.objects.filter(endpoint=endpoint, made_at__gte=since, entry__isnull=False)
        over = over.exclude(state=SendingState.WAITING)
        if not all_of_them:
            over = over.filter(state=SendingState.GIVEN_UP)
        fresh = {"tries": 0, "next_try_at": act.at, "held_until": None}
        return over.update(state=SendingState.WAITING, **fresh)


def end_endpoint(endpoint: Endpoint, *, by: Actor, at: datetime) -> None:
    """Nothing more is sent to it; again is the same."""
    with acting(endpoint, by=by, at=at) as act:
        endpoint = act.lock(endpoint)
        if endpoint.ended_at is None:
            act.change(endpoint, ended_at=act.at)
            act.record(entries.EndpointEnded())
