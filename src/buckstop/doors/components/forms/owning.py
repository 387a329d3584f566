"""Forms that move ownership and promises: offer, take, hand back, move the time, escalate, ask."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from buckstop.doors.components.forms.base import Choices, Plain, Timed, words


class OfferForm(Timed):
    """Ask somebody to become the owner. `by`: until when they answer."""

    to = forms.ChoiceField(label=_("Offer to"))
    brief = words(_("What they must know"), rows=6)

    def __init__(self, *args: Any, people: Choices = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("to", people)


class TakeForm(Plain):
    """Only to be sure; `of` is the owner who was shown."""

    of = forms.UUIDField(required=False, widget=forms.HiddenInput())


class ReasonForm(Plain):
    """A reason and nothing else: hand back, decline an offer, withdraw."""

    reason = words(_("Why"), rows=3)


class MoveTimeForm(Timed):
    """Move a promise once, before it is due."""

    reason = words(_("Why it moves (the customers read this)"), rows=3)


class EscalateForm(Timed):
    """Ask a leader for alignment."""

    to = forms.ChoiceField(label=_("Ask"))
    why = words(_("What you need from them"), rows=4)
    case = forms.ChoiceField(label=_("On behalf of"), required=False)

    def __init__(
        self, *args: Any, leaders: Choices = (), cases: Choices = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.offer("to", leaders)
        self.offer("case", cases)


class AskForm(Timed):
    """Ask a colleague, a team, a supplier or a customer for an answer or an action."""

    whom = forms.ChoiceField(label=_("Ask"))
    what = words(_("What you need"), rows=3)

    def __init__(self, *args: Any, people: Choices = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("whom", people)


class StepForm(Timed):
    """A step of the plan: who does what by when."""

    what = forms.CharField(label=_("What is to be done"), max_length=300, widget=forms.TextInput())
    who = forms.ChoiceField(label=_("Who does it"))
    scope = forms.ChoiceField(label=_("Who may read it"), required=False)

    def __init__(
        self, *args: Any, people: Choices = (), scopes: Choices = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.offer("who", people)
        self.offer("scope", scopes)
        if len(scopes) < 2:
            self.fields["scope"].widget = forms.HiddenInput()


class AnswerForm(Plain):
    """Answer an ask or an escalation. `answer` is one of the choices given by the view, such as
    `backing` ("Ana has my backing")."""

    answer = forms.ChoiceField(label=_("Your answer"), widget=forms.RadioSelect())
    text = words(_("In your words"), rows=4, required=False)
    helped = forms.BooleanField(label=_("Asking this early helped"), required=False)

    def __init__(self, *args: Any, answers: Choices = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("answer", answers)
