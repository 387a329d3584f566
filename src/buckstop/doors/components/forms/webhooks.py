"""Forms of webhooks: which program hears what, and what is sent to it again."""

from django import forms
from django.utils.translation import gettext_lazy as _

from buckstop.doors.components.forms.base import Plain

_PLAIN_TEXT = {"autocomplete": "off", "spellcheck": "false"}


class EndpointForm(Plain):
    """A program that hears what happens."""

    name = forms.CharField(
        label=_("Name"),
        max_length=120,
        help_text=_("As you call it, such as Accounting."),
        widget=forms.TextInput(_PLAIN_TEXT),
    )
    address = forms.CharField(
        label=_("Its address"),
        max_length=2000,
        help_text=_("It begins with https://. It is sealed and never shown again."),
        widget=forms.TextInput(_PLAIN_TEXT),
    )
    codes = forms.CharField(
        label=_("It hears of"),
        required=False,
        max_length=2000,
        help_text=_("Kinds of entry, such as remedy-granted case-opened. Empty: of everything."),
        widget=forms.TextInput(_PLAIN_TEXT),
    )


class AgainForm(Plain):
    """What is sent once more."""

    days = forms.IntegerField(label=_("Of the last … days"), min_value=1, max_value=30, initial=7)
    what = forms.ChoiceField(
        label=_("Send again"),
        choices=[("given up", _("what was given up")), ("all", _("everything"))],
        initial="given up",
        widget=forms.RadioSelect(),
    )
