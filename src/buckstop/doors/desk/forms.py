"""The desk's own small forms, and those of the components less what no verb takes."""

from typing import Any

from buckstop.conversations.actions.posting import File
from buckstop.doors.components.forms import cases
from buckstop.doors.components.forms.base import Plain
from buckstop.doors.desk import drafting
from buckstop.ledger.refused import Refused


class Nothing(Plain):
    """No field: only to be sure."""


class MoveCase(cases.MoveCaseForm):
    """Onto which problem."""

    reason = None  # type: ignore[assignment]


def files(said: dict[str, Any]) -> list[File]:
    """What was attached, as the verbs take it."""
    return [
        File(name=f.name or "", content_type=f.content_type or "", content=f.read())
        for f in said.get("attached") or []
    ]


def fits(form: Plain) -> bool:
    """Whether what was attached can go by mail; says so beside the field where it can't."""
    attached = form.cleaned_data.get("attached") or []
    kept = form.draft.files if form.draft else []
    if sum(f.size for f in attached) + sum(f.size for f in kept) <= drafting.MOST:
        return True
    form.add_error("attached", drafting.too_big())
    return False


def put(form: Plain, refusal: Refused, names: dict[str, str]) -> None:
    """Put a refusal beside the field at fault, or above the form."""
    name = names.get(refusal.field or "", refusal.field)
    form.add_error(name if name in form.fields else None, refusal.sentence)
