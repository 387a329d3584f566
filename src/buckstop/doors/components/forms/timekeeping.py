"""Forms about time that was spent."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from buckstop.doors.components.forms.base import Choices, Plain

_CLOCK = re.compile(r"(?:(\d{1,2})\s*(?::|h))?\s*(\d{1,4})?\s*(?:min)?", re.IGNORECASE)
_HOURS = re.compile(r"(\d{1,2}[.,]\d{1,2})\s*h?", re.IGNORECASE)


class Minutes(forms.CharField):
    """Minutes, however people write them: 90, 1:30, 1h30, 2h, 1.5."""

    def clean(self, value: Any) -> int | None:
        """How many; None where nothing was given, but for a field that needs it."""
        said = super().clean(value)
        if not said:
            return None
        if whole := _HOURS.fullmatch(said):
            return round(float(whole[1].replace(",", ".")) * 60)
        found = _CLOCK.fullmatch(said)
        if found is None or not any(found.groups()):
            raise forms.ValidationError(gettext("Write it as 90, 1:30 or 2h."))
        return int(found[1] or 0) * 60 + int(found[2] or 0)


class TimeForm(Plain):
    """How long, on which day, doing what, and whether it is on the bill."""

    minutes = Minutes(
        label=_("How long"),
        max_length=10,
        help_text=_("As 90, 1:30 or 2h."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "text"}),
    )
    day = forms.DateField(
        label=_("Day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    case = forms.ChoiceField(label=_("For whom"), required=False)
    what = forms.CharField(label=_("What you did"), required=False, max_length=500)
    billable = forms.BooleanField(label=_("It goes on the bill"), required=False)

    def __init__(self, *args: Any, cases: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("case", cases)
        if len(cases) < 2:
            del self.fields["case"]
