"""Forms of ladders: who hears of what is owed, and when; and for which moment one is played."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from buckstop.coverage.rules.ladders import LONGEST, MOST, Rung, When, Whom
from buckstop.doors.components.forms.base import Choices, Plain
from buckstop.doors.components.forms.roster import WallTime

WHEN = (
    ("", "—"),
    (When.SHARE, _("% of its time has gone")),
    (When.BEFORE, _("minutes before it is due")),
    (When.AFTER, _("minutes after it was due")),
)


SPARE = 3
"""Empty rungs on a sheet, besides those that there are."""


class LadderForm(Plain):
    """The rungs of a ladder; those left empty are none; and for which moment it is played."""

    moment = WallTime(label=_("For what is promised at"), required=False)
    hours = forms.IntegerField(
        label=_("Due after, in hours"), required=False, min_value=1, max_value=24 * 14
    )

    def __init__(
        self,
        *args: Any,
        whom: Choices = (),
        rungs: tuple[Rung, ...] = (),
        lapses: bool = False,
        **kwargs: Any,
    ) -> None:
        given: dict[str, Any] = {}
        for place, rung in enumerate(rungs, 1):
            given |= {f"amount{place}": rung.amount, f"when{place}": rung.when.value}
            given[f"whom{place}"] = rung.whom.value
        super().__init__(*args, initial=given | kwargs.pop("initial", {}), **kwargs)
        for name in ("moment", "hours"):
            self.fields[name].says_itself = True  # type: ignore[attr-defined]
        self.shown = min(MOST, len(rungs) + SPARE)
        times = [one for one in WHEN if not (lapses and one[0] == When.AFTER)]
        for place in range(1, self.shown + 1):
            self.fields[f"amount{place}"] = forms.IntegerField(
                label=_("How many"), required=False, min_value=0, max_value=LONGEST
            )
            self.fields[f"when{place}"] = forms.ChoiceField(
                label=_("When"), choices=times, required=False
            )
            self.fields[f"whom{place}"] = forms.ChoiceField(
                label=_("Who hears"), choices=[("", "—"), *whom], required=False
            )

    def clean(self) -> dict[str, Any]:
        """A rung is whole or empty."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for place in range(1, self.shown + 1):
            parts = [cleaned.get(f"{name}{place}") for name in ("amount", "when", "whom")]
            given = [part not in (None, "") for part in parts]
            if any(given[1:]) and not all(given):
                self.add_error(f"amount{place}", _("Say how many, of what, and who hears."))
        return cleaned

    @property
    def said(self) -> tuple[Rung, ...]:
        """The rungs that were filled in."""
        given = self.cleaned_data
        return tuple(
            Rung(When(given[f"when{n}"]), given[f"amount{n}"], Whom(given[f"whom{n}"]))
            for n in range(1, self.shown + 1)
            if given.get(f"when{n}")
        )

    @property
    def lines(self) -> list[list[forms.BoundField]]:
        """The fields, a rung a line."""
        return [
            [self[f"{name}{place}"] for name in ("amount", "when", "whom")]
            for place in range(1, self.shown + 1)
        ]


class PlayForm(Plain):
    """Which ladder is played, for something promised when and due after how long."""

    kind = forms.ChoiceField(label=_("What is owed"))
    moment = WallTime(label=_("Promised at"))
    hours = forms.IntegerField(label=_("Due after, in hours"), min_value=1, max_value=24 * 14)

    def __init__(self, *args: Any, kinds: Choices = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("kind", kinds)
