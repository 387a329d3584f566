"""The form of what those affected are told."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from buckstop.doors.components.forms.base import Choices, Timed, words


class OutreachForm(Timed):
    """What they read, when they hear again, and whom of them. `sure`: what was looked at."""

    subject = forms.CharField(
        label=_("What it is called to them"),
        max_length=120,
        help_text=_("In their words, such as Payments are held up. It is the subject of the mail."),
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    text = words(_("What we see, what it means for them, what we do"), rows=6)
    customers = forms.MultipleChoiceField(
        label=_("Whom"), required=False, widget=forms.CheckboxSelectMultiple()
    )
    joins = forms.MultipleChoiceField(
        label=_("They wrote meanwhile: is it this? Their case joins, and hears it as news."),
        required=False,
        widget=forms.CheckboxSelectMultiple(),
    )
    sure = forms.CharField(required=False, widget=forms.HiddenInput())

    def __init__(
        self, *args: Any, customers: Choices = (), joins: Choices = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in (("customers", customers), ("joins", joins)):
            self.offer(name, choices)
            if not choices:
                del self.fields[name]
