"""The forms of a mail account (where it is, how we get in) and of a provider that posts mail."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from buckstop.doors.components.forms.base import Plain
from buckstop.incoming.models import Grant, Posts, Security

_PLAIN = {"autocomplete": "off", "spellcheck": "false"}
KEPT = _("It is kept sealed and never shown again. Left empty, it stays as it is.")


def _line(label: Any, example: str = "", *, required: bool = True, says: Any = "") -> Any:
    widget = forms.TextInput({**_PLAIN, "placeholder": example} if example else _PLAIN)
    return forms.CharField(
        label=label, max_length=500, required=required, help_text=says, widget=widget
    )


def _says_themselves(form: forms.Form) -> None:
    """What isn't needed always says when it is."""
    for field in form.fields.values():
        field.says_itself = not field.required  # type: ignore[attr-defined]


def _secret(label: Any) -> forms.CharField:
    widget = forms.PasswordInput({"autocomplete": "new-password"})
    return forms.CharField(
        label=label, max_length=4000, required=False, strip=False, help_text=KEPT, widget=widget
    )


class MailAccountForm(Plain):
    """One mail account."""

    host = _line(_("Mail server"), "imap.halden.example")
    port = forms.IntegerField(
        label=_("Port"),
        initial=993,
        min_value=1,
        max_value=65535,
        help_text=_("993 for TLS from the start, 143 for the others."),
    )
    security = forms.ChoiceField(label=_("Encryption"), choices=Security.choices)
    user = _line(_("User"), "help@halden.example")
    grant = forms.ChoiceField(label=_("We get in with"), choices=Grant.choices)
    secret = _secret(_("Password, or our program’s secret"))
    token_url = _line(
        _("Address that gives tokens"), "https://login.halden.example/token", required=False,
        says=_("For OAuth alone, as the three below. The operator’s guide has them, step by step."),
    )  # fmt: skip
    client_id = _line(_("Our program’s name there"), required=False)
    scope = _line(_("Scope"), required=False)
    refresh = _secret(_("Refresh token"))
    secret_ends = forms.DateField(
        label=_("What lets us in ends on"),
        required=False,
        help_text=_(
            "Where the provider says so, as for a secret. Admins hear of it a week before."
        ),
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
    )
    folder = _line(_("Folder"), says=_("INBOX is where mail comes in."))
    address = forms.ChoiceField(
        label=_("Its mail is for"),
        help_text=_("Where a mail names another address of the desk itself, it is for that one."),
    )
    takes_old = forms.BooleanField(
        label=_("Take in what is there already"),
        required=False,
        help_text=_("Otherwise only what comes from now on. It can’t be chosen later."),
    )

    field_order = ("host", "port", "security", "user", "grant", "secret", "folder", "address",
                   "takes_old", "token_url", "client_id", "scope", "refresh",
                   "secret_ends")  # fmt: skip

    def __init__(self, *args: Any, addresses: Sequence[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("address", [(one, one) for one in addresses])
        _says_themselves(self)
        if not self.is_bound:
            self.initial.setdefault("folder", "INBOX")


_SIGNED_WITH = _(
    "For Mailgun the HTTP webhook signing key; for Mandrill and MailerSend the key that they show "
    "once they know the address. The others have none: they log in with what stands in the address."
)


class ChangeWebhookForm(Plain):
    """For whom a provider's mail is, and the key that it signs with."""

    address = forms.ChoiceField(
        label=_("Its mail is for"),
        help_text=_("Where a mail names another address of the desk itself, it is for that one."),
    )
    key = _secret(_("Key that it signs with"))

    def __init__(self, *args: Any, addresses: Sequence[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("address", [(one, one) for one in addresses])
        self.fields["key"].help_text = f"{_SIGNED_WITH} {KEPT}"
        _says_themselves(self)


class WebhookForm(ChangeWebhookForm):
    """One more provider that posts mail."""

    provider = forms.ChoiceField(label=_("Provider"))
    posts = forms.ChoiceField(label=_("It posts"), choices=Posts.choices)

    field_order = ("provider", "posts", "address", "key")

    def __init__(
        self, *args: Any, providers: Sequence[tuple[str, str]] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.offer("provider", list(providers))
