"""What tags and fields there are, and which a problem has."""

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_noop as _

from buckstop.ledger.entries import Digest, Fact

A_SORT = {
    "tag": _("a tag"),
    "text": _("a field of text"),
    "choice": _("a field with choices"),
    "number": _("a field of a number"),
    "date": _("a field of a date"),
}


@dataclass(frozen=True)
class LabelAdded(
    Fact, code="label-added", says=_("{by} added {sort} for problems"), words={"sort": A_SORT}
):
    label: UUID
    sort: str
    for_customers: bool
    name: Digest


@dataclass(frozen=True)
class LabelChanged(
    Fact, code="label-changed", says=_("{by} changed a tag or field that problems have")
):
    label: UUID
    for_customers: bool
    name: Digest


@dataclass(frozen=True)
class LabelRemoved(
    Fact, code="label-removed", says=_("{by} withdrew a tag or field that problems have")
):
    label: UUID


@dataclass(frozen=True)
class LabelPutBack(
    Fact, code="label-put-back", says=_("{by} put a tag or field that problems have back")
):
    label: UUID


@dataclass(frozen=True)
class Tagged(Fact, code="tagged", says=_("{by} tagged it:")):
    """`said` is the tag's name as it was then."""

    labelling: UUID
    label: UUID
    said: Digest


@dataclass(frozen=True)
class Untagged(Fact, code="untagged", says=_("{by} took a tag away:")):
    labelling: UUID
    said: Digest


@dataclass(frozen=True)
class FieldFilled(Fact, code="field-filled", says=_("{by} filled in")):
    """`said` is the field's name as it was then, and the value."""

    labelling: UUID
    label: UUID
    said: Digest


@dataclass(frozen=True)
class FieldEmptied(Fact, code="field-emptied", says=_("{by} emptied the field")):
    labelling: UUID
    said: Digest
