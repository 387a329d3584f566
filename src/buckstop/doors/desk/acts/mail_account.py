"""Mail accounts that are read: added, tried, changed, and read no more."""

from typing import Any

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from buckstop.doors.components.forms.mail_accounts import MailAccountForm
from buckstop.doors.desk.acts.base import Confirmation, DeskAct
from buckstop.doors.desk.acts.spots import Spot, Where
from buckstop.doors.desk.addresses import MAIL_ACCOUNTS
from buckstop.doors.desk.forms import Nothing
from buckstop.doors.desk.guard import Who
from buckstop.incoming.accounts.terms import Terms
from buckstop.incoming.accounts.trial import tried
from buckstop.incoming.actions import accounts
from buckstop.incoming.models import MailAccount
from buckstop.outbox.settings import ADDRESSES

_SHOWN = ("host", "port", "security", "user", "grant", "token_url", "client_id", "scope", "folder",
          "address", "takes_old", "secret_ends")  # fmt: skip


class _OfAccounts(DeskAct):
    """An act of admins on the page of the accounts."""

    who = Who.ADMINS
    in_bar = "house"
    before = MAIL_ACCOUNTS.route

    @property
    def back(self) -> str:
        return MAIL_ACCOUNTS.url()


class AddMailAccount(_OfAccounts):
    """One more account that is read."""

    label = gettext_lazy("Add a mail account")
    noun = "accounts/"
    where = (Where(Spot.MAIL_ACCOUNTS, main=True),)
    form = MailAccountForm
    submit = gettext_lazy("Add it")

    def options(self) -> dict[str, Any]:
        return {"addresses": ADDRESSES.value}

    def do(self, filled: dict[str, Any]) -> Confirmation:
        made = accounts.add_account(terms=Terms(**filled), **self.by)
        said = _("%(user)s is read from now on. Try it, to see whether we get in.")
        return Confirmation(said % {"user": made.user})


class _OfAccount(_OfAccounts):
    """An act on one of them."""

    under = "accounts/<uuid:key>/"
    account: MailAccount

    def find(self, **keys: Any) -> None:
        self.account = get_object_or_404(MailAccount, pk=keys["key"], ended_at=None)


class TryMailAccount(_OfAccount):
    """Connect, log in, look into the folder, and say what came of it."""

    label = gettext_lazy("Try it")
    noun = "trials/"
    where = (Where(Spot.MAIL_ACCOUNT, 10),)
    counts_once = False

    def do(self, filled: dict[str, Any]) -> Confirmation:
        found = tried(self.account)
        if found.wrong:
            return Confirmation(found.wrong)
        said = ngettext(
            "It works: %(n)d mail is in the folder.", "It works: %(n)d mails are in the folder.",
            found.count,
        )  # fmt: skip
        waits = "" if found.can_wait else _("It is asked every 20 seconds, since it has no IDLE.")
        return Confirmation(f"{said % {'n': found.count}} {waits}".strip())


class ChangeMailAccount(_OfAccount):
    """Where it is, and how we get in."""

    label = gettext_lazy("Change")
    noun = "changes/"
    where = (Where(Spot.MAIL_ACCOUNT, 20),)
    form = MailAccountForm
    submit = gettext_lazy("Keep it")

    def options(self) -> dict[str, Any]:
        initial = {name: getattr(self.account, name) for name in _SHOWN}
        return {"addresses": ADDRESSES.value, "initial": initial}

    def do(self, filled: dict[str, Any]) -> Confirmation:
        accounts.change_account(self.account, terms=Terms(**filled), **self.by)
        return Confirmation(_("Kept. Try it, to see whether we get in."))


class EndMailAccount(_OfAccount):
    """It is read no more."""

    label = gettext_lazy("Read no more")
    noun = "end/"
    where = (Where(Spot.MAIL_ACCOUNT, 30),)
    form = Nothing
    submit = gettext_lazy("Read it no more")

    def context(self) -> dict[str, Any]:
        lead = _("What came from it stays. Its secrets are forgotten here.")
        return {"lead": lead, "heading": self.account.user}

    def do(self, filled: dict[str, Any]) -> Confirmation:
        accounts.end_account(self.account, **self.by)
        return Confirmation(_("%(user)s is read no more.") % {"user": self.account.user})
