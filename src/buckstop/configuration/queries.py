"""Who changed which setting, when, from what to what."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from buckstop.configuration.entries import SettingChanged
from buckstop.configuration.setting import Setting
from buckstop.ledger.models import Body, Entry
from buckstop.ledger.reading import fact_of
from buckstop.ledger.transaction import HasChain

MOST = 500
"""Entries that are looked through: an organisation changes its settings a few times a month."""


@dataclass(frozen=True, slots=True)
class Change:
    """One change of one setting; `said` is empty where it was erased."""

    setting: str
    at: datetime
    by: UUID | None
    said: str


def history(settings: Iterable[Setting[Any]], *, on: HasChain) -> list[Change]:
    """The changes of these settings, newest first; they stand in the chain of `on`, the house."""
    names = {setting.name for setting in settings}
    changes = Entry.objects.filter(chain=on.chain_id, code=SettingChanged.code)
    rows = changes.order_by("-number")[:MOST]
    found = [(row, made) for row in rows if isinstance(made := fact_of(row), SettingChanged)]
    of_these = [(row, made) for row, made in found if made.setting in names]
    texts = dict(
        Body.objects.filter(digest__in=[made.said for _row, made in of_these]).values_list(
            "digest", "text"
        )
    )
    return [
        Change(made.setting, row.at, row.actor_id, texts.get(made.said) or "")
        for row, made in of_these
    ]


def picture(key: UUID) -> bytes | None:
    """The bytes of a picture that was chosen, or None."""
    raw = Body.objects.filter(pk=key).values_list("raw", flat=True).first()
    return bytes(raw) if raw is not None else None
