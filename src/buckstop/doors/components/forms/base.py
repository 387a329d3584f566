"""What all our forms share: how a field is set, and how a time is chosen."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, tzinfo
from typing import TYPE_CHECKING, Any

from django import forms
from django.forms.renderers import TemplatesSetting
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from buckstop.doors.components.shown.draft import DraftShown
from buckstop.doors.components.shown.wording import Wording
from buckstop.kit import said_time

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise as _StrOrPromise

OTHER = "other"
Choices = Sequence[tuple[str, str]]


class Letter(TemplatesSetting):
    """Sets a field as label, help, control and error, with the templates of `settings`."""

    field_template_name = "components/field.html"


class Plain(forms.Form):
    """A form in our letter. Labels carry no colon; ids are `<prefix>_<name>` or `id_<name>`."""

    use_required_attribute = True
    wording: Wording | None = None  # where customers read what is written in it
    draft: DraftShown | None = None  # where what is typed is kept

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            chosen = isinstance(field, forms.ChoiceField)
            asks = _("Please choose one.") if chosen else _("Please fill this in.")
            field.error_messages["required"] = asks

    def point_at_wrong(self) -> None:
        """Let the page open at the first field in which something is wrong."""
        wrong = next((name for name in self.fields if name in self.errors), None)
        for name, field in self.fields.items() if wrong else ():
            field.widget.attrs.pop("autofocus", None)
            if name == wrong:
                field.widget.attrs["autofocus"] = True

    def offer(self, name: str, choices: Iterable[tuple[str, Any]]) -> None:
        """What can be chosen in a field, which depends on who asks and when."""
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField | forms.MultipleChoiceField)
        field.choices = list(choices)


class ManyFiles(forms.ClearableFileInput):
    """A file control that takes several files."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files; cleans to a list."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", ManyFiles(attrs={"multiple": True}))
        kwargs.setdefault("label", gettext_lazy("Attach files"))
        kwargs.setdefault("required", False)
        super().__init__(**kwargs)

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        """The uploaded files, possibly none."""
        given = data if isinstance(data, list | tuple) else [data] if data else []
        return [super(FilesField, self).clean(one, initial) for one in given]


def words(
    label: "_StrOrPromise", *, rows: int = 4, required: bool = True, **attrs: Any
) -> forms.CharField:
    """A field for a few sentences."""
    widget = forms.Textarea(attrs={"rows": rows, **attrs})
    return forms.CharField(label=label, required=required, widget=widget, max_length=50_000)


def time_choices(
    times: Sequence[datetime], *, now: datetime, zone: tzinfo, other: bool = True
) -> list[tuple[str, str]]:
    """Times to choose from, as `(value, words)`; the value is what `Timed` reads back."""
    said = [(time.isoformat(), said_time.at(time, now, zone)) for time in times]
    return [*said, (OTHER, _("another time…"))] if other else said


class TypedTime(forms.DateTimeField):
    """A day and time as somebody typed it: naive, or in the zone that they wrote with it."""

    def to_python(self, value: Any) -> datetime | None:
        """What was typed; Django would put a naive time into its own zone, not the reader's."""
        try:
            read = parse_datetime(value.strip()) if isinstance(value, str) else None
        except ValueError:
            read = None
        if read is not None:
            return read
        found = super().to_python(value)
        return found.replace(tzinfo=None) if found else None


class Timed(Plain):
    """A form with a time chosen from a few, or typed.

    Give it `times` (from `time_choices`), the `usual` one, which is filled in (else the first), and
    the reader's `zone`. Its `cleaned_data["by"]` is a datetime in UTC, or None where
    `time_required` is False.
    """

    by = forms.ChoiceField(label=gettext_lazy("By"))
    by_other = TypedTime(
        label=gettext_lazy("Day and time"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M"],
        error_messages={"invalid": gettext_lazy("Write the day and time as 2026-11-24 16:30.")},
    )
    time_required = True

    def __init__(
        self, *args: Any, times: Choices = (), usual: str = "", zone: tzinfo, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.zone = zone
        self.initial.setdefault("by", usual or None)
        self.offer("by", times)
        field = self.fields["by"]
        field.required = self.time_required
        field.error_messages["invalid_choice"] = _("That time isn't on offer any more; pick again.")

    def clean(self) -> dict[str, Any]:
        """Turn the chosen or typed time into one aware datetime."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        chosen, typed = cleaned.get("by"), cleaned.get("by_other")
        if chosen == OTHER:
            if typed is None and "by_other" not in self.errors:
                self.add_error("by_other", _("Say which day and time."))
            cleaned["by"] = typed and self._in_utc(typed)
        else:
            cleaned["by"] = self._in_utc(datetime.fromisoformat(chosen)) if chosen else None
        return cleaned

    def _in_utc(self, said: datetime) -> datetime | None:
        """The instant that is meant: without a zone it is the reader's own time."""
        try:
            return (said if said.tzinfo else said.replace(tzinfo=self.zone)).astimezone(UTC)
        except OverflowError:
            self.add_error("by_other", _("There is no such day. Promise something within a year."))
            return None
