"""Tags and fields: kept for all problems, and given to one."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.db.models.functions import Lower
from django.utils.translation import gettext as _

from buckstop.ledger.actor import Actor
from buckstop.ledger.refused import Refused, check
from buckstop.ledger.transaction import Act, acting
from buckstop.people.actions.staff import found_house
from buckstop.people.rules import check_name
from buckstop.problems.entries import labels as entries
from buckstop.problems.models import Label, Labelling, Problem
from buckstop.problems.models.label import NAME, VALUE, Sort
from buckstop.problems.permissions import labels as may
from buckstop.problems.rules.labels import choices_of, value_of

type Before = dict[UUID, str | None]
"""Of each label that changed: the value before, None where the problem hadn't got it."""


def add_label(
    *,
    name: str,
    sort: str,
    by: Actor,
    at: datetime,
    kinds: Sequence[str] = (),
    choices: Sequence[str] = (),
    for_customers: bool = False,
) -> Label:
    """Keep a tag or a field that problems may have; `kinds`: only these, or all."""
    called, chosen = _called(name), choices_of(choices, sort)
    with acting(found_house(by=by, at=at), by=by, at=at) as act:
        check(may.may_add_label(by, sort=sort))
        _check_free(called)
        made = Label(name=called, sort=sort, kinds=list(kinds), choices=chosen)
        return _add(act, made, for_customers=for_customers)


def change_label(
    label: Label,
    *,
    name: str,
    by: Actor,
    at: datetime,
    kinds: Sequence[str] = (),
    choices: Sequence[str] = (),
    for_customers: bool = False,
) -> None:
    """Another name, other kinds or choices; whether customers read it. Its sort stays."""
    called, chosen = _called(name), choices_of(choices, label.sort)
    with acting(found_house(by=by, at=at), by=by, at=at) as act:
        label = act.lock(label)
        check(may.may_change_label(label, by))
        _check_free(called, but=label)
        shown = {"kinds": list(kinds), "choices": chosen, "for_customers": for_customers}
        act.change(label, name=called, **shown)
        said = act.body(called).digest
        act.record(entries.LabelChanged(label=label.pk, for_customers=for_customers, name=said))


def remove_label(label: Label, *, by: Actor, at: datetime) -> None:
    """No problem gets it any more, and it isn't shown; what had it keeps it on record."""
    with acting(found_house(by=by, at=at), by=by, at=at) as act:
        label = act.lock(label)
        check(may.may_remove_label(label, by))
        act.change(label, removed_at=act.at)
        act.record(entries.LabelRemoved(label=label.pk))


def put_back_label(label: Label, *, by: Actor, at: datetime) -> None:
    """It is needed after all; what had it has it again."""
    with acting(found_house(by=by, at=at), by=by, at=at) as act:
        label = act.lock(label)
        check(may.may_put_back_label(label, by))
        _check_free(label.name)
        act.change(label, removed_at=None)
        act.record(entries.LabelPutBack(label=label.pk))


def relabel(
    problem: Problem,
    *,
    by: Actor,
    at: datetime,
    tags: Collection[str] = (),
    values: Mapping[UUID, str] | None = None,
    drop: Collection[UUID] = (),
) -> Before:
    """Give the problem `tags`, by name (a new one is kept for all), and the `values` of labels by
    key (an empty one of a field empties it); take away the labels `drop`."""
    names = {name.lower(): name for name in map(_called, tags)}
    fresh = {folded for folded in names if not _named(folded)}
    house = [found_house(by=by, at=at)] if fresh else []
    with acting(problem, *house, by=by, at=at) as act:
        problem = act.lock(problem)
        check(may.may_relabel(problem, by))
        has, wanted = _has(act, problem), _valued(values or {})
        for known in [_named(folded) for folded in names.keys() - fresh]:
            wanted[_tag(known)] = ""
        if any(_named(folded) for folded in fresh):
            raise Refused("raced", _("The tags changed a moment ago. Try again."), "tags")
        wanted |= {_add(act, Label(name=names[folded], sort=Sort.TAG)): "" for folded in fresh}
        wanted |= {one.label: None for key, one in has.items() if key in drop}
        return _set(act, problem, has, wanted)


def _valued(values: Mapping[UUID, str]) -> dict[Label, str | None]:
    """The labels by key, with their values as they are kept; None: not to have."""
    wanted: dict[Label, str | None] = {}
    for one in Label.objects.filter(pk__in=values):
        try:
            value = value_of(one.sort, values[one.pk], choices=one.choices, most=VALUE)
        except Refused as no:  # beside the field of that label in a form
            raise Refused(no.code, no.sentence, one.pk.hex) from None
        wanted[one] = value if value or one.sort == Sort.TAG else None
    return wanted


def _tag(known: Label | None) -> Label:
    if known is None:
        raise Refused("raced", _("The tags changed a moment ago. Try again."), "tags")
    if known.sort != Sort.TAG:
        sentence = _("“%(name)s” is a field, no tag.")
        raise Refused("a-field", sentence % {"name": known.name}, "tags")
    return known


def _has(act: Act, problem: Problem) -> dict[UUID, Labelling]:
    rows = Labelling.objects.filter(problem=problem, ended_at=None).select_related("label", "said")
    return {row.label_id: row for row in act.rows(rows)}


def _set(
    act: Act, problem: Problem, has: dict[UUID, Labelling], wanted: dict[Label, str | None]
) -> Before:
    before: Before = {}
    for one, value in wanted.items():
        row = has.get(one.pk)
        if value == (row.value if row else None):
            continue
        if one.removed_at is not None and value is not None:
            raise Refused("removed", _("This tag or field was withdrawn."))
        before[one.pk] = row.value if row else None
        if row is not None:
            _end(act, problem, row, replaced=value is not None)
        if value is not None:
            _begin(act, problem, one, value)
    return before


def _end(act: Act, problem: Problem, row: Labelling, *, replaced: bool) -> None:
    act.change(row, ended_at=act.at)
    if replaced:
        act.flush()  # only one stands at a time
        return
    fact = entries.Untagged if row.label.sort == Sort.TAG else entries.FieldEmptied
    act.record(fact(labelling=row.pk, said=row.said.digest), on=problem)


def _begin(act: Act, problem: Problem, one: Label, value: str) -> None:
    body = act.body(f"{one.name}: {value}" if value else one.name)
    row = Labelling(problem=problem, label=one, value=value, said=body, at=act.at)
    act.add(row)
    fact = entries.Tagged if one.sort == Sort.TAG else entries.FieldFilled
    act.record(fact(labelling=row.pk, label=one.pk, said=body.digest), on=problem)


def _add(act: Act, made: Label, *, for_customers: bool = False) -> Label:
    made.for_customers, made.added_at = for_customers, act.at
    act.add(made)
    name = act.body(made.name).digest
    fact = entries.LabelAdded(label=made.pk, sort=made.sort, for_customers=for_customers, name=name)
    act.record(fact, on=found_house(by=act.by, at=act.at))
    return made


def _called(name: str) -> str:
    return check_name(name, _("Give it a name."), NAME)


def _named(name: str) -> Label | None:
    rows = Label.objects.annotate(folded=Lower("name"))
    return rows.filter(folded=name.lower(), removed_at=None).first()


def _check_free(name: str, but: Label | None = None) -> None:
    found = _named(name)
    if found is not None and found != but:
        raise Refused("named-already", _("There is a tag or field of this name."), "name")
