"""How long the house keeps what was said, and what it says of itself in its processing record."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from buckstop.configuration.group import Chapter, Group
from buckstop.configuration.kinds import Number, Text

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

KEEPING = Group(
    "keeping",
    label=_("Keeping"),
    says=_("How long what was said is kept after a problem closed."),
    rank=16,
    own_page=True,
)
MONTHS = Number(
    "keep-months",
    group=KEEPING,
    label=_("Months"),
    says=_("So many months after a problem closed its words and files are erased; 0: never."),
    default=0,
    least=0,
    most=600,
    example="36",
)
RECORD = Group(
    "processing-record",
    label=_("In the record of processing"),
    says=_("What the record of processing says beside what is known here."),
    rank=17,
    chapter=Chapter.DATA,
)


def _line(name: str, label: "StrOrPromise", says: "StrOrPromise", example: str) -> Text:
    return Text(name, group=RECORD, label=label, says=says, default="", example=example)


CONTROLLER = _line(
    "record-controller", _("Controller"),
    _("Name and address of who answers for the processing."), "Halden AG, Seeweg 1, 8000 Zürich",
)  # fmt: skip
OFFICER = _line(
    "record-contact", _("Contact for data protection"),
    _("Who is asked about it, and how."), "privacy@halden.example",
)  # fmt: skip
BASIS_ANSWERING = _line(
    "record-basis-answering", _("Legal basis: answering customers"),
    _("Why their words and addresses may be processed."), "Art. 6 (1) b GDPR",
)  # fmt: skip
BASIS_RECORD = _line(
    "record-basis-ledger", _("Legal basis: proving what was promised"),
    _("Why it is kept on record who did what."), "Art. 6 (1) f GDPR",
)  # fmt: skip
BASIS_STAFF = _line(
    "record-basis-staff", _("Legal basis: staff"),
    _("Why log-ins and work of staff are on record."), "Art. 6 (1) b and f GDPR",
)  # fmt: skip
FIELDS = (CONTROLLER, OFFICER, BASIS_ANSWERING, BASIS_RECORD, BASIS_STAFF)
