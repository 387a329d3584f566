"""Words of a supplier on what it was asked: into the thread of that ask, and no other."""

from datetime import datetime

from buckstop.incoming.actions.filing.ending import finish, still_held
from buckstop.incoming.matching.known import Known
from buckstop.incoming.models import Became
from buckstop.incoming.reading import ReadMail
from buckstop.ledger.actor import DESK
from buckstop.ledger.transaction import acting
from buckstop.outbox.settings import ADDRESSES
from buckstop.suppliers.actions.hearing import Heard, hear
from buckstop.suppliers.models import Ask


def put_on_ask(mail: ReadMail, ask: Ask, known: Known, at: datetime) -> None:
    """The mail answers `ask`: it is kept there, as who of theirs wrote it, a machine, or nobody."""
    parsed = mail.parsed
    if parsed.from_address in ADDRESSES.value:  # ours, come back: nobody said anything
        _finish(mail, at)
        return
    with acting(ask, by=DESK, at=at) as act:
        if not still_held([mail.intake]):
            return
        words = mail.words()
        message = hear(
            act,
            ask,
            Heard(
                text=mail.reply.said.strip() or parsed.subject,
                subject=parsed.subject,
                authors=tuple(mail.authors),
                written_as=mail.as_written,
                machine=mail.machine,
                message_id=parsed.message_id,
                raw=mail.intake.raw,
                files=tuple(words.files),
            ),
        )
        finish(
            act, mail.intake, Became.OUTSIDE, message.pk, said=mail.same, heard_on=ask.pk,
            sender=mail.sender, crowd=mail.crowd, near=mail.near,
        )  # fmt: skip
    known.note(mail, ask.pk)


def _finish(mail: ReadMail, at: datetime) -> None:
    with acting(by=DESK, at=at) as act:
        if still_held([mail.intake]):
            finish(act, mail.intake, Became.BOUNCE, None)
