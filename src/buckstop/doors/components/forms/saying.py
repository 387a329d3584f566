"""Forms that say something: update, reply, note, understanding, fixed."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from buckstop.doors.components.forms.base import Choices, FilesField, Plain, Timed, words


class UpdateForm(Timed):
    """News to all customers, and when the next comes. `by`: the next news."""

    text = words(_("News for all customers"), rows=5)
    told_by_phone = forms.BooleanField(
        label=_("I have told them by phone; send this as a copy"), required=False
    )
    attached = FilesField()


class ReplyForm(Timed):
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
