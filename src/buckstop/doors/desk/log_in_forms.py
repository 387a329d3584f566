"""allauth's forms in our words: a label once, no grey repetition of it, the first field at hand."""

from typing import Any

from allauth.account import forms as account
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django import forms
from django.utils.translation import gettext_lazy as _

LABELS = {
    "login": _("Mail address"),
    "password": _("Password"),
    "remember": _("Stay logged in on this device"),
    "oldpassword": _("Your password until now"),
    "password1": _("New password"),
    "password2": _("The same again"),
    "code": _("Code"),
    "name": _("What you call it"),
}


class _Ours(forms.Form):
    """What is the same for all of them."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        seen = [field for field in self.fields.values() if not field.widget.is_hidden]
        for name, field in self.fields.items():
            field.label = LABELS.get(name, field.label)
            field.widget.attrs.pop("placeholder", None)
            if name in ("password", "oldpassword"):
                field.help_text = ""
        for field in seen[:1]:
            field.widget.attrs["autofocus"] = True


class LogIn(_Ours, account.LoginForm):
    """Mail address and password."""


class ChangePassword(_Ours, account.ChangePasswordForm):
    """The old one, and twice the new one."""


class IsItYou(_Ours, account.ReauthenticateForm):
    """The password once more."""


class Code(_Ours, mfa.AuthenticateForm):
    """The code of the second step."""


class CodeAgain(_Ours, mfa.ReauthenticateForm):
    """The same, before something that guards the log-in changes."""


class SwitchOn(_Ours, totp.ActivateTOTPForm):
    """The first code that the app shows."""


class RenamePasskey(_Ours, webauthn.EditWebAuthnForm):
    """Another name."""


class AddPasskey(_Ours, webauthn.AddWebAuthnForm):
    """A name for it. A passkey logs in by itself, so nobody is asked whether it should."""

    name = forms.CharField(
        help_text=_("Such as “My phone” or “Laptop at work”."), required=False, max_length=100
    )
    passwordless = forms.BooleanField(
        required=False, initial=True, widget=forms.CheckboxInput(attrs={"hidden": True})
    )

    def clean_passwordless(self) -> bool:
        """Always: what the browser's script needs ticked is no choice."""
        return True
