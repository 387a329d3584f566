"""The last time of something."""

from datetime import datetime

from buckstop.auditor.models import Mark, MarkName


def last(name: MarkName) -> datetime | None:
    """When it was last; None where it never was."""
    return Mark.objects.filter(pk=name).values_list("at", flat=True).first()


def mark(name: MarkName, at: datetime) -> None:
    """It was now."""
    Mark.objects.update_or_create(pk=name, defaults={"at": at})
