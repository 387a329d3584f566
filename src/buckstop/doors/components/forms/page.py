"""The customer's forms."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from buckstop.doors.components.forms.base import FilesField, Plain, words
from buckstop.problems.actions.asking import LONGEST


class WriteForm(Plain):
    """Write to the owner: words, files, or both."""

    text = words(_("Your message"), rows=4, required=False)
    attached = FilesField()

    def clean(self) -> dict[str, Any]:
        """Something must have been said or attached."""
        said: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.errors and not any(said.values()):
            self.add_error("text", _("Please write something, or attach a file."))
        return said


class CorrectionForm(Plain):
    """That's not it."""

    text = words(_("What is it, then?"), rows=4)


class StillBrokenForm(Plain):
    """Still broken."""

    text = words(_("What do you still see?"), rows=3, required=False)
    attached = FilesField()


class AboveForm(Plain):
    """Talk to someone above."""

    why = words(_("What should they know?"), rows=4)


class StepDoneForm(Plain):
    """The customer did their step."""

    text = words(_("A word with it (you may leave this empty)"), rows=2, required=False)
    attached = FilesField()


class EffortForm(Plain):
    """How easy it was to get this solved with us: 1 (very hard) to 7 (very easy), and why."""

    score = forms.TypedChoiceField(
        label=_("How easy was it to get this solved with us?"),
        choices=[(str(n), str(n)) for n in range(1, 8)],
        coerce=int,
        widget=forms.RadioSelect(),
        error_messages={
            "required": _("Choose a number from 1 to 7."),
            "invalid_choice": _("Choose a number from 1 to 7."),
        },
    )
    why = forms.CharField(label=_("Why, in a sentence?"), max_length=LONGEST, required=False)
