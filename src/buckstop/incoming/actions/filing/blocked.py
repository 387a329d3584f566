"""Mail of a blocked sender is kept, and is nobody's, until somebody takes it in after all."""

from collections.abc import Sequence
from datetime import datetime

from buckstop.incoming.actions.filing.ending import finish, still_held
from buckstop.incoming.matching.known import Known
from buckstop.incoming.models import Became, Block
from buckstop.incoming.reading import ReadMail
from buckstop.ledger.actor import DESK
from buckstop.ledger.transaction import acting


def keep_blocked(mails: Sequence[ReadMail], known: Known, at: datetime) -> list[ReadMail]:
    """Keep those of blocked senders; returns the others.

    An answer on a case that waits is heard, whoever is blocked: somebody owes them something.
    """
    named = {mail.intake.pk: _names(mail) for mail in mails if not mail.intake.let_in}
    wanted = set().union(*named.values())
    rows = Block.objects.filter(sender__in=wanted, until=None) if wanted else Block.objects.none()
    blocked = set(rows.values_list("sender", flat=True))
    kept = [
        mail for mail in mails
        if blocked & named.get(mail.intake.pk, set()) and not _is_awaited(mail, known)
    ]  # fmt: skip
    if kept:
        with acting(by=DESK, at=at) as act:
            held = still_held(mail.intake for mail in kept)
            for mail in kept:
                if mail.intake.pk in held:
                    finish(act, mail.intake, Became.BLOCKED, None, sender=mail.sender)
    return [mail for mail in mails if mail not in kept]


def _names(mail: ReadMail) -> set[str]:
    """The address of who wrote, and its domain, as a block has them."""
    sender = mail.sender.lower()
    return {sender, "@" + sender.rpartition("@")[2]} if sender else set()


def _is_awaited(mail: ReadMail, known: Known) -> bool:
    case = known.case_of(mail)
    return case is not None and case.is_waiting
