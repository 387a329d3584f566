"""A mail that says nothing new: the same came before, or it is one of our own, come back."""

from datetime import datetime
from uuid import UUID

from buckstop.incoming.actions.filing.ending import finish, still_held
from buckstop.incoming.models import Became
from buckstop.incoming.reading import ReadMail
from buckstop.ledger.actor import DESK
from buckstop.ledger.transaction import acting


def drop_double(mail: ReadMail, first: UUID, at: datetime) -> None:
    """The same mail came before: it is noted which, and nothing else happens."""
    _finish(mail, Became.DOUBLE, first, at)


def note_ours(mail: ReadMail, message: UUID, at: datetime) -> None:
    """A mail of ours came back whole: nobody said anything; it stands on *Deliveries*."""
    _finish(mail, Became.OURS, message, at)


def _finish(mail: ReadMail, became: Became, what: UUID, at: datetime) -> None:
    with acting(by=DESK, at=at) as act:
        if still_held([mail.intake]):
            finish(act, mail.intake, became, what)
