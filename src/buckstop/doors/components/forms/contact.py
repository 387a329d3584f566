"""The form by which anybody tells us something, without a log-in."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from buckstop.doors.components.forms.base import FilesField, Plain, words


class ContactForm(Plain):
    """What is wrong, who says so, and where our answer goes.

    `website` is a trap: people don't see it, and what fills in everything fills it in.
    """

    text = words(gettext_lazy("What is wrong?"), rows=7)
    name = forms.CharField(
        label=gettext_lazy("Your name"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = forms.EmailField(
        label=gettext_lazy("Your mail address"),
        help_text=gettext_lazy("Our answer goes there."),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    attached = FilesField()
    website = forms.CharField(
        label=gettext_lazy("Leave this empty"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )

    def clean_website(self) -> str:
        """Nobody of flesh fills it in, or their browser did; either way they can empty it."""
        said = str(self.cleaned_data["website"])
        if said:
            raise forms.ValidationError(
                _("This field is there to stop machines. Empty it, and send again.")
            )
        return said
