"""A reply of one of us to a turn that was offered: a plain yes takes it, a plain no doesn't."""

from datetime import datetime

from buckstop.coverage.actions.instead import accept_swap, decline_swap
from buckstop.coverage.models import Swap
from buckstop.incoming.actions.filing.ending import finish, still_held
from buckstop.incoming.answers import yes_or_no
from buckstop.incoming.models import Became
from buckstop.incoming.reading import ReadMail
from buckstop.ledger.actor import DESK
from buckstop.ledger.refused import Refused
from buckstop.ledger.transaction import acting


def put_on_turn(mail: ReadMail, swap: Swap, at: datetime) -> bool:
    """Take the mail for the answer; False where it is neither, or the turn was answered already,
    and the mail is somebody's to read. What a machine answers is no answer."""
    says = yes_or_no(mail.reply.said)
    if says is None and not mail.machine:
        return False
    try:
        with acting(swap.roster, by=DESK, at=at) as act:
            if not still_held([mail.intake]):
                return True
            if not mail.machine:
                answer = accept_swap if says else decline_swap
                answer(swap, by=swap.taker.actor(), at=act.at)
            became = Became.BOUNCE if mail.machine else Became.TURN
            finish(act, mail.intake, became, None if mail.machine else swap.pk)
    except Refused:
        return False
    return True
