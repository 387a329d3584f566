"""Lists of problems that people save under a name: saved, renamed, removed, put back; and which
columns somebody sees in them."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from buckstop.ledger.actor import Actor
from buckstop.ledger.refused import Refused, check
from buckstop.ledger.transaction import acting
from buckstop.people import entries
from buckstop.people.actions.staff import found_house
from buckstop.people.models import Person, SavedView
from buckstop.people.permissions import views as may
from buckstop.people.permissions.staff import may_choose_columns
from buckstop.people.rules import check_name

NAME, ASKS = 60, 1000  # characters


def save_view(
    person: Person, *, name: str, asks: str, shared: bool, by: Actor, at: datetime
) -> SavedView:
    """Keep what an address of the list `asks` for, for `person` or `shared` with everybody."""
    called = check_name(name, _("Give it a name."), NAME)
    if len(asks) > ASKS:
        raise Refused("too-long", _("It asks for too much at once."))
    with acting(found_house(by=by, at=at), by=by, at=at) as act:
        check(may.may_save_view(by))
        view = SavedView(person=person, name=called, asks=asks, shared=shared, saved_at=act.at)
        act.add(view)
        act.record(entries.ViewSaved(view=view.pk, person=person.pk, shared=shared))
    return view


def rename_view(view: SavedView, *, name: str, by: Actor, at: datetime) -> None:
    """Give it another name."""
    called = check_name(name, _("Give it a name."), NAME)
    with acting(found_house(by=by, at=at), by=by, at=at) as act:
        view = act.lock(view)
        check(may.may_rename_view(view, by))
        act.change(view, name=called)
        act.record(entries.ViewRenamed(view=view.pk))


def remove_view(view: SavedView, *, by: Actor, at: datetime) -> None:
    """Nobody needs it any more; the problems stay as they are."""
    with acting(found_house(by=by, at=at), by=by, at=at) as act:
        view = act.lock(view)
        check(may.may_remove_view(view, by))
        act.change(view, removed_at=act.at)
        act.record(entries.ViewRemoved(view=view.pk))


def put_back_view(view: SavedView, *, by: Actor, at: datetime) -> None:
    """It was needed after all."""
    with acting(found_house(by=by, at=at), by=by, at=at) as act:
        view = act.lock(view)
        check(may.may_put_back_view(view, by))
        act.change(view, removed_at=None)
        act.record(entries.ViewPutBack(view=view.pk))


def choose_columns(person: Person, columns: Sequence[str], *, by: Actor, at: datetime) -> None:
    """Show these columns in `person`'s lists of problems from now on, whatever browser it is."""
    chosen = list(columns)
    with acting(found_house(by=by, at=at), by=by, at=at) as act:
        person = act.lock(Person.objects.get(pk=person.pk))  # a request's is lazy: no row yet
        check(may_choose_columns(person, by))
        if person.columns != chosen:
            act.change(person, columns=chosen)
            act.record(entries.ColumnsChosen(person=person.pk, columns=",".join(chosen)))
