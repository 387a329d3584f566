"""Forms about tags, and fields of the house's own."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from buckstop.doors.components.forms.base import Plain
from buckstop.problems.models import Label
from buckstop.problems.models.label import NAME, VALUE, Sort
from buckstop.problems.models.problem import Kind
from buckstop.problems.rules.labels import tags_in


class TagsForm(Plain):
    """Tags to give: some of those that there are, and others, by name."""

    chosen = forms.MultipleChoiceField(
        label=gettext_lazy("Tags"), required=False, widget=forms.CheckboxSelectMultiple()
    )
    others = forms.CharField(label=gettext_lazy("Other tags"), required=False, max_length=300)
    others.help_text = gettext_lazy("With commas between; a new one is kept for all problems.")

    def __init__(self, *args: Any, labels: Iterable[Label], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        tags = [one.name for one in labels if one.sort == Sort.TAG]
        self.offer("chosen", [(name, name) for name in tags])
        if not tags:
            del self.fields["chosen"]
            self.fields["others"].label = _("Tags")

    @property
    def tags(self) -> list[str]:
        """All that was chosen or written."""
        return [*self.cleaned_data.get("chosen", ()), *tags_in(self.cleaned_data["others"])]


class LabelsForm(TagsForm):
    """And the fields that the house keeps of such a problem, each under its key."""

    def __init__(self, *args: Any, labels: Iterable[Label], **kwargs: Any) -> None:
        found = list(labels)
        super().__init__(*args, labels=found, **kwargs)
        self.own = [one for one in found if one.sort != Sort.TAG]
        for one in self.own:
            self.fields[one.pk.hex] = _field(one)

    @property
    def values(self) -> dict[UUID, str]:
        """What the fields say, as it was written."""
        return {one.pk: self.cleaned_data[one.pk.hex] for one in self.own}


def _field(label: Label) -> forms.Field:
    if label.sort == Sort.CHOICE:
        choices = [("", "—"), *((one, one) for one in label.choices)]
        return forms.ChoiceField(label=label.name, required=False, choices=choices)
    attrs = {
        Sort.NUMBER: {"inputmode": "decimal"},
        Sort.DATE: {"type": "date"},
    }.get(Sort(label.sort), {})
    widget = forms.TextInput(attrs=attrs)
    return forms.CharField(label=label.name, required=False, max_length=VALUE, widget=widget)


class ChangeLabelForm(Plain):
    """What it is called, which problems have it, and whether customers read it."""

    name = forms.CharField(label=gettext_lazy("Its name"), max_length=NAME)
    choices = forms.CharField(
        label=gettext_lazy("What can be chosen, one a line"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=4_000,
    )
    kinds = forms.MultipleChoiceField(
        label=gettext_lazy("Only for"),
        required=False,
        choices=Kind.choices,
        widget=forms.CheckboxSelectMultiple(),
        help_text=gettext_lazy("Nothing chosen: for all."),
    )
    for_customers = forms.BooleanField(
        label=gettext_lazy("Customers read it on their page, with its value"), required=False
    )

    def clean_choices(self) -> list[str]:
        """One a line."""
        return str(self.cleaned_data["choices"]).splitlines()


class AddLabelForm(ChangeLabelForm):
    """And what a problem has of it."""

    sort = forms.ChoiceField(
        label=gettext_lazy("What it is"), choices=Sort.choices, initial=Sort.TAG
    )
    field_order = ("name", "sort", "choices", "kinds", "for_customers")
