"""Moves: tags and fields, kept for all problems and given to one."""

from buckstop.problems.actions import labels
from buckstop.problems.models import Label, Problem
from buckstop.problems.tests.moves import Chance, move

NAMES = ("printer", "Printer", "vpn", "Serial number", " ")
SORTS = ("tag", "tag", "text", "number", "choice", "date")


@move(labels.add_label)
def adds(c: Chance) -> None:
    labels.add_label(
        name=c.of(NAMES), sort=c.of(SORTS), choices=c.of((("a", "b"), ())),
        for_customers=c.chance(2), by=c.by(), at=c.at,
    )  # fmt: skip


@move(labels.change_label, labels.remove_label, labels.put_back_label)
def changes(c: Chance) -> None:
    label = c.row(Label)
    verb = c.of((labels.remove_label, labels.put_back_label, None))
    if verb is not None:
        verb(label, by=c.by(), at=c.at)
        return
    labels.change_label(
        label, name=c.of(NAMES), choices=("a", "c"), for_customers=c.chance(2), by=c.by(), at=c.at
    )


@move(labels.relabel)
def relabels(c: Chance) -> None:
    keys = list(Label.objects.order_by("pk").values_list("pk", flat=True))
    labels.relabel(
        c.row(Problem),
        tags=[c.of(NAMES)] if c.chance(2) else (),
        values={c.of(keys): c.of(("3", "a", "2026-03-02", ""))} if keys else {},
        drop=[c.of(keys)] if keys and c.chance(3) else (),
        by=c.by(),
        at=c.at,
    )
