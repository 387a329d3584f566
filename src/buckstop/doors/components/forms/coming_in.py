"""Forms of who may come in: providers, what goes with groups, passwords."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from buckstop.doors.components.forms.base import Choices, Plain

_PLAIN = {"autocomplete": "off", "spellcheck": "false"}


def _line(label: Any, example: str = "", *, required: bool = True, says: Any = "") -> Any:
    widget = forms.TextInput({**_PLAIN, "placeholder": example} if example else _PLAIN)
    return forms.CharField(
        label=label, max_length=500, required=required, help_text=says, widget=widget
    )


def _choices(form: forms.Form, name: str, choices: Choices) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = list(choices)


_DOMAINS = _("With commas between. Who has no verified address there doesn’t come in.")


class _Named(Plain):
    """What is said of every provider, whoever’s it is."""

    name = _line(_("What people know it by"), "Halden")
    vouches = forms.BooleanField(
        label=_("Its addresses count as verified"),
        required=False,
        help_text=_("For a provider that doesn’t say so, and where nobody chooses their own."),
    )


class _OpenId(Plain):
    """What is said of one of OpenID Connect."""

    issuer = _line(
        _("Its address (issuer)"), "https://login.halden.example/realms/halden",
        says=_("As it writes it itself, to the last stroke."),
    )  # fmt: skip
    client = _line(_("Client ID"), says=_("That it gave this desk."))
    secret = forms.CharField(
        label=_("Client secret"),
        max_length=4000,
        required=False,
        help_text=_("It is kept sealed and never shown again. Left empty, it stays as it is."),
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
    )


class _Provider(_Named):
    """What is said of every provider of ours: its name, and whom it lets in as what."""

    domains = _line(
        _("Only addresses of these domains"), "halden.example", required=False, says=_DOMAINS
    )
    joins = forms.BooleanField(
        label=_("Who isn’t here yet joins at the first log-in"), required=False
    )
    role = forms.ChoiceField(label=_("Who joins is"))
    strong = forms.BooleanField(label=_("It asks for a second step itself"), required=False)

    def __init__(self, *args: Any, roles: Choices = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choices(self, "role", roles)


class ProviderForm(_OpenId, _Provider):
    """A provider of OpenID Connect."""

    field_order = ("name", "issuer", "client", "secret", "domains", "vouches", "joins", "role",
                   "groups", "scopes", "strong")  # fmt: skip
    groups = _line(
        _("Claim that names groups"), "groups", required=False,
        says=_("Empty: roles and teams stay as they are here."),
    )  # fmt: skip
    scopes = _line(
        _("Scopes"), "openid email profile", required=False, says=_("Empty: the usual ones.")
    )


class CustomerProviderForm(_OpenId, _Named):
    """A customer’s own provider. `domains`: the customer’s, of which it may speak for some."""

    field_order = ("name", "issuer", "client", "secret", "domains", "vouches", "joins")
    domains = forms.MultipleChoiceField(
        label=_("It speaks for addresses of"),
        widget=forms.CheckboxSelectMultiple(),
        help_text=_("Nobody comes in by it with another address."),
    )
    joins = forms.BooleanField(
        label=_("Anybody of these domains may come in"),
        required=False,
        help_text=_("Who isn’t known here yet is one of these people then, and sees what is theirs."
                    " Otherwise they read who can let them in."),
    )  # fmt: skip

    def __init__(self, *args: Any, domains: Sequence[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("domains", [(one, one) for one in domains])


class SamlForm(_Provider):
    """A provider of SAML."""

    field_order = ("name", "metadata", "domains", "vouches", "joins", "role", "groups", "strong")
    metadata = forms.CharField(
        label=_("Its metadata"),
        max_length=400_000,
        help_text=_("Their address, read at each log-in, so that its new keys are known. Or XML."),
        widget=forms.Textarea({**_PLAIN, "rows": 3, "placeholder": "https://…/metadata"}),
    )
    groups = _line(
        _("Attribute that names groups"), "groups", required=False,
        says=_("Empty: roles and teams stay as they are here."),
    )  # fmt: skip


class GroupRuleForm(Plain):
    """What goes with a group: a role, or a team."""

    group = _line(_("Group"), says=_("As the provider or the directory names it."))
    role = forms.ChoiceField(label=_("Who is in it has the role"), required=False)
    team = forms.ChoiceField(label=_("or is of the team"), required=False)

    def __init__(self, *args: Any, roles: Choices = (), teams: Choices = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choices(self, "role", [("", str(_("none"))), *roles])
        _choices(self, "team", [("", str(_("none"))), *teams])


class PasswordsForm(Plain):
    """Whether people log in with a password, and who always may."""

    on = forms.BooleanField(label=_("People log in with a password"), required=False)
    emergency = forms.ChoiceField(
        label=_("Emergency person"),
        required=False,
        help_text=_("The admin who may always come in with a password, whatever else fails."),
    )

    def __init__(self, *args: Any, people: Choices = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choices(self, "emergency", [("", str(_("nobody"))), *people])


class DirectoryForm(Plain):
    """A directory that says who joins and leaves."""

    name = _line(_("What you call it"), "Entra ID")
    role = forms.ChoiceField(
        label=_("Who joins is"), help_text=_("Where no line of a group says another role.")
    )

    def __init__(self, *args: Any, roles: Choices = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choices(self, "role", roles)


class SecondStepForm(Plain):
    """Who needs a second step, and how soon."""

    roles = forms.MultipleChoiceField(
        label=_("Roles that need one"), required=False, widget=forms.CheckboxSelectMultiple()
    )
    days = forms.IntegerField(
        label=_("Days to set it up"), min_value=0, max_value=90, help_text=_("From now on.")
    )

    def __init__(self, *args: Any, roles: Choices = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["roles"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = list(roles)


class NetworksForm(Plain):
    """From where something opens."""

    networks = forms.CharField(
        label=_("Networks"),
        required=False,
        max_length=2000,
        help_text=_("A line each, such as 192.0.2.0/24. Empty: from everywhere."),
        widget=forms.Textarea({**_PLAIN, "rows": 4}),
    )


class OwnKeyForm(Plain):
    """A key of one's own."""

    name = _line(_("What uses it"))
    scope = forms.ChoiceField(
        label=_("It may"),
        choices=[("read", _("read")), ("write", _("read and write"))],
        widget=forms.RadioSelect(),
    )
    ends_on = forms.DateField(
        label=_("Until the end of"),
        help_text=_("A year from now at most. You are told a week before."),
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
    )
    networks = _line(
        _("Only from these networks"), "192.0.2.0/24", required=False,
        says=_("With commas between. Empty: from everywhere."),
    )  # fmt: skip
