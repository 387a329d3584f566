"""Addresses to which providers post mail: made, changed, given anew, and ended."""

from collections.abc import Mapping
from datetime import datetime

from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _

from buckstop.configuration.secrets import seal
from buckstop.incoming import entries
from buckstop.incoming.models import MailWebhook, Posts
from buckstop.incoming.permissions import (
    may_change_webhook,
    may_end_webhook,
    may_renew_webhook,
)
from buckstop.incoming.providers import reports
from buckstop.incoming.providers.known import PROVIDERS
from buckstop.kit.addresses import normal
from buckstop.ledger.actor import Actor
from buckstop.ledger.refused import Refused, check
from buckstop.ledger.transaction import acting
from buckstop.outbox.providers.known import BY_API
from buckstop.people.actions.staff import found_house
from buckstop.people.rules import digest_of

LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that look alike
LENGTH = 40


def add_webhook(
    *,
    provider: str,
    address: str,
    posts: str = Posts.MAIL,
    key: str = "",
    by: Actor,
    at: datetime,
) -> tuple[MailWebhook, str, str]:
    """Mail that the provider posts is taken from now on. Returns also the random part of its
    address, and the password that the provider logs in with where it signs nothing ("" else):
    both are shown once and then known to nobody.

    A provider that signs is let in once its key is known; most give one after they were told
    the address."""
    _check_provider(provider, posts)
    address = _checked(address)
    path = get_random_string(LENGTH, LETTERS)
    signs = signs_with_key(provider, posts)
    password = "" if signs else get_random_string(LENGTH, LETTERS)
    secret = _readable(key) if signs else password
    with acting(found_house(by=by, at=at), by=by, at=at) as act:
        made = MailWebhook(
            provider=provider, digest=digest_of(path), secret=seal(secret) if secret else "",
            address=address, posts=posts, added_at=act.at,
        )  # fmt: skip
        act.add(made)
        said = act.body(f"{provider} ({posts}) for {address}").digest
        act.record(entries.MailWebhookAdded(webhook=made.pk, said=said))
    return made, path, password


def change_webhook(
    webhook: MailWebhook, *, address: str, key: str = "", by: Actor, at: datetime
) -> None:
    """Say anew for which of our addresses its mail is, and by which key it signs: an empty one
    stays as it is."""
    address, key = _checked(address), _readable(key)
    with acting(found_house(by=by, at=at), by=by, at=at) as act:
        webhook = act.lock(webhook)
        check(may_change_webhook(webhook))
        signs = signs_with_key(webhook.provider, webhook.posts)
        told = {"secret": seal(key)} if key and signs else {}
        act.change(webhook, address=address, why="", **told)
        said = act.body(f"{webhook.provider} for {address}").digest
        act.record(entries.MailWebhookChanged(webhook=webhook.pk, said=said))


def renew_webhook(webhook: MailWebhook, *, by: Actor, at: datetime) -> tuple[str, str]:
    """Give it another address, and another password where it logs in; the old ones open nothing.
    Returns both, as `add_webhook` does."""
    path = get_random_string(LENGTH, LETTERS)
    with acting(found_house(by=by, at=at), by=by, at=at) as act:
        webhook = act.lock(webhook)
        check(may_renew_webhook(webhook))
        signs = signs_with_key(webhook.provider, webhook.posts)
        password = "" if signs else get_random_string(LENGTH, LETTERS)
        kept = {} if signs else {"secret": seal(password)}
        act.change(webhook, digest=digest_of(path), why="", **kept)
        act.record(entries.MailWebhookRenewed(webhook=webhook.pk))
    return path, password


def end_webhook(webhook: MailWebhook, *, by: Actor, at: datetime) -> None:
    """Nothing more is taken from it; what came stays, its secret doesn't."""
    with acting(found_house(by=by, at=at), by=by, at=at) as act:
        webhook = act.lock(webhook)
        check(may_end_webhook(webhook))
        act.change(webhook, ended_at=act.at, secret="")
        act.record(entries.MailWebhookEnded(webhook=webhook.pk))


def signs_with_key(provider: str, posts: str) -> bool:
    """Whether it signs with a key of its own; else it logs in with a password of ours."""
    if posts == Posts.REPORTS:
        return reports.signs(provider)
    return bool(PROVIDERS[provider].key)


def _check_provider(provider: str, posts: str) -> None:
    known: dict[str, Mapping[str, object]] = {Posts.MAIL: PROVIDERS, Posts.REPORTS: BY_API}
    if provider in known.get(posts, {}):
        return
    if provider in BY_API:
        says = _("%(name)s posts no mail, only where it lies: read it from an account of theirs.")
        raise Refused("provider", says % {"name": BY_API[provider].label}, "provider")
    raise Refused("provider", _("Choose the provider."), "provider")


def _checked(address: str) -> str:
    found = normal(address)
    if not found:
        raise Refused("address", _("Say for which of the desk’s addresses its mail is."), "address")
    return found


def _readable(key: str) -> str:
    key = key.strip()
    if not key.isascii():
        raise Refused("key", _("A key has plain letters, digits and signs alone."), "key")
    return key
