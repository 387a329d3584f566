"""Forms that make something right, and of who may give how much."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from buckstop.doors.components.forms.base import Choices, Plain, Timed, words
from buckstop.kit.money import Money

PARTS = ("happened", "did", "changes")
"""The three sentences of an apology, in their order."""
BEYOND = [
    ("ask", _("Ask for a yes; it leaves as soon as they say it")),
    ("now", _("Give it now in good faith: it can’t wait")),
]


def amount(label: Any, **more: Any) -> forms.CharField:
    """A field for an amount of money."""
    control = forms.TextInput({"inputmode": "decimal", "autocomplete": "off", "size": 12})
    return forms.CharField(label=label, max_length=40, widget=control, **more)


class RemedyForm(Timed):
    """What makes it right: an apology in three sentences, and what they get with it.

    `by`: until when they have it. `beyond`: what to do where it is beyond the writer's limits.
    """

    kind = forms.ChoiceField(label=_("What makes it right"), widget=forms.RadioSelect())
    amount = amount(_("How much it is worth"), required=False)
    what = forms.CharField(label=_("What they get"), required=False, max_length=200)
    happened = words(_("What happened: ours, plainly"), rows=2)
    did = words(_("What we did about it"), rows=2)
    changes = words(_("What changes, so that it doesn’t come back"), rows=2)
    debtor = forms.ChoiceField(label=_("Who sees to it"), required=False)
    beyond = forms.ChoiceField(
        label=_("It is beyond your limits"),
        choices=BEYOND,
        required=False,
        widget=forms.RadioSelect(),
    )
    why_now = words(_("Why it can’t wait"), rows=2, required=False)
    time_required = False

    def __init__(
        self, *args: Any, kinds: Choices = (), people: Choices = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        for name in ("what", "amount", "debtor", "why_now"):
            self.fields[name].says_itself = True  # type: ignore[attr-defined]  # what it is for
        self.offer("kind", kinds)
        self.offer("debtor", [("", str(_("Choose somebody"))), *people])

    def clean(self) -> dict[str, Any]:
        """What is given now, beyond the limits, says why."""
        cleaned = super().clean()
        if cleaned.get("beyond") == "now" and not (cleaned.get("why_now") or "").strip():
            self.add_error("why_now", _("Say what can’t wait; whoever leads reads it."))
        return cleaned


class GrantForm(Plain):
    """Yes; or yes, but with another amount."""

    amount = amount(_("How much"))

    def is_of(self, worth: Money | None) -> None:
        """What is asked for: in which currency, or that it has no amount."""
        if worth is None:
            del self.fields["amount"]
        else:
            said = {"currency": worth.currency}
            self.fields["amount"].label = gettext("How much, in %(currency)s") % said


class OwnKindForm(Plain):
    """A kind of the house's own."""

    name = forms.CharField(label=_("What it is called"), max_length=40)


class AuthorityForm(Plain):
    """Who may give what without asking anybody, up to how much."""

    holder = forms.ChoiceField(label=_("Who"))
    kinds = forms.MultipleChoiceField(
        label=_("What they may give"), widget=forms.CheckboxSelectMultiple()
    )
    per_case = amount(_("Up to how much in one case"))
    per_customer = amount(_("To one customer in a month"))
    per_month = amount(_("In all in a month"))

    def __init__(
        self, *args: Any, holders: Choices = (), kinds: Choices = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.offer("holder", holders)
        self.offer("kinds", kinds)
