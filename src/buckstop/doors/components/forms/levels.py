"""Forms of service levels: whom one is for, when it works, how soon there is news."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from buckstop.doors.components.forms.base import Plain
from buckstop.doors.components.forms.house import HolidaysForm, HoursForm, NewsTimesForm

Words = Sequence[tuple[str, Any]]  # what a form offers, in a language that is chosen later
_ANY, _NONE = ("", _("any")), ("", _("none"))
_MANY = ("weekdays", "addresses")  # of which as many are chosen as one likes


class Days(forms.CharField):
    """Days, with commas or blanks between."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput({"autocomplete": "off", "placeholder": "2026-12-24, 2026-12-31"})
        super().__init__(required=False, max_length=2000, widget=widget, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        """As they are typed."""
        return ", ".join(str(day) for day in value) if isinstance(value, list) else value

    def clean(self, value: Any) -> list[date]:
        """Each day once, in their order."""
        said = super().clean(value).replace(",", " ").replace(";", " ").split()
        try:
            return sorted({date.fromisoformat(one) for one in said})
        except ValueError as wrong:
            raise forms.ValidationError(_("Write each day as 2026-12-24.")) from wrong


class LevelForm(Plain):
    """One service level."""

    name = forms.CharField(
        label=_("What it is called"), max_length=80, widget=forms.TextInput({"autocomplete": "off"})
    )
    tier = forms.CharField(
        label=_("For customers of the tier"),
        max_length=40,
        required=False,
        help_text=_("As it stands on the customer’s page. Empty: any."),
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    hurts = forms.ChoiceField(label=_("For the impact"), required=False)
    kind = forms.ChoiceField(label=_("For the kind"), required=False)
    service = forms.ChoiceField(
        label=_("For the service"),
        required=False,
        help_text=_("From when a problem is said to be about it."),
    )
    addresses = forms.MultipleChoiceField(
        label=_("For what came to"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Which of the desk’s addresses they wrote to. None: any."),
    )
    weekdays = HoursForm.base_fields["weekdays"]
    opens = HoursForm.base_fields["opens"]
    closes = HoursForm.base_fields["closes"]
    zone = HoursForm.base_fields["zone"]
    country = HolidaysForm.base_fields["country"]
    part = HolidaysForm.base_fields["part"]
    first = NewsTimesForm.base_fields["first"]
    while_hurting = NewsTimesForm.base_fields["while_hurting"]
    otherwise = NewsTimesForm.base_fields["otherwise"]
    fix = NewsTimesForm.base_fields["fix"]
    ask = NewsTimesForm.base_fields["ask"]
    days_off = Days(
        label=_("Days off of its own"),
        help_text=_("As 2026-12-24, with commas between. The house’s own don’t hold here."),
    )
    days_open = Days(label=_("Public holidays on which it works"), help_text=_("In the same way."))
    on_call = forms.ChoiceField(
        label=_("On call outside its hours"),
        required=False,
        help_text=_("“It can’t wait” reaches whoever of this team is on duty then, too."),
    )
    weighs = forms.IntegerField(
        label=_("Waiting counts, in %"),
        min_value=10,
        max_value=1000,
        required=False,
        help_text=_("Beside the house’s own level, which is 100. It moves what to do next."),
    )
    grows = forms.IntegerField(
        label=_("Each day adds, in %"),
        min_value=0,
        max_value=200,
        required=False,
        help_text=_("Empty or 15: 15, until it is learned from who asked where theirs stands."),
    )

    clean_ask = NewsTimesForm.clean_ask
    legal = forms.IntegerField(
        label=_("By law: a final answer within … days"),
        required=False,
        help_text=_(
            "Owed of each case from the day it came in; where it takes longer, a holding letter "
            "says why and until when. Empty: no law says so."
        ),
    )

    def __init__(self, *args: Any, choices: dict[str, Words], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, offered in choices.items():
            self.offer(name, offered if name in _MANY else [_ANY, *offered])
        self.offer("country", [("", _("nowhere")), *choices["country"]])
        self.offer("on_call", [("", _("nobody besides")), *choices["on_call"]])
        for name in ("on_call", "service", "addresses"):
            if not choices[name]:
                del self.fields[name]


class WhichForm(Plain):
    """For whom one asks which level it is."""

    customer = forms.CharField(
        label=_("Customer"),
        max_length=160,
        required=False,
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    hurts = forms.ChoiceField(label=_("Impact"))
    kind = forms.ChoiceField(label=_("Kind"))
    service = forms.ChoiceField(label=_("Service"), required=False)
    address = forms.ChoiceField(label=_("Written to"), required=False)

    def __init__(self, *args: Any, choices: dict[str, Words], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, offered in choices.items():
            self.offer(name, offered)
        for name in ("service", "address"):
            if choices[name]:
                self.offer(name, [_NONE, *choices[name]])
            else:
                del self.fields[name]
