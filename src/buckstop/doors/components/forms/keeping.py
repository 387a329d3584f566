"""Forms of how long what was said is kept."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from buckstop.doors.components.forms.base import Choices, Plain


class MonthsForm(Plain):
    """How many months; 0 keeps it forever."""

    months = forms.IntegerField(
        label=_("Months after a problem closed"),
        min_value=0,
        max_value=600,
        help_text=_("0 keeps it forever."),
    )


class PeriodForm(MonthsForm):
    """The same, for a brand."""

    brand = forms.ChoiceField(label=_("Brand"))
    field_order = ("brand", "months")

    def __init__(self, *args: Any, brands: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("brand", brands)
