"""Statements of providers that were taken: each counts once, in whichever process it comes."""

import json
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from buckstop.configuration.secrets import seal, unseal
from buckstop.identity.models import Provider, Statement
from buckstop.ledger.refused import Refused
from buckstop.people.rules import digest_of


def take(
    provider: Provider, name: str, *, until: datetime, at: datetime, said: Any = None
) -> Statement:
    """It is used up. Raises Refused where it was before. `name`: what it is called, by which it is
    known again; `said`: what is fetched later, once."""
    Statement.objects.filter(until__lt=at).delete()
    made, is_new = Statement.objects.get_or_create(
        provider=provider,
        digest=digest_of(name),
        defaults={"until": until, "said": seal(json.dumps(said)) if said is not None else ""},
    )
    if not is_new:
        raise Refused("used", _("That was used already. Begin again."))
    return made


def waiting(key: UUID, *, at: datetime) -> tuple[Statement, Any] | None:
    """What was said in a statement that nobody fetched yet."""
    row = Statement.objects.select_related("provider").filter(pk=key, until__gte=at).first()
    opened = unseal(row.said) if row and row.said else None
    return (row, json.loads(opened)) if row and opened else None


def fetch(row: Statement) -> bool:
    """It is fetched now; False where another did at this moment."""
    return bool(Statement.objects.filter(pk=row.pk).exclude(said="").update(said=""))
