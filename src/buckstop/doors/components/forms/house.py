"""Forms about the house: when it works, what its days off are, how soon customers hear."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from buckstop.coverage.service_times import ASK_DAYS
from buckstop.doors.components.forms.base import Choices, Plain

_TIME = {"type": "time"}


class ZoneForm(Plain):
    """The time zone of a roster."""

    zone = forms.CharField(
        label=_("Time zone"),
        max_length=60,
        required=False,
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false"}),
    )


class HoursForm(Plain):
    """On which days of the week the house works, from when to when."""

    weekdays = forms.MultipleChoiceField(
        label=_("Days"), widget=forms.CheckboxSelectMultiple(), choices=()
    )
    opens = forms.TimeField(label=_("From"), widget=forms.TimeInput(_TIME, format="%H:%M"))
    closes = forms.TimeField(
        label=_("To"),
        help_text=_("The same time twice is day and night."),
        widget=forms.TimeInput(_TIME, format="%H:%M"),
    )
    zone = forms.CharField(
        label=_("In another time zone than the house’s"),
        max_length=60,
        required=False,
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false"}),
    )

    def __init__(self, *args: Any, days: Choices = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("weekdays", days)


class HolidaysForm(Plain):
    """Whose public holidays are days off."""

    country = forms.ChoiceField(label=_("Public holidays of"), required=False)
    part = forms.CharField(
        label=_("A part of it with holidays of its own"),
        help_text=_("Its code, such as ZH for Zurich or BY for Bavaria."),
        max_length=6,
        required=False,
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false"}),
    )

    def __init__(self, *args: Any, countries: Choices = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("country", [("", _("nowhere")), *countries])


class DayForm(Plain):
    """One day that isn't as the week and the country say."""

    day = forms.DateField(label=_("Day"), widget=forms.DateInput({"type": "date"}))
    how = forms.ChoiceField(
        label=_("It is"),
        choices=[("off", _("a day off")), ("open", _("a working day, though it is a holiday"))],
        widget=forms.RadioSelect(),
    )


class NewsTimesForm(Plain):
    """How soon and how often customers hear from us."""

    first = forms.IntegerField(label=_("First news within, in working minutes"))
    while_hurting = forms.DecimalField(
        label=_("While it stops them: news every … working hours"), max_digits=6, decimal_places=2
    )
    otherwise = forms.DecimalField(
        label=_("Otherwise: news every … working hours"), max_digits=6, decimal_places=2
    )
    fix = forms.DecimalField(
        label=_("Aim to have it fixed within … working hours"),
        max_digits=6,
        decimal_places=2,
        required=False,
        help_text=_("Customers see the aim. Empty: none."),
    )
    ask = forms.IntegerField(
        label=_("Ask the same person how easy it was once in … days at most"),
        required=False,
        help_text=_("0: nobody is asked. Empty: 30."),
    )

    def clean_ask(self) -> int:
        """As it says where nothing is said."""
        said: int | None = self.cleaned_data["ask"]
        return ASK_DAYS if said is None else said


class KeyForm(Plain):
    """What uses a key, and what it may do."""

    name = forms.CharField(
        label=_("What uses it"), max_length=120, widget=forms.TextInput({"autocomplete": "off"})
    )
    scope = forms.ChoiceField(
        label=_("It may"),
        choices=[
            ("read", _("read")),
            ("write", _("read and write")),
            ("raise", _("raise problems, and read none")),
        ],
        widget=forms.RadioSelect(),
    )
    team = forms.ChoiceField(label=_("It sees"), required=False)
    ends_on = forms.DateField(
        label=_("Until the end of"),
        required=False,
        help_text=_("Empty: until somebody withdraws it."),
        widget=forms.DateInput({"type": "date"}),
    )
    mine = forms.BooleanField(label=_("It acts as me, and may do what I may"), required=False)

    def __init__(self, *args: Any, teams: Choices = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("team", [("", _("every problem")), *teams])
