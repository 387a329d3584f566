"""Forms of suppliers: who one is, who is of it."""

from datetime import time
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from buckstop.doors.components.forms.base import Choices, FilesField, Plain, Timed, words

_PLAIN_TEXT = {"autocomplete": "off", "spellcheck": "false"}
DAYS = [
    ("0", _("Monday")), ("1", _("Tuesday")), ("2", _("Wednesday")), ("3", _("Thursday")),
    ("4", _("Friday")), ("5", _("Saturday")), ("6", _("Sunday")),
]  # fmt: skip


def _within(label: Any) -> forms.DecimalField:
    """Hours within which they answer."""
    return forms.DecimalField(
        label=label,
        required=False,
        min_value=0,
        max_value=24 * 28,
        decimal_places=2,
        widget=forms.NumberInput({"step": "0.25", "inputmode": "decimal"}),
    )


def _at(label: Any, usual: time) -> forms.TimeField:
    return forms.TimeField(
        label=label, initial=usual, widget=forms.TimeInput({"type": "time"}, format="%H:%M")
    )


class SupplierForm(Plain):
    """Who a supplier is, when it is there, and what it promises us."""

    name = forms.CharField(label=_("Name"), max_length=120, widget=forms.TextInput(_PLAIN_TEXT))
    supplies = forms.CharField(
        label=_("What they supply"),
        max_length=300,
        required=False,
        help_text=_("In your words, such as lines to the branches."),
    )
    services = forms.MultipleChoiceField(
        label=_("Which of our services need it"),
        required=False,
        widget=forms.CheckboxSelectMultiple(),
    )
    weekdays = forms.MultipleChoiceField(
        label=_("They are there on"),
        choices=DAYS,
        initial=["0", "1", "2", "3", "4"],
        widget=forms.CheckboxSelectMultiple(),
    )
    opens = _at(_("From"), time(8))
    closes = _at(_("To"), time(17))
    zone = forms.CharField(
        label=_("Their time zone"),
        max_length=60,
        required=False,
        help_text=_("Empty: the house’s. The same time in both boxes means all day."),
        widget=forms.TextInput(_PLAIN_TEXT),
    )
    answers_stopped = _within(_("Hours of theirs within which they answer, where work stands"))
    answers_slowed = _within(_("… where work is slowed"))
    answers_unhindered = _within(_("… where it can wait"))

    def __init__(self, *args: Any, services: Choices = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["answers_stopped"].help_text = _("As they promised you; empty: nothing.")
        self.offer("services", services)
        if not services:
            del self.fields["services"]


class SupplierPersonForm(Plain):
    """Somebody of a supplier."""

    name = forms.CharField(label=_("Name"), max_length=120, widget=forms.TextInput(_PLAIN_TEXT))
    post = forms.CharField(
        label=_("What they are there"),
        max_length=60,
        required=False,
        help_text=_("Such as support, night line, or manager."),
    )
    email = words(_("Mail addresses, one a line"), rows=2, required=False, **_PLAIN_TEXT)
    phone = words(_("Phone numbers, one a line"), rows=2, required=False, **_PLAIN_TEXT)
    turn_to_after = _within(_("Turn to them after so many hours without an answer"))
    always = forms.BooleanField(
        label=_("They are there at every hour, day and night"), required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].help_text = _("Our mail goes to the first.")
        self.fields["turn_to_after"].help_text = _("Empty: only where they are asked themselves.")


class AskSupplierForm(Timed):
    """What a supplier is asked, by when, and what we do if they stay silent."""

    whom = forms.ChoiceField(label=_("Ask"))
    what = words(_("What you need from them"), rows=4)
    why = words(_("Why it matters"), rows=2, required=False)
    names = forms.ChoiceField(label=_("Which customer it names"), required=False)
    service = forms.ChoiceField(label=_("Which of our services it is about"), required=False)
    plan_b = words(_("What we do if they stay silent"), rows=2)
    plan_b_when = forms.ChoiceField(
        label=_("From when"),
        choices=[
            ("due", _("from the time that you ask for")),
            ("half", _("from halfway there")),
            ("later", _("from an hour after it")),
        ],
    )
    attached = FilesField()

    def __init__(
        self,
        *args: Any,
        people: Choices = (),
        customers: Choices = (),
        services: Choices = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        for name, offered in (
            ("whom", people),
            ("names", [("", str(_("none"))), *customers]),
            ("service", [("", str(_("none"))), *services]),
        ):
            self.offer(name, offered)
        self.fields["what"].help_text = _("They read these words; leave customers’ names out.")
        if not customers:
            self.fields["names"].widget = forms.HiddenInput()
        if not services:
            self.fields["service"].widget = forms.HiddenInput()


class WriteToSupplierForm(Plain):
    """A word to whom we asked."""

    text = words(_("What you write"), rows=5)
    attached = FilesField()


class NoteTimeForm(Timed):
    """By when they said they do it."""

    reason = words(_("What they said"), rows=2, required=False)


class PassOnInsideForm(Plain):
    """Somebody else of the supplier is asked."""

    whom = forms.ChoiceField(label=_("Ask"))

    def __init__(self, *args: Any, people: Choices = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("whom", people)
