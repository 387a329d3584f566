"""Forms of prevention: causes, and what is owed of a problem that hurt."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from buckstop.doors.components.forms.base import Choices, Plain, Timed, words
from buckstop.prevention.models import Size


class FindCauseForm(Plain):
    """A cause that is known, or a new one in a sentence."""

    known = forms.ChoiceField(label=_("Known already?"), required=False)
    what = words(_("Else, in a sentence: what let it happen?"), rows=2, required=False)

    def __init__(self, *args: Any, causes: Choices = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("known", [("", str(_("none of these: a new one"))), *causes])
        if not causes:
            self.fields["known"].widget = forms.HiddenInput()
            self.fields["what"].label = _("What let it happen?")
        self.fields["what"].help_text = _(
            "Something that we can change: a missing check, a confusing form, a part that wears."
        )

    def clean(self) -> dict[str, Any]:
        """One of both."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not cleaned.get("known") and not cleaned.get("what"):
            self.add_error("what", _("Say what let it happen: something that we can change."))
        return cleaned


class CauseForm(Plain):
    """A cause in a sentence."""

    what = words(_("What lets it happen"), rows=2)


class LookAgainForm(Timed):
    """Nobody knows yet; when we look again."""

    reason = words(_("What was looked at, and what is missing"), rows=3)


class ToForm(Plain):
    """One of us."""

    to = forms.ChoiceField(label=_("To"))

    def __init__(self, *args: Any, people: Choices = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("to", people)


class ReviewForm(Plain):
    """A review in four parts; `seen` names what stood in it when it was opened."""

    happened = words(_("What happened"), rows=4, required=False)
    went_well = words(_("What went well"), rows=3, required=False)
    surprised = words(_("What surprised us"), rows=3, required=False)
    changes = words(_("What we change"), rows=3, required=False)
    seen = forms.CharField(widget=forms.HiddenInput(), required=False)


class IntoForm(Plain):
    """Another cause."""

    into = forms.ChoiceField(label=_("It is the same as"))

    def __init__(self, *args: Any, causes: Choices = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("into", causes)


class SplitForm(CauseForm):
    """Which of its problems had another cause, and which."""

    rows = forms.MultipleChoiceField(
        label=_("Which of these"), widget=forms.CheckboxSelectMultiple()
    )

    def __init__(self, *args: Any, problems: Choices = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("rows", problems)
        self.order_fields(["rows", "what"])


class PreventionForm(Timed):
    """What is changed, how one would see that it works, what it costs, who sees to it by when."""

    what = words(_("What we change"), rows=2)
    shows = words(_("How we would see that it works"), rows=2)
    size = forms.ChoiceField(
        label=_("What it costs"), choices=Size, initial=Size.SMALL, widget=forms.RadioSelect()
    )
    debtor = forms.ChoiceField(label=_("Who sees to it"))

    def __init__(self, *args: Any, people: Choices = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("debtor", people)


class WhyForm(Plain):
    """A reason."""

    reason = words(_("Why"), rows=2)


class LaterForm(Timed):
    """By another time, and why."""

    reason = words(_("Why it moves"), rows=2)


class LetterForm(Plain):
    """A letter to customers."""

    text = words(_("What you write"), rows=6)


class SuggestionForm(Plain):
    """What a customer suggests, and who answers them."""

    what = words(_("What they suggest"), rows=3)
    owner = forms.ChoiceField(label=_("Who answers them"))

    def __init__(self, *args: Any, people: Choices = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("owner", people)
