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
        self,
        *args: Any,
        customers: Choices = (),
        joins: Choices = (),
        languages: Choices = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.languages = [code for code, _name in languages]
        for code, name in languages:
            self.fields[f"subject_{code}"] = forms.CharField(
                label=_("What it is called, in %(language)s") % {"language": name},
                required=False, max_length=120,
                widget=forms.TextInput({"autocomplete": "off", "lang": code}),
            )  # fmt: skip
            label = _("The same in %(language)s") % {"language": name}
            self.fields[f"text_{code}"] = words(label, rows=5, required=False, lang=code)
        for name, choices in (("customers", customers), ("joins", joins)):
            self.offer(name, choices)
            if not choices:
                del self.fields[name]

    def in_languages(self) -> list[tuple[Any, Any]]:
        """The fields of each other language: what it is called, and the words."""
        return [(self[f"subject_{code}"], self[f"text_{code}"]) for code in self.languages]

    def has_other_words(self) -> bool:
        """Whether anything is written in another language, or wrong there."""
        names = [f"{name}_{code}" for code in self.languages for name in ("subject", "text")]
        return any(self[name].value() or name in self.errors for name in names)

    def clean(self) -> dict[str, Any]:
        """Of another language both are written, or none."""
        cleaned = super().clean()
        for code in self.languages:
            names = (f"subject_{code}", f"text_{code}")
            there = [bool((cleaned.get(name) or "").strip()) for name in names]
            if any(there) and not all(there):
                missing = names[there.index(False)]
                self.add_error(missing, _("Write both, or leave both empty."))
        return cleaned
