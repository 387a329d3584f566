"""Forms of silences and planned work: from when to when, and why."""

from collections.abc import Sequence
from datetime import UTC, tzinfo
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from buckstop.doors.components.forms.base import Plain, TypedTime, words


def _time(label: Any) -> TypedTime:
    return TypedTime(
        label=label,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M"],
        error_messages={"invalid": _("Write the day and time as 2026-11-24 16:30.")},
    )


class UntilForm(Plain):
    """Until when; times in the reader’s zone."""

    ends = _time(_("Until"))

    def __init__(self, *args: Any, zone: tzinfo, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.zone = zone

    def clean(self) -> dict[str, Any]:
        """The instants that are meant."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for name in ("starts", "ends"):
            if said := cleaned.get(name):
                aware = said if said.tzinfo else said.replace(tzinfo=self.zone)
                cleaned[name] = aware.astimezone(UTC)
        return cleaned


class SilenceForm(UntilForm):
    """When its signals open no problem, and why."""

    starts = _time(_("From"))
    why = words(_("Why, for colleagues"), rows=2)
    field_order: Sequence[str] = ("starts", "ends", "why")


class MovedForm(UntilForm):
    """When it is instead; what has begun only ends at another time."""

    starts = _time(_("From"))
    field_order: Sequence[str] = ("starts", "ends")

    def __init__(self, *args: Any, begun: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if begun:
            del self.fields["starts"]


class PlannedForm(SilenceForm):
    """The same, and what customers read of it."""

    subject = forms.CharField(
        label=_("What customers read"),
        max_length=200,
        help_text=_("Such as: We exchange a router; calls may drop for some minutes."),
    )
    field_order = ("subject", "starts", "ends", "why")
