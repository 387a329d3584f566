"""The offers about tags and fields."""

from itertools import product

from buckstop.problems.actions import labels
from buckstop.problems.models import Label
from buckstop.problems.permissions import labels as may
from buckstop.problems.tests.offers import Offer, Try, all_problems

FREE = "a name that nothing has"


def all_labels(_: Try) -> list[Label]:
    return list(Label.objects.order_by("pk"))


LABELS: dict[str, Offer] = {
    "labels.add_label": Offer(
        lambda _: product(("tag", "text")),
        lambda t, row: may.may_add_label(t.by, sort=row[0]),
        lambda t, row: labels.add_label(name=FREE, sort=row[0], **t.who),
    ),
    "labels.change_label": Offer(
        all_labels,
        lambda t, row: may.may_change_label(row, t.by),
        lambda t, row: labels.change_label(row, name=FREE, choices=("a",), **t.who),
    ),
    "labels.remove_label": Offer(
        all_labels,
        lambda t, row: may.may_remove_label(row, t.by),
        lambda t, row: labels.remove_label(row, **t.who),
    ),
    "labels.put_back_label": Offer(
        all_labels,
        lambda t, row: may.may_put_back_label(row, t.by),
        lambda t, row: labels.put_back_label(row, **t.who),
        besides=frozenset({"named-already"}),
    ),
    "labels.relabel": Offer(
        all_problems,
        lambda t, row: may.may_relabel(row, t.by),
        lambda t, row: labels.relabel(row, tags=["vpn"], **t.who),
        besides=frozenset({"a-field"}),
    ),
}
