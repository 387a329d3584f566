"""Who may change mail accounts, and block senders. Who comes to the verbs of accounts at all, the
doors ask: admins."""

from django.utils.translation import gettext as _

from buckstop.incoming.models import Became, Block, Intake, MailAccount
from buckstop.ledger.actor import Actor
from buckstop.ledger.refused import Refusal
from buckstop.problems.permissions.actors import only_desk


def may_change_account(account: MailAccount) -> Refusal | None:
    """While it is read."""
    if account.ended_at is None:
        return None
    return Refusal("ended", _("That account is read no more."))


def may_end_account(account: MailAccount) -> Refusal | None:
    """While it is read."""
    return may_change_account(account)


def may_block(actor: Actor) -> Refusal | None:
    """The desk: what was blocked by mistake is kept, and taken in with one press."""
    return only_desk(actor)


def may_unblock(block: Block, actor: Actor) -> Refusal | None:
    """The desk, while it is blocked."""
    if refusal := only_desk(actor):
        return refusal
    return None if block.until is None else Refusal("open", _("Their mail comes in already."))


def may_let_in(intake: Intake, actor: Actor) -> Refusal | None:
    """The desk, what was kept of a blocked sender."""
    if refusal := only_desk(actor):
        return refusal
    if intake.became == Became.BLOCKED:
        return None
    return Refusal("taken-in", _("That mail was taken in already."))
