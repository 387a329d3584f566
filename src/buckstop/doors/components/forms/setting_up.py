"""Forms of setting up: lists that are pasted."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from buckstop.doors.components.forms.base import Choices, Plain, words

LARGEST = 1024 * 1024  # bytes of a file


class PeopleForm(Plain):
    """Colleagues, an address a line, and what they may do."""

    people = words(
        gettext_lazy("Mail addresses, one a line"),
        rows=6,
        spellcheck="false",
        placeholder="Ana Ruiz <ana@halden.example>\nbruno.okafor@halden.example",
    )
    role = forms.ChoiceField(label=gettext_lazy("They are"), widget=forms.RadioSelect())

    def __init__(self, *args: Any, roles: Choices = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("role", roles)


class TableForm(Plain):
    """A table: pasted, or a file. `sure` says that what was looked at is to be done."""

    table = words(gettext_lazy("One a line"), rows=6, required=False, spellcheck="false")
    file = forms.FileField(
        label=gettext_lazy("Or a CSV file"),
        required=False,
        widget=forms.FileInput({"accept": ".csv,text/csv,text/plain"}),
    )
    sure = forms.CharField(required=False, widget=forms.HiddenInput())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.says_itself = True  # type: ignore[attr-defined]  # one of the two is needed

    def clean(self) -> dict[str, Any]:
        """The file's words take the place of the pasted ones."""
        said: dict[str, Any] = super().clean() or self.cleaned_data
        file = said.get("file")
        if file and file.size > LARGEST:
            self.add_error("file", _("A list has at most 1 MiB."))
        elif file:
            said["table"] = _decoded(file.read())
        if not said.get("table", "").strip() and not self.errors:
            self.add_error("table", _("Please fill this in."))
        # Browsers send lines back with other ends than a file has: what was looked at is the same.
        said["table"] = "\n".join(said.get("table", "").splitlines()).strip()
        return said


class CustomersForm(TableForm):
    """Customers."""

    table = words(
        gettext_lazy("One a line: name, mail domains, contacts, time zone, note"),
        rows=6,
        required=False,
        spellcheck="false",
        placeholder="Nordbank, nordbank.example, Ines Vogt <ines@nordbank.example>",
    )


def _decoded(raw: bytes) -> str:
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", errors="replace")  # as spreadsheets on Windows write it
