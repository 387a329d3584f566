"""Forms of the roster: turns, overrides, absences, swaps."""

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

from buckstop.doors.components.forms.base import Choices, Plain, TypedTime

FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2200, 1, 1)
SEATS = 6  # how many people a rotation's sheet asks for at first


class WallTime(TypedTime):
    """A day and time by the clock on the wall, whatever its zone."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            widget=forms.DateTimeInput({"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
            input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"],
            validators=[
                MinValueValidator(datetime.combine(FIRST_DAY, time())),
                MaxValueValidator(datetime.combine(LAST_DAY, time())),
            ],
            error_messages={"invalid": _("Write the day and time as 2026-11-24 16:30.")},
            **kwargs,
        )

    def to_python(self, value: Any) -> datetime | None:
        """What was typed, without a zone."""
        found = super().to_python(value)
        return found.replace(tzinfo=None) if found else None


class RotationForm(Plain):
    """Who takes turns, in their order; since when, how long. `previewed` is what was seen of it."""

    days = forms.IntegerField(
        label=_("Days a turn"), min_value=1, max_value=28, help_text=_("7 hands over every week.")
    )
    begins = forms.DateField(
        label=_("First turn from"),
        validators=[MinValueValidator(FIRST_DAY), MaxValueValidator(LAST_DAY)],
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
    )
    hands_over = forms.TimeField(
        label=_("Hands over at"), widget=forms.TimeInput({"type": "time"}, format="%H:%M")
    )
    zone = forms.CharField(
        label=_("Time zone"),
        max_length=60,
        required=False,
        help_text=_("Empty: the roster’s. Another one lets people elsewhere cover their own day."),
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false"}),
    )
    previewed = forms.CharField(required=False, widget=forms.HiddenInput())

    def __init__(self, *args: Any, people: Choices = (), seats: int = SEATS, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.seats = [f"person{place}" for place in range(1, seats + 1)]
        for place, name in enumerate(self.seats, 1):
            self.fields[name] = forms.ChoiceField(
                label=_("First") if place == 1 else _("Then"),
                choices=[("", "—"), *people],
                required=place == 1,
            )
        self.order_fields(self.seats)

    @property
    def people(self) -> Sequence[str]:
        """The keys of those who take turns, in their order."""
        return [self.cleaned_data[name] for name in self.seats if self.cleaned_data.get(name)]

    @property
    def said(self) -> str:
        """What was filled in, as one word."""
        given = self.cleaned_data
        return "|".join(
            [*self.people, *(str(given[name]) for name in ("days", "begins", "hands_over", "zone"))]
        )


class OverrideForm(Plain):
    """Somebody instead of somebody, for some hours."""

    person = forms.ChoiceField(label=_("On duty"))
    instead_of = forms.ChoiceField(label=_("Instead of"), required=False)
    starts = WallTime(label=_("From"))
    ends = WallTime(label=_("To"))

    def __init__(self, *args: Any, people: Choices = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        nobody = [("", str(_("Nobody: besides whoever is there")))]
        self.offer("person", people)
        self.offer("instead_of", [*nobody, *people])


class AbsenceForm(Plain):
    """Somebody is away, and perhaps somebody stands in."""

    person = forms.ChoiceField(label=_("Who is away"))
    starts = WallTime(label=_("From"))
    ends = WallTime(label=_("To"))
    stand_in = forms.ChoiceField(
        label=_("Who stands in"), required=False, help_text=_("Without, their shifts are a gap.")
    )

    def __init__(
        self, *args: Any, people: Choices = (), stand_ins: Choices = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.offer("person", people)
        self.offer("stand_in", [("", str(_("Nobody"))), *stand_ins])


class SwapForm(Plain):
    """One of my turns, and who is asked to take it."""

    turn = forms.ChoiceField(label=_("Which turn"))
    to = forms.ChoiceField(label=_("Offer it to"))

    def __init__(
        self, *args: Any, turns: Choices = (), people: Choices = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.offer("turn", turns)
        self.offer("to", people)


class BringForm(Plain):
    """A calendar file; `kept` is what was looked at, so that exactly that is kept."""

    file = forms.FileField(
        label=_("An iCalendar file (.ics)"),
        required=False,
        widget=forms.FileInput({"accept": ".ics,text/calendar"}),
        help_text=_("Most calendars and on-call programs export one."),
    )
    kept = forms.CharField(required=False, widget=forms.HiddenInput())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].says_itself = True  # type: ignore[attr-defined]  # the first time alone

    def clean(self) -> dict[str, Any]:
        """A file takes the place of what was looked at before."""
        said: dict[str, Any] = super().clean() or self.cleaned_data
        if not said.get("file") and not said.get("kept") and not self.errors:
            self.add_error("file", _("Choose a file."))
        return said
