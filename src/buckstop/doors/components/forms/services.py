"""Forms of services: what one is, what it needs, who uses it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from buckstop.doors.components.forms.base import Choices, Plain, words
from buckstop.doors.components.forms.setting_up import TableForm
from buckstop.services.models import Matters

_PLAIN_TEXT = {"autocomplete": "off", "spellcheck": "false"}


class ServiceForm(Plain):
    """What a service is called, and after how much quiet its trouble is over."""

    name = forms.CharField(
        label=_("Name"),
        max_length=120,
        help_text=_("As customers call it, such as online payments."),
        widget=forms.TextInput(_PLAIN_TEXT),
    )
    about = forms.CharField(label=_("What it does"), max_length=300, required=False)
    key = forms.CharField(
        label=_("Key"),
        max_length=64,
        required=False,
        help_text=_("By which programs know it. Empty: made of the name."),
        widget=forms.TextInput(_PLAIN_TEXT),
    )
    quiet_minutes = forms.IntegerField(
        label=_("Minutes of quiet after which its trouble is over"),
        initial=15,
        min_value=1,
        max_value=60 * 24 * 7,
        widget=forms.NumberInput({"inputmode": "numeric"}),
    )


class NeedForm(Plain):
    """Which other service it needs."""

    on = forms.ChoiceField(label=_("It doesn’t work without"))

    def __init__(self, *args: Any, others: Choices = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("on", others)


class UseForm(Plain):
    """Which customer uses it, where, on which plan, and how much it matters to them."""

    customer = forms.CharField(
        label=_("Customer"), max_length=160, widget=forms.TextInput(_PLAIN_TEXT)
    )
    site = forms.CharField(
        label=_("Where"),
        max_length=120,
        required=False,
        help_text=_("A branch or building; empty: everywhere."),
    )
    plan = forms.CharField(label=_("Plan"), max_length=60, required=False)
    matters = forms.TypedChoiceField(
        label=_("When it stops, that"),
        choices=Matters,
        coerce=int,
        initial=Matters.SLOWS,
        widget=forms.RadioSelect(),
    )


class ServicesForm(TableForm):
    """Services and who uses them."""

    table = words(
        _("One a line: service, customer, site, plan, how much it matters, what it needs"),
        rows=8,
        required=False,
        spellcheck="false",
        placeholder="Online payments, Nordbank, Thun, Gold, stops them, Payment gateway",
    )
