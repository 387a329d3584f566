"""Forms that say something: update, reply, note, understanding, fixed."""

from datetime import UTC, datetime
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from buckstop.doors.components.forms.base import (
    OTHER,
    Choices,
    FilesField,
    Plain,
    Timed,
    TypedTime,
    words,
)


class Leaving(Timed):
    """Words that leave now, or at a time. `cleaned_data["leaves"]` is that time in UTC, or None."""

    leaves = forms.ChoiceField(label=_("Leaves"), required=False)
    leaves_other = TypedTime(
        label=_("Day and time"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        error_messages={"invalid": _("Write the day and time as 2026-11-24 16:30.")},
    )

    def __init__(self, *args: Any, leaving: Choices = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("leaves", leaving)

    def clean(self) -> dict[str, Any]:
        """Turn what was chosen or typed into one aware datetime, or None for now."""
        cleaned = super().clean()
        chosen, typed = cleaned.get("leaves"), cleaned.get("leaves_other")
        if chosen == OTHER:
            if typed is None and "leaves_other" not in self.errors:
                self.add_error("leaves_other", gettext("Say which day and time."))
            cleaned["leaves"] = self._leaves(typed) if typed else None
        else:
            cleaned["leaves"] = self._leaves(datetime.fromisoformat(chosen)) if chosen else None
        if cleaned["leaves"] and cleaned.get("told_by_phone"):
            self.add_error("leaves", gettext("What you told them by phone is written down now."))
        return cleaned

    def _leaves(self, said: datetime) -> datetime | None:
        try:
            return (said if said.tzinfo else said.replace(tzinfo=self.zone)).astimezone(UTC)
        except OverflowError:
            self.add_error("leaves_other", gettext("There is no such day."))
            return None


class UpdateForm(Leaving):
    """News to all customers, and when the next comes. `by`: the next news."""

    text = words(_("News for all customers"), rows=5)
    told_by_phone = forms.BooleanField(
        label=_("I have told them by phone; send this as a copy"), required=False
    )
    attached = FilesField()


class ReplyForm(Leaving):
    """An answer to one customer. `by`: the next news, which may stay as it is (empty)."""

    time_required = False
    case = forms.ChoiceField(label=_("To"))
    text = words(_("Your answer"), rows=5)
    told_by_phone = forms.BooleanField(
        label=_("I have told them by phone; send this as a copy"), required=False
    )
    attached = FilesField()

    def __init__(self, *args: Any, cases: Choices = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("case", cases)


class NoteForm(Plain):
    """A note that stays inside."""

    text = words(_("Note for colleagues"), rows=4)
    attached = FilesField()


class UnderstandingForm(Plain):
    """What we understood, as told to the customer."""

    text = words(_("What is wrong, since when, and who is hit"), rows=6)
    scope = forms.ChoiceField(label=_("Who may read it"), required=False)

    def __init__(self, *args: Any, scopes: Choices = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("scope", scopes)
        if len(scopes) < 2:
            self.fields["scope"].widget = forms.HiddenInput()


class FixedForm(Timed):
    """The news that it is fixed, which asks every customer. `by`: when we ask again."""

    time_required = False
    text = words(_("What was wrong and what we did"), rows=6)
