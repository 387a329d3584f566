"""What settings say is chosen, and chosen anew."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from buckstop.configuration import current, pictures
from buckstop.configuration.entries import SettingChanged
from buckstop.configuration.kinds import Picture
from buckstop.configuration.models import Chosen
from buckstop.configuration.setting import Origin, Setting
from buckstop.ledger.actor import Actor
from buckstop.ledger.bodies import digest_of
from buckstop.ledger.refused import Refused
from buckstop.ledger.transaction import Act, HasChain, acting

type Wish = str | bytes | None
"""What somebody wrote, or a picture's bytes; None, or nothing written, is the default again."""


def choose(
    wishes: Mapping[Setting[Any], Wish], *, on: HasChain, by: Actor, at: datetime
) -> list[Setting[Any]]:
    """Let settings be so from now on; returns those that changed. In the chain of `on`, the house.

    Raises Refused for what is wrong (its field is the setting's name), and for what the
    environment gives. What stays as it was is no entry.
    """
    changed: dict[Setting[Any], str | None] = {}
    with acting(on, by=by, at=at) as act:
        names = [setting.name for setting in wishes]
        rows = {row.name: row for row in act.rows(Chosen.objects.filter(name__in=names))}
        for setting, wish in wishes.items():
            row = rows.get(setting.name)
            before = row.value if row else None
            after = _stored(setting, wish, before, act)
            if after == before:
                continue
            changed[setting] = after
            if row:
                act.change(row, value=after)
            else:
                act.add(Chosen(name=setting.name, value=after))
            said = act.body(f"{_words(setting, before)} → {_words(setting, after)}")
            act.record(SettingChanged(setting=setting.name, said=digest_of(said)), on=on)
    current.change({setting.name: after for setting, after in changed.items()})
    return list(changed)


def _stored(setting: Setting[Any], wish: Wish, before: str | None, act: Act) -> str | None:
    """What is to be stored; `before` where it means the same."""
    if isinstance(wish, bytes):
        if not isinstance(setting, Picture):
            raise TypeError(f"{setting.name} is no picture")
        pictures.check(wish, setting.name)
        value: Any = act.body(raw=wish).pk
    elif wish is None or setting.is_empty(wish):
        value = None
    else:
        value = setting.read(wish)
    now = setting.loaded(before)
    if value is not None and now == value:
        return before
    after = None if value is None else setting.keep(value)
    if after != before and setting.origin is Origin.GIVEN:
        says = _("%(environment)s says what this is, so it can’t be chosen here.") % {
            "environment": setting.environment
        }
        raise Refused("given", says, setting.name)
    return after


def _words(setting: Setting[Any], stored: str | None) -> str:
    return setting.words(setting.loaded(stored)) or "—"
