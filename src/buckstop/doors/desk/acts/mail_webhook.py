"""Providers that post mail: let in, changed, given a new address, and let in no more."""

from typing import Any

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from buckstop.doors.components.forms.mail_accounts import ChangeWebhookForm, WebhookForm
from buckstop.doors.desk.acts.base import Confirmation, DeskAct
from buckstop.doors.desk.acts.shows_secret import ShowsSecret
from buckstop.doors.desk.acts.spots import Spot, Where
from buckstop.doors.desk.addresses import MAIL_ACCOUNTS
from buckstop.doors.desk.forms import Nothing
from buckstop.doors.desk.guard import Who
from buckstop.doors.shared.posted_to import posted_to
from buckstop.incoming.actions import webhooks
from buckstop.incoming.actions.webhooks import signs_with_key
from buckstop.incoming.models import MailWebhook, Posts
from buckstop.outbox.providers.known import BY_API
from buckstop.outbox.settings import ADDRESSES


class _OfWebhooks(DeskAct):
    """An act of admins on the page of the accounts."""

    who = Who.ADMINS
    in_bar = "house"
    before = MAIL_ACCOUNTS.route
    webhook: MailWebhook

    @property
    def back(self) -> str:
        return MAIL_ACCOUNTS.url()


class _ShowsAddress(_OfWebhooks, ShowsSecret):
    """With the address that the provider posts to."""

    shown = gettext_lazy("This is its address. It is shown only now: put it in at the provider.")

    def whose(self) -> str:
        return BY_API[self.webhook.provider].label

    def hint(self) -> str:
        if signs_with_key(self.webhook.provider, self.webhook.posts) and not self.webhook.secret:
            return _("The provider then shows the key that it signs with: write it under Change.")
        if self.webhook.posts == Posts.REPORTS:
            return _(
                "Then send yourself a test letter: the page before this one says when it heard."
            )
        return _("Then write a mail to the desk: the page before this one says when it arrived.")


class AddMailWebhook(_ShowsAddress):
    """One more provider that posts mail."""

    label = gettext_lazy("Add a provider that posts mail")
    noun = "webhooks/"
    where = (Where(Spot.MAIL_WEBHOOKS),)
    form = WebhookForm
    submit = gettext_lazy("Add it")

    def options(self) -> dict[str, Any]:
        known = [(code, one.label) for code, one in BY_API.items()]
        return {"addresses": ADDRESSES.value, "providers": known}

    def do(self, filled: dict[str, Any]) -> Confirmation:
        self.webhook, path, password = webhooks.add_webhook(**filled, **self.by)
        return Confirmation("", secret=posted_to(self.webhook, path, password))


class _Found(_OfWebhooks):
    """An act on one of them."""

    under = "webhooks/<uuid:key>/"

    def find(self, **keys: Any) -> None:
        self.webhook = get_object_or_404(MailWebhook, pk=keys["key"], ended_at=None)


class ChangeMailWebhook(_Found):
    """For whom its mail is, and the key that it signs with."""

    label = gettext_lazy("Change")
    noun = "changes/"
    where = (Where(Spot.MAIL_WEBHOOK, 10),)
    form = ChangeWebhookForm
    submit = gettext_lazy("Keep it")

    def options(self) -> dict[str, Any]:
        return {"addresses": ADDRESSES.value, "initial": {"address": self.webhook.address}}

    def do(self, filled: dict[str, Any]) -> Confirmation:
        webhooks.change_webhook(self.webhook, **filled, **self.by)
        return Confirmation(_("Kept."))


class RenewMailWebhook(_Found, _ShowsAddress):
    """A new address, where the old one came into wrong hands."""

    label = gettext_lazy("New address")
    noun = "addresses/"
    where = (Where(Spot.MAIL_WEBHOOK, 20),)
    form = Nothing
    submit = gettext_lazy("Give it a new address")

    def context(self) -> dict[str, Any]:
        lead = _("The old address takes nothing from then on: put the new one in at the provider.")
        return {"lead": lead, "heading": self.whose()}

    def do(self, filled: dict[str, Any]) -> Confirmation:
        path, password = webhooks.renew_webhook(self.webhook, **self.by)
        return Confirmation("", secret=posted_to(self.webhook, path, password))


class EndMailWebhook(_Found):
    """Nothing more is taken from it."""

    label = gettext_lazy("Take no more")
    noun = "end/"
    where = (Where(Spot.MAIL_WEBHOOK, 30),)
    form = Nothing
    submit = gettext_lazy("Take no more")

    def context(self) -> dict[str, Any]:
        lead = _("What came from it stays. Its address takes nothing more.")
        return {"lead": lead, "heading": BY_API[self.webhook.provider].label}

    def do(self, filled: dict[str, Any]) -> Confirmation:
        webhooks.end_webhook(self.webhook, **self.by)
        label = BY_API[self.webhook.provider].label
        return Confirmation(_("Nothing more is taken from %(name)s.") % {"name": label})
