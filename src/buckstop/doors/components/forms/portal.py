"""The forms of the customers' portal."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from buckstop.doors.components.forms.base import Choices, FilesField, Plain, words
from buckstop.people.models import Access


class AddressForm(Plain):
    """Where the link goes."""

    email = forms.EmailField(
        label=_("Your mail address"),
        help_text=_("The one that our letters come to."),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "autofocus": True}),
    )


class NewCaseForm(Plain):
    """Something new. `customers`: for whom they may write, where that isn't one alone."""

    text = words(_("What is wrong?"), rows=6)
    customer = forms.ChoiceField(label=_("For whom do you write?"))
    attached = FilesField()
    confidential = forms.BooleanField(
        label=_("Confidential: of my colleagues only who sees everything sees it"), required=False
    )

    def __init__(self, *args: Any, customers: Choices = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("customer", customers)
        if len(customers) < 2:
            del self.fields["customer"]
        if not customers:
            del self.fields["confidential"]


class InviteForm(Plain):
    """One more of a customer's people."""

    name = forms.CharField(label=_("Name"), max_length=120)
    email = forms.EmailField(label=_("Mail address"), max_length=254)
    sees = forms.ChoiceField(label=_("Sees"), choices=Access.choices)


class SeesForm(Plain):
    """What one of them sees."""

    sees = forms.ChoiceField(label=_("Sees in the portal"), choices=Access.choices)
