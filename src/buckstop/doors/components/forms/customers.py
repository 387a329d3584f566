"""Forms about customers and their contacts: who they are, and for whom somebody writes."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from buckstop.doors.components.forms.base import Choices, Plain, words
from buckstop.people.languages import Language

_PLAIN_TEXT = {"autocomplete": "off", "spellcheck": "false"}
NEW, PRIVATE = "new", "private"
"""In place of a customer's key: make one of what is written, or of the contact themselves."""


class CustomerForm(Plain):
    """Who a customer is. `managers` are the staff who may have the relationship."""

    name = forms.CharField(label=_("Name"), max_length=160, widget=forms.TextInput(_PLAIN_TEXT))
    domains = forms.CharField(
        label=_("Mail domains"),
        help_text=_("Mail from there is from them, such as nordbank.example; several with commas."),
        required=False,
        max_length=2000,
        widget=forms.TextInput(_PLAIN_TEXT),
    )
    zone = forms.CharField(
        label=_("Time zone"),
        help_text=_("Their times are said in it. Empty: the house’s."),
        required=False,
        max_length=60,
        widget=forms.TextInput(_PLAIN_TEXT),
    )
    tier = forms.CharField(
        label=_("Tier"),
        help_text=_("As you call it, such as gold. It stands beside each of their problems."),
        required=False,
        max_length=40,
        widget=forms.TextInput(_PLAIN_TEXT),
    )
    language = forms.ChoiceField(
        label=_("Language"),
        help_text=_("How they like to be spoken to."),
        required=False,
        choices=[("", _("not said")), *Language.choices],
    )
    manager = forms.ChoiceField(label=_("Account manager"), required=False)
    note = words(_("What everybody at the desk should know"), rows=3, required=False)

    def __init__(self, *args: Any, managers: Choices = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("manager", [("", _("nobody")), *managers])


class NewCustomerForm(CustomerForm):
    """A customer that we don't know yet."""

    private = forms.BooleanField(label=_("A private person"), required=False)
    field_order = ("name", "private", "domains", "zone", "tier", "language", "manager", "note")


class ContactForm(Plain):
    """A customer's person, with everywhere that they are reached."""

    name = forms.CharField(label=_("Name"), max_length=120, widget=forms.TextInput(_PLAIN_TEXT))
    email = words(_("Mail addresses, one a line"), rows=2, required=False, **_PLAIN_TEXT)
    phone = words(_("Phone numbers, one a line"), rows=2, required=False, **_PLAIN_TEXT)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].help_text = _("Our mail goes to the first.")


class CustomerChoiceForm(Plain):
    """For whom somebody wrote: chosen from what is shown, looked for, or made new."""

    customer = forms.CharField(label=_("They write for"), required=False, max_length=40)
    other = forms.CharField(
        label=_("Another customer"),
        help_text=_("Three letters of a name, a mail address, a domain or a phone number."),
        max_length=160,
        required=False,
        widget=forms.TextInput(_PLAIN_TEXT),
    )
    name = forms.CharField(
        label=_("Its name"), max_length=160, required=False, widget=forms.TextInput(_PLAIN_TEXT)
    )
    claim = forms.BooleanField(required=False)


class MergeForm(Plain):
    """Which customer the other one is, and its name once more, to be sure."""

    into = forms.CharField(
        label=_("The customer that stays"),
        help_text=_("Three letters of a name, a mail address or a domain."),
        max_length=160,
        widget=forms.TextInput(_PLAIN_TEXT),
    )
    customer = forms.CharField(required=False, max_length=40)
    sure = forms.CharField(required=False, max_length=160, widget=forms.TextInput(_PLAIN_TEXT))


class SureForm(Plain):
    """The name of what goes, to be sure. `name` is what has to be typed."""

    sure = forms.CharField(max_length=160, widget=forms.TextInput(_PLAIN_TEXT))

    def __init__(self, *args: Any, name: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.name = name
        self.fields["sure"].label = _("To be sure, type “%(name)s”") % {"name": name}

    def clean_sure(self) -> str:
        """Exactly that name, capitals and blanks apart."""
        said = str(self.cleaned_data["sure"])
        if " ".join(said.split()).casefold() != " ".join(self.name.split()).casefold():
            raise forms.ValidationError(_("That isn’t the name."))
        return said
