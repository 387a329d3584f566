"""What a supplier was asked, and what was said about it, as the page has it."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from buckstop.doors.components.attached import attached
from buckstop.doors.components.shown.shell import Attached
from buckstop.doors.desk.addresses import SUPPLIER_ASK_FILE
from buckstop.problems.models import Commitment
from buckstop.problems.models.commitment import CommitmentState
from buckstop.suppliers.models import Ask, AskMessage, AskMessageKind

_STATES: dict[str, str] = {
    CommitmentState.REQUESTED: "not answered yet",
    CommitmentState.PROMISED: "promised",
    CommitmentState.REPORTED: "done, they say",
    CommitmentState.KEPT: "done",
    CommitmentState.DECLINED: "they can’t",
    CommitmentState.WITHDRAWN: "taken back",
}


@dataclass(frozen=True, slots=True)
class Said:
    """One message: who, when, in which words, with which files; `note` is what it is besides."""

    who: str
    at: datetime
    text: str
    note: str
    inside: bool
    files: list[Attached]


def state(owed: Commitment) -> str:
    """How it stands."""
    return _(_STATES.get(owed.state, owed.state))


def line(one: AskMessage, ask: Ask, number: int) -> Said:
    """One of what was said."""
    files = [
        (f.name, f.size, "", SUPPLIER_ASK_FILE.url(number, ask.pk, f.pk)) for f in one.files.all()
    ]
    kind = AskMessageKind(one.kind)
    plain = kind in (AskMessageKind.ASKED, AskMessageKind.OURS, AskMessageKind.THEIRS)
    to = _("to %(who)s") % {"who": one.to.public_name} if one.to else ""
    return Said(
        one.said_by.public_name if one.said_by else one.said_as or _("Buckstop"),
        one.at,
        str(one.text),
        to if plain else str(kind.label) + (f" · {to}" if to else ""),
        not plain,
        attached(files),
    )
