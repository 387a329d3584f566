"""Forms about a customer's side: their word, moving a case, its kind and its other ends."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from buckstop.doors.components.forms.base import Choices, Plain, words

WORDS = [("solved", _("It is solved")), ("broken", _("It is still broken"))]
HOW = [("phone", _("on the phone")), ("mail", _("by mail")), ("person", _("face to face"))]
KINDS = [
    ("problem", _("A problem: something is wrong and we own it")),
    ("request", _("A request: do this for us")),
    ("question", _("A question: an answer is all it needs")),
]
VOID_REASONS = [("spam", _("Spam")), ("mistake", _("Sent by mistake")), ("test", _("A test"))]


class WordForm(Plain):
    """Record the customer's word."""

    word = forms.ChoiceField(label=_("They said"), choices=WORDS, widget=forms.RadioSelect())
    how = forms.ChoiceField(label=_("How"), choices=HOW)
    said = words(_("In their words"), rows=3)


class MoveCaseForm(Plain):
    """Move a case onto another problem, named by its reference."""

    problem = forms.CharField(
        label=_("Onto which problem"),
        max_length=40,
        help_text=_("Its reference, such as P-1042, or words of its title."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    reason = words(_("Why it is the same trouble"), rows=2)


class TitleForm(Plain):
    """What a problem is called."""

    title = forms.CharField(label=_("What is wrong, in a few words"), max_length=200)


class MoveOutForm(Plain):
    """Move a case out into a problem of its own."""

    title = forms.CharField(label=_("What its problem is"), max_length=200)
    reason = words(_("Why it isn't the same trouble"), rows=2)


class WidenForm(Plain):
    """Confirm that a line becomes everybody's."""

    text = words(_("What everybody will read"), rows=5)


class KindForm(Plain):
    """How much ceremony it gets."""

    kind = forms.ChoiceField(label=_("It is"), choices=KINDS, widget=forms.RadioSelect())


class DeclineForm(Plain):
    """Not ours to do: told why, and who can help."""

    why = words(_("Why it isn't ours to do"), rows=3)
    who_can_help = words(_("Who can help"), rows=2)


class VoidForm(Plain):
    """Nobody is mailed; leads see a sample; it can be undone."""

    why = forms.ChoiceField(label=_("It is"), choices=VOID_REASONS, widget=forms.RadioSelect())


class BlackOutForm(Plain):
    """What is hidden for good, why, and which files go."""

    words = forms.CharField(
        label=_("The words"),
        required=False,
        max_length=500,
        help_text=_("Exactly as they stand, or select them before you open this."),
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "spellcheck": "false", "data-selected": ""}
        ),
    )
    why = forms.ChoiceField(label=_("What they are"), widget=forms.RadioSelect())
    going_files = forms.MultipleChoiceField(
        label=_("Files that go too"), required=False, widget=forms.CheckboxSelectMultiple()
    )

    def __init__(self, *args: Any, whys: Choices, going_files: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("why", whys)
        self.offer("going_files", going_files)
        if not going_files:
            del self.fields["going_files"]

    def clean(self) -> dict[str, Any]:
        """Without a file there is nothing to choose."""
        return {"going_files": [], **(super().clean() or {})}
