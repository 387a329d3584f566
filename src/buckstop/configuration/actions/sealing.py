"""The secret key is another one now: what former ones sealed is sealed anew, and they are let go.

Sealed columns are known by their kind; settings know which of them are secrets.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Model
from django.utils.translation import gettext as _

from buckstop.configuration import current, secrets
from buckstop.configuration.entries import SecretKeyChanged, SecretKeysWithdrawn
from buckstop.configuration.models import Chosen
from buckstop.configuration.sealed import columns
from buckstop.configuration.setting import SETTINGS
from buckstop.ledger.actor import Actor
from buckstop.ledger.refused import Refused
from buckstop.ledger.transaction import HasChain, acting


@dataclass(frozen=True, slots=True)
class Sealed:
    """One sealed value: in which row and column, and as it stands there."""

    row: Model
    column: str
    text: str


def keep_fingerprint_key() -> None:
    """Keep by which key mails are known again, before another one signs. It is the one by which
    they are known now, so it is no entry."""
    kept = Chosen(name=secrets.FINGERPRINTS, value=secrets.seal(secrets.fingerprint_key()))
    Chosen.objects.bulk_create([kept], ignore_conflicts=True)
    current.refresh()


def note_change(*, on: HasChain, by: Actor, at: datetime) -> None:
    """Put on record that another secret key signs from now on."""
    with acting(on, by=by, at=at) as act:
        act.record(SecretKeyChanged())


def reseal() -> int:
    """Seal with the secret key of now what former ones sealed; returns how much that was.

    It says the same, so it is no entry. What is written meanwhile is sealed with the key of now
    already, and stays: a value changes only where it is still the one that was read.
    """
    count = 0
    for one in _of_before():
        fresh = secrets.sealed_anew(one.text)
        if fresh is not None:
            held = type(one.row)._base_manager.filter(pk=one.row.pk, **{one.column: one.text})
            count += held.update(**{one.column: fresh})
    current.refresh()
    return count


def withdraw(*, on: HasChain, by: Actor, at: datetime) -> None:
    """Put on record that former secret keys open nothing any more. Raises Refused where something
    is still sealed with one of them."""
    if waiting := sealed_before():
        says = _("%(n)s secrets are sealed with a former key still: seal them anew first.")
        raise Refused("sealed", says % {"n": waiting})
    with acting(on, by=by, at=at) as act:
        act.record(SecretKeysWithdrawn())


def sealed_before() -> int:
    """How much is sealed with former keys that still open it."""
    return sum(secrets.unseal(one.text) is not None for one in _of_before())


def lost() -> int:
    """How much no key of ours opens: it was sealed with a key that is gone."""
    return sum(secrets.unseal(one.text) is None for one in _of_before())


def _of_before() -> Iterator[Sealed]:
    return (one for one in _every() if not secrets.is_of_now(one.text))


def _every() -> Iterator[Sealed]:
    names = [secrets.FINGERPRINTS, *(one.name for one in SETTINGS.values() if one.secret)]
    for row in Chosen.objects.filter(name__in=names).exclude(value=None):
        yield Sealed(row, "value", row.value or "")
    for model, column in columns():
        for held in model._base_manager.exclude(**{column: ""}).only("pk", column):
            yield Sealed(held, column, getattr(held, column))
