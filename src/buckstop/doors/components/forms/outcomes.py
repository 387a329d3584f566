"""Forms of outcomes: what was said with a customer, and why one left."""

from django import forms
from django.utils.translation import gettext_lazy as _

from buckstop.doors.components.forms.base import Plain, words
from buckstop.reliability.models import Because


class CallForm(Plain):
    """What came of speaking to them."""

    what = words(_("What came of it"), rows=3)


class LeftForm(Plain):
    """Why they left."""

    because = forms.ChoiceField(
        label=_("Mainly because of"), choices=Because, widget=forms.RadioSelect()
    )
    why = words(_("In their words"), rows=3)
