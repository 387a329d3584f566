"""Who may change mail accounts and addresses that providers post to, and block senders. Who comes
to the verbs of accounts and addresses at all, the doors ask: admins."""

from django.utils.translation import gettext as _

from buckstop.incoming.models import Became, Block, Intake, MailAccount, MailWebhook
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


def may_change_webhook(webhook: MailWebhook) -> Refusal | None:
    """While its mail is taken."""
    if webhook.ended_at is None:
        return None
    return Refusal("ended", _("That provider’s mail is taken no more."))


def may_renew_webhook(webhook: MailWebhook) -> Refusal | None:
    """While its mail is taken."""
    return may_change_webhook(webhook)


def may_end_webhook(webhook: MailWebhook) -> Refusal | None:
    """While its mail is taken."""
    return may_change_webhook(webhook)


def may_block_sender(actor: Actor) -> Refusal | None:
    """The desk: what was blocked by mistake is kept, and taken in with one press."""
    return only_desk(actor)


def may_unblock_sender(block: Block, actor: Actor) -> Refusal | None:
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
