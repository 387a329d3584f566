"""Sources of signals come and go."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _

from buckstop.configuration.zones import check_zone
from buckstop.kit.bulk import new_row
from buckstop.ledger.actor import Actor
from buckstop.ledger.refused import Refused, check
from buckstop.ledger.transaction import acting
from buckstop.people.models import Person
from buckstop.people.rules import check_name, digest_of
from buckstop.people.zones import house_zone
from buckstop.services.models import Service
from buckstop.signals import entries, tools
from buckstop.signals import permissions as may
from buckstop.signals.models import Arrival, Source
from buckstop.signals.rules.heartbeats import Rhythm
from buckstop.signals.tools.signal import HEARTBEAT, TOOLS, Signal, Unfit

LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that look alike
LENGTH = 40


def begin_source(
    *,
    kind: str,
    name: str,
    said: str,
    owner: Person,
    by: Actor,
    at: datetime,
    service: Service | None = None,
    **about: Any,
) -> tuple[Source, str]:
    """What every kind of source begins with: a chain, a secret, and an entry that says how it was
    described. Returns the secret too, which is kept nowhere."""
    secret = get_random_string(LENGTH, LETTERS)
    with acting(by=by, at=at) as act:
        source = new_row(
            Source,
            chain=act.begin("source"),
            kind=kind,
            name=name,
            digest=digest_of(secret),
            service=service,
            owner=owner,
            **about,
        )
        act.add(source)
        made = entries.SourceAdded(
            source=source.pk,
            kind=kind,
            service=service.pk if service else None,
            said=act.body(said).digest,
        )
        act.record(made, on=source)
    return source, secret


def add_source(
    *,
    kind: str,
    name: str,
    owner: Person,
    by: Actor,
    at: datetime,
    service: Service | None = None,
    mapping: Mapping[str, str] | None = None,
) -> tuple[Source, str]:
    """One more tool that sends us signals; `owner` has what can't be read. Returns its secret too,
    which is kept nowhere."""
    name = check_name(name, _("Say what the source is called."))
    if kind not in TOOLS:
        raise Refused("no-tool", _("Choose the tool."), "kind")
    said = {way: value.strip() for way, value in (mapping or {}).items() if value.strip()}
    return begin_source(
        kind=kind,
        name=name,
        said=f"{name}\n{said}",
        owner=owner,
        service=service,
        mapping=said,
        tells_recovery=TOOLS[kind].tells_recovery(said),
        by=by,
        at=at,
    )


def add_heartbeat(
    *,
    name: str,
    rhythm: Rhythm,
    owner: Person,
    by: Actor,
    at: datetime,
    service: Service | None = None,
) -> tuple[Source, str]:
    """A job that pings us by POST; it must be heard from its first ping on. Returns its secret
    too, which is kept nowhere."""
    name = check_name(name, _("Say what the job is called."))
    if rhythm.daily_at is None and not rhythm.every:
        raise Refused("no-rhythm", _("Say how often it runs, or at what time of day."), "every")
    if rhythm.grace < 0:
        raise Refused("bad-minutes", _("Write how late it may be."), "grace")
    zone = check_zone(rhythm.zone) or house_zone()
    return begin_source(
        kind=HEARTBEAT,
        name=name,
        said=f"{name}\n{rhythm}",
        owner=owner,
        service=service,
        every=rhythm.every if rhythm.daily_at is None else None,
        daily_at=rhythm.daily_at,
        zone=zone,
        grace=rhythm.grace,
        by=by,
        at=at,
    )


def tried(kind: str, sample: str, mapping: Mapping[str, str]) -> list[Signal]:
    """What a pasted message would be read as. Refused where it can't be."""
    try:
        return tools.read(kind, sample.encode(errors="replace"), mapping)
    except Unfit as unfit:
        raise Refused("unfit", str(unfit), "sample") from None


def renew_source(source: Source, *, by: Actor, at: datetime) -> str:
    """Give it a new secret, which is returned and kept nowhere; the old address opens nothing."""
    secret = get_random_string(LENGTH, LETTERS)
    with acting(source, by=by, at=at) as act:
        source = act.lock(source)
        check(may.may_renew_source(source))
        act.change(source, digest=digest_of(secret))
        act.record(entries.SourceRenewed())
    return secret


def end_source(source: Source, *, by: Actor, at: datetime) -> None:
    """Nothing more is taken from it; what runs goes on until somebody says otherwise."""
    with acting(source, by=by, at=at) as act:
        source = act.lock(source)
        if source.ended_at is None:
            act.change(source, ended_at=act.at)
            act.record(entries.SourceEnded())


def read_again(source: Source, *, by: Actor, at: datetime) -> int:
    """Let what couldn't be read be tried once more; returns how many that are."""
    with acting(source, by=by, at=at) as act:
        source = act.lock(source)
        rows = act.rows(Arrival.objects.filter(source=source).exclude(wrong="").order_by("pk"))
        for row in rows:
            act.change(row, wrong="", done_at=None)
        if rows:
            act.record(entries.SignalsReadAgain(count=len(rows)))
    return len(rows)
