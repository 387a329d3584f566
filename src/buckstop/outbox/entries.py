"""What left, as the house's ledger keeps it."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_noop as _

from buckstop.ledger.entries import Digest, Fact


@dataclass(frozen=True)
class MailsKept(Fact, code="mails-kept", says=_("Buckstop noted what left in {count} tries")):
    """The digests of what was handed over, in tries recorded before `until`."""

    until: datetime
    count: int
    mails: Digest
