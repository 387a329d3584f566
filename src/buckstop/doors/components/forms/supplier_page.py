"""The forms of a supplier's page."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from buckstop.doors.components.forms.base import Choices, FilesField, Plain, Timed, words


class SayTimeForm(Timed):
    """We'll do it by then."""

    reason = words(gettext_lazy("A word on it"), rows=2, required=False)


class SayDoneForm(Plain):
    """Done."""

    text = words(gettext_lazy("The answer, or what you did"), rows=3)
    attached = FilesField()


class SayNoForm(Plain):
    """We can't."""

    reason = words(gettext_lazy("Why not, and who could"), rows=3)


class PassOnForm(Plain):
    """Somebody else here does this: chosen, or written."""

    to = forms.ChoiceField(label=gettext_lazy("Who does this"), required=False)
    name = forms.CharField(
        label=gettext_lazy("Or somebody else: their name"), max_length=120, required=False
    )
    email = forms.EmailField(
        label=gettext_lazy("Their mail address"), max_length=254, required=False
    )

    def __init__(self, *args: Any, people: Choices = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("to", [("", _("choose somebody")), *people])

    def clean(self) -> dict[str, Any]:
        """One of the two."""
        said: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.errors and not said["to"] and not said["email"]:
            self.add_error("to", _("Choose somebody, or write who it is."))
        return said
