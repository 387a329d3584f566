"""The tags of a problem and the fields of the house's own, as programs set them."""

from typing import Annotated
from uuid import UUID

from django.db.models.functions import Lower
from ninja import Field

from buckstop.doors.api.acts.base import About, On, sent_to
from buckstop.doors.api.errors import Wrong
from buckstop.doors.api.schemas import Strict
from buckstop.problems.actions import labels
from buckstop.problems.models import Label, Problem
from buckstop.problems.models.label import NAME, VALUE, Sort
from buckstop.problems.permissions.labels import may_relabel

Name = Annotated[str, Field(max_length=NAME)]
Names = Annotated[list[Name], Field(max_length=50)]
Value = Annotated[str, Field(max_length=VALUE)]


class Labelled(Strict):
    tags: Annotated[Names, Field(description="To give; one that is new is kept for all.")] = []
    untag: Annotated[Names, Field(description="To take away.")] = []
    fields: Annotated[
        dict[Name, Value], Field(max_length=50, description="By name; an empty one is emptied.")
    ] = {}


@sent_to(About.PROBLEM, "labels", takes=Labelled, may=lambda it, by: may_relabel(it.row, by))
def relabel(it: On[Problem], said: Labelled) -> None:
    """Tag the problem, take tags away, and fill in fields; what isn't named stays."""
    fields = _named("fields", list(said.fields), tags=False)
    values = {fields[name.lower()]: value for name, value in said.fields.items()}
    drop = set(_named("untag", said.untag, tags=True).values())
    labels.relabel(it.subject, tags=said.tags, values=values, drop=drop, **it.by)


def _named(where: str, names: list[str], *, tags: bool) -> dict[str, UUID]:
    """The keys of the tags, or of the fields, of these names; wrong where there is none."""
    wanted = {name.lower() for name in names}
    rows = Label.objects.annotate(folded=Lower("name")).filter(folded__in=wanted, removed_at=None)
    rows = rows.filter(sort=Sort.TAG) if tags else rows.exclude(sort=Sort.TAG)
    found: dict[str, UUID] = dict(rows.values_list("folded", "pk"))
    if missing := wanted - found.keys():
        what = "tag" if tags else "field"
        raise Wrong(where, f"There is no {what} “{min(missing)}”.")
    return found
