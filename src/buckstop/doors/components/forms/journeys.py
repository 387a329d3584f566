"""Forms of journeys: a friction made a cause; a log of another program, and its columns."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from buckstop.doors.components.forms.base import Choices, Plain, Timed, words
from buckstop.journeys.reading.mapping import MOST_ATTRIBUTES, NEEDED
from buckstop.prevention.models import Size


class FrictionForm(Timed):
    """What lets customers lose time, which problem of ours shows it, and what we change."""

    view = forms.CharField(widget=forms.HiddenInput())
    kind = forms.CharField(widget=forms.HiddenInput())
    first = forms.CharField(widget=forms.HiddenInput())
    second = forms.CharField(widget=forms.HiddenInput(), required=False)
    cause = words(_("What lets it happen"), rows=3)
    problem = forms.CharField(
        label=_("Which of our problems shows it"),
        help_text=_("Its number, such as P-1042: a cause stands with a problem of ours."),
        max_length=20,
    )
    what = words(_("What we change"), rows=2)
    shows = words(_("How we would see that it works"), rows=2)
    size = forms.ChoiceField(
        label=_("What it costs"), choices=Size, initial=Size.SMALL, widget=forms.RadioSelect()
    )
    debtor = forms.ChoiceField(label=_("Who sees to it"))

    def __init__(
        self, *args: Any, people: Choices = (), problems: Choices = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.offer("debtor", people)
        if problems:
            label = self.fields["problem"].label
            self.fields["problem"] = forms.ChoiceField(label=label, choices=list(problems))
        order = ["cause", "problem", "what", "shows", "size", "debtor", "by", "by_other"]
        self.order_fields(order)


class BringLogForm(Plain):
    """A file of events."""

    file = forms.FileField(
        label=_("The file"), widget=forms.FileInput({"accept": ".csv,.tsv,.txt,.xes,.gz,.json,"
        ".jsonocel,.sqlite"}),
    )  # fmt: skip
    name = forms.CharField(
        label=_("What it is called here"), required=False, max_length=80,
        help_text=_("Else as the file is."),
    )  # fmt: skip


LABELS = {
    "journey": _("The journey: what its steps belong to, such as a ticket’s number"),
    "step": _("The step: what was done"),
    "time": _("The time"),
    "team": _("The team"),
    "customer": _("The customer"),
    "service": _("The service or product"),
    "began": _("When the step began"),
}


OF_EVENTS = ("step", "time", "began")
"""What an object-centric log says of its events itself: only kinds of objects are chosen."""


class ColumnsForm(Plain):
    """Which column is what; the others are left out but for those that are kept to choose by."""

    journey = forms.ChoiceField(label=LABELS["journey"])
    step = forms.ChoiceField(label=LABELS["step"])
    time = forms.ChoiceField(label=LABELS["time"])
    team = forms.ChoiceField(label=LABELS["team"], required=False)
    customer = forms.ChoiceField(label=LABELS["customer"], required=False)
    service = forms.ChoiceField(label=LABELS["service"], required=False)
    began = forms.ChoiceField(label=LABELS["began"], required=False)
    zone = forms.CharField(label=_("The time zone of times that name none"), max_length=60)
    attributes = forms.MultipleChoiceField(
        label=_("Kept to choose by"),
        required=False,
        widget=forms.CheckboxSelectMultiple(),
        help_text=_("Leave out what names people."),
    )

    def __init__(
        self, *args: Any, names: Choices = (), objects: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        for role in LABELS:
            if objects and role in OF_EVENTS:
                del self.fields[role]
                continue
            none = [] if role in NEEDED else [("", str(_("there is none")))]
            self.offer(role, [*none, *names])
        self.offer("attributes", names)

    def clean_attributes(self) -> list[str]:
        """No more than are looked at."""
        chosen: list[str] = self.cleaned_data["attributes"]
        if len(chosen) > MOST_ATTRIBUTES:
            most = _("Choose %(n)d at most.") % {"n": MOST_ATTRIBUTES}
            raise forms.ValidationError(most)
        return chosen
