"""A mail to the address of a source of signals is one of its signals, kept as it says it."""

import json
from collections.abc import Sequence
from datetime import datetime

from buckstop.incoming.actions.filing.ending import finish, still_held
from buckstop.incoming.models import Became
from buckstop.incoming.reading import ReadMail
from buckstop.ledger.actor import DESK
from buckstop.ledger.transaction import acting
from buckstop.signals.actions.receiving import receive
from buckstop.signals.models import Source
from buckstop.signals.queries import source_of
from buckstop.signals.tools.signal import MAIL, MAIL_MARK

READ = 4_000  # letters of its text that are kept


def keep_signals(mails: Sequence[ReadMail], at: datetime) -> list[ReadMail]:
    """Take those that are for a source; returns the others."""
    others = []
    for mail in mails:
        source = _source(mail)
        if source is None:
            others.append(mail)
        else:
            _keep(mail, source, at)
    return others


def _source(mail: ReadMail) -> Source | None:
    """Whose address it went to: `help+signals.<secret>@…`; None where it is no such one."""
    _, _, mark = mail.intake.recipient.partition("@")[0].partition("+")
    if not mark.startswith(MAIL_MARK):
        return None
    return source_of(MAIL, mark.removeprefix(MAIL_MARK))


def _keep(mail: ReadMail, source: Source, at: datetime) -> None:
    said = {
        "from": mail.author[1],
        "subject": mail.parsed.subject,
        "text": mail.parsed.text[:READ],
    }
    with acting(by=DESK, at=at) as act:
        if still_held([mail.intake]):
            arrival = receive(source, body=json.dumps(said).encode(), at=at)
            finish(act, mail.intake, Became.SIGNAL, arrival.pk)
