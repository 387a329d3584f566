"""Who may change mail accounts. Who comes to these verbs at all, the doors ask: admins."""

from django.utils.translation import gettext as _

from buckstop.incoming.models import MailAccount
from buckstop.ledger.refused import Refusal


def may_change_account(account: MailAccount) -> Refusal | None:
    """While it is read."""
    if account.ended_at is None:
        return None
    return Refusal("ended", _("That account is read no more."))


def may_end_account(account: MailAccount) -> Refusal | None:
    """While it is read."""
    return may_change_account(account)
