"""Senders whose mail opens no problem: blocked and let in again; and a mail wanted after all."""

from datetime import datetime

from django.utils.translation import gettext as _

from buckstop.incoming import entries
from buckstop.incoming import permissions as may
from buckstop.incoming.models import Block, Intake
from buckstop.kit.addresses import normal
from buckstop.ledger.actor import Actor
from buckstop.ledger.refused import Refused, check
from buckstop.ledger.transaction import acting
from buckstop.people import queries as people
from buckstop.people.actions.staff import found_house
from buckstop.problems.actions import kinds
from buckstop.problems.models import Case


def block_sender(sender: str, *, by: Actor, at: datetime, case: Case | None = None) -> Block:
    """Keep apart what comes from this address, or from a whole domain (`@example.org`). The `case`
    with which they came is set aside."""
    said, house = _checked(sender), found_house(by=by, at=at)
    with acting(house, *([case] if case else []), by=by, at=at) as act:
        check(may.may_block(by))
        already = Block.objects.filter(sender=said, until=None).first()
        if case is not None:
            kinds.void(case, why="spam", by=by, at=act.at)
        if already is not None:
            return already
        block = act.add(Block(sender=said, since=act.at))
        act.record(entries.SenderBlocked(block=block.pk), on=house)
    return block


def unblock_sender(block: Block, *, by: Actor, at: datetime) -> None:
    """What comes from there opens problems again; what was kept stays kept."""
    with acting(found_house(by=by, at=at), by=by, at=at) as act:
        block = act.lock(block)
        check(may.may_unblock(block, by))
        act.change(block, until=act.at)
        act.record(entries.SenderUnblocked(block=block.pk))


def let_in(intake: Intake, *, by: Actor, at: datetime) -> None:
    """It is read again as if nobody had blocked its sender: somebody owns it within moments."""
    with acting(found_house(by=by, at=at), by=by, at=at) as act:
        intake = act.lock(intake)
        check(may.may_let_in(intake, by))
        act.change(intake, done_at=None, became="", let_in=True, tries=0, next_try_at=act.at)
        act.record(entries.MailLetIn(intake=intake.pk))


def _checked(sender: str) -> str:
    said = sender.strip().lower()
    domain = said.removeprefix("@") if said.startswith("@") else ""
    if not (normal(f"x@{domain}") if domain else normal(said)):
        sentence = _("Write a mail address, or a whole domain as @example.org.")
        raise Refused("address", sentence, "sender")
    address = f"x@{domain}" if domain else said
    if people.staff().filter(email=said).exists() or people.owners_of_domains([address]):
        sentence = _("That is a colleague’s, or of a customer: they must always reach us.")
        raise Refused("ours", sentence, "sender")
    return said
