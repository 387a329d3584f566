"""A system from which problems come is named, and its import is signed off."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from buckstop.arrivals import entries
from buckstop.arrivals.models import Source
from buckstop.arrivals.permissions import (
    may_end_import,
    may_name_source,
    may_note_reconciled,
    may_sign_off,
)
from buckstop.arrivals.rules import as_text
from buckstop.ledger.actor import Actor
from buckstop.ledger.bodies import digest_of
from buckstop.ledger.refused import Refused, check
from buckstop.ledger.transaction import acting
from buckstop.people.models import Person
from buckstop.people.rules import check_name


def name_source(kind: str, name: str, *, by: Actor, at: datetime) -> Source:
    """The source of that name, made at the first need; refused where it is of another kind."""
    check(may_name_source(by))
    called = check_name(name, _("Give the other system a name."), most=80)
    if there := Source.objects.filter(name=called).first():
        if there.kind != kind:
            sentence = _("“%(name)s” is a source of another kind (%(kind)s). Choose another name.")
            raise Refused("other-kind", sentence % {"name": called, "kind": there.kind}, "name")
        return there
    with acting(by=by, at=at) as act:
        source = Source(chain=act.begin("source"), kind=kind, name=called, began_at=act.at)
        act.add(source)
        act.record(entries.SourceNamed(source=source.pk, kind=kind), on=source)
    return source


def end_import(source: Source, report: dict[str, Any], *, by: Actor, at: datetime) -> None:
    """An import came to its end; `report` says what came, what didn't and why."""
    with acting(source, by=by, at=at) as act:
        act.lock(source)
        check(may_end_import(by))
        act.change(source, imported_at=act.at, report=report)
        text = act.body(as_text(report))
        counts = report["came"], report["left out"]
        act.record(entries.ImportEnded(*counts, report=digest_of(text)))


def note_reconciled(source: Source, report: dict[str, Any], *, by: Actor, at: datetime) -> None:
    """Both sides were compared; what somebody signed off before, they didn't see."""
    with acting(source, by=by, at=at) as act:
        act.lock(source)
        check(may_note_reconciled(by))
        act.change(source, checked_at=act.at, reconciled=report)
        text = act.body(as_text(report))
        counts = report["same"], report["different"]
        act.record(entries.Reconciled(*counts, report=digest_of(text)))


def sign_off(source: Source, *, by: Actor, at: datetime) -> None:
    """Somebody read how both sides compare, and says that it is well so."""
    with acting(source, by=by, at=at) as act:
        source = act.lock(source)
        check(may_sign_off(source, by))
        act.change(source, signed_off_at=act.at, signed_off_by=Person(pk=by.id))
        act.record(entries.ImportSignedOff(different=source.reconciled["different"]))
