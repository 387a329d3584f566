"""Forms of concerns: raised, answered, read by a code."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from buckstop.doors.components.forms.base import Choices, Plain, words


class ConcernForm(Plain):
    """What leadership should hear, and who of them hears it first."""

    to = forms.ChoiceField(
        label=_("Who hears it"),
        help_text=_("They owe you an answer. Whoever stands above them reads it too."),
    )
    text = words(_("What you want them to hear"), rows=7)

    def __init__(self, *args: Any, leaders: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("to", leaders)


class WordsForm(Plain):
    """An answer, or a word more."""

    text = words(_("Your words"), rows=5)


class CodeForm(Plain):
    """The code of a concern."""

    code = forms.CharField(
        label=_("The code of your concern"),
        max_length=80,
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false"}),
    )


class CodeWordsForm(WordsForm):
    """A word more, by whoever has the code."""

    code = forms.CharField(max_length=80, widget=forms.HiddenInput)


class ReceiptForm(Plain):
    """A receipt that somebody shows."""

    receipt = words(_("The whole receipt, as it was given out"), rows=10)
