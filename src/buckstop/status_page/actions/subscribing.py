"""Who wants to know says so, proves the address, changes the choice, or ends it."""

from collections.abc import Collection
from datetime import datetime, timedelta
from urllib.parse import urlsplit
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from buckstop.configuration.secrets import seal
from buckstop.kit.addresses import normal
from buckstop.ledger.refused import Refused
from buckstop.outbox.addresses import check_address
from buckstop.people.rules import digest_of
from buckstop.people.settings import NAME
from buckstop.services.queries import services
from buckstop.status_page.actions.mailing import mail
from buckstop.status_page.links import choice_url, proof_url
from buckstop.status_page.models import News, StatusPost, Subscriber
from buckstop.webhooks import signing
from buckstop.webhooks.models import SendingState


@transaction.atomic
def subscribe(address: str, *, of: Collection[UUID], at: datetime) -> None:
    """Somebody says that this address wants to know. Whether it did before shows nowhere but in
    the mail that it gets: one to prove it, or the link to its choice. Refused for no address."""
    found = normal(address)
    if not found:
        raise Refused("bad-address", _("Write your mail address."), "address")
    row, _new = Subscriber.objects.get_or_create(
        address=found, ended_at=None, defaults={"asked_at": at, "services": _known(of)}
    )
    house = NAME.value
    if row.confirmed_at is None:
        row.services = _known(of)
        row.save(update_fields=["services"])
        said = _prove() % {"house": house, "link": proof_url(row, at)}
        mail(row, _("Do you want to hear how %(house)s does?") % {"house": house}, said, at)
    else:
        said = _already() % {"house": house, "link": choice_url(row)}
        mail(row, _("You hear already how %(house)s does") % {"house": house}, said, at)


@transaction.atomic
def subscribe_program(address: str, *, of: Collection[UUID], at: datetime) -> str | None:
    """Somebody says that a program wants to know; it does once it answers a ping. Returns the key
    that signs, shown this once; None where it hears already: the ping has the link to its choice.
    """
    found = check_address(address)
    wanted, host = _known(of), urlsplit(found).hostname or ""
    row, _new = Subscriber.objects.get_or_create(
        digest=digest_of(found), ended_at=None,
        defaults={"asked_at": at, "services": wanted, "host": host, "hook": seal(found)},
    )  # fmt: skip
    secret = None
    if row.confirmed_at is None:
        secret = signing.new_secret()
        row.services, row.secret = wanted, seal(secret)
        row.save(update_fields=["services", "secret"])
    StatusPost.objects.create(subscriber=row, made_at=at, next_try_at=at)
    return secret


def confirm(subscriber: Subscriber, *, at: datetime) -> None:
    """Whoever reads the address wants it: from now on they are told."""
    rows = Subscriber.objects.filter(pk=subscriber.pk, confirmed_at=None, ended_at=None)
    rows.update(confirmed_at=at)


def choose(subscriber: Subscriber, *, of: Collection[UUID]) -> None:
    """Hear of these services alone; of none named, of everything."""
    Subscriber.objects.filter(pk=subscriber.pk, ended_at=None).update(services=_known(of))


@transaction.atomic
def unsubscribe(subscriber: Subscriber, *, at: datetime) -> None:
    """Nothing more is sent; said twice, it counts once."""
    News.objects.filter(subscriber=subscriber).delete()
    StatusPost.objects.filter(subscriber=subscriber, state=SendingState.WAITING).delete()
    Subscriber.objects.filter(pk=subscriber.pk, ended_at=None).update(ended_at=at)


def forget_unproved(*, at: datetime) -> int:
    """Let addresses go that nobody proved in a week; returns how many."""
    rows = Subscriber.objects.filter(confirmed_at=None, ended_at=None)
    return rows.filter(asked_at__lt=at - timedelta(days=7)).update(ended_at=at)


def _known(of: Collection[UUID]) -> list[UUID]:
    return list(services().filter(pk__in=list(of)).values_list("pk", flat=True))


def _prove() -> str:
    return _("""\
Somebody asked that this address be told when something changes at %(house)s.

If it was you, say so here, within three days:

%(link)s

If it wasn’t you, do nothing: nothing more is sent.
""")


def _already() -> str:
    return _("""\
Somebody asked that this address be told when something changes at %(house)s. It is already.

Here you change what you hear of, or end it:

%(link)s
""")
