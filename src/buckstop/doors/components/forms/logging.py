"""Log a problem, add people, shifts and customers."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from buckstop.doors.components.forms.base import Choices, Plain, words
from buckstop.people.languages import Language
from buckstop.problems.rules import impact

IMPACTS = [
    ("stops", impact.CHOICES[impact.STOPS]),
    ("slows", impact.CHOICES[impact.SLOWS]),
    ("waits", impact.CHOICES[impact.CAN_WAIT]),
]
HEARD = [
    ("phone", _("on the phone")),
    ("person", _("face to face")),
    ("noticed", _("a colleague noticed it")),
    ("self", _("we found it")),
]


class LogForm(Plain):
    """What is wrong, in their words; for whom; how much it hurts; whether they are told.

    `contact` holds the id that the typeahead chose; `customer_text` what was typed. The view that
    finds neither puts its sentence on `customer_text`.
    """

    words = words(_("What is wrong, in their words"), rows=4, autofocus=True)
    customer_text = forms.CharField(
        label=_("For whom"),
        max_length=200,
        required=False,
        help_text=_("Three letters of a name, mail, domain or phone number."),
        widget=forms.TextInput(
            attrs={
                "autocomplete": "off",
                "spellcheck": "false",
                "hx-get": "/log/customers/",
                "hx-trigger": "input changed delay:150ms",
                "hx-target": "#found-customers",
                "hx-include": "this",
            }
        ),
    )
    contact = forms.CharField(required=False, widget=forms.HiddenInput())
    impact = forms.ChoiceField(
        label=_("Impact"), choices=IMPACTS, widget=forms.RadioSelect(), initial="slows"
    )
    heard = forms.ChoiceField(label=_("How we heard"), choices=HEARD, initial="phone")
    tell = forms.BooleanField(
        label=_("Mail them that we have it"),
        help_text=_("It quotes what you noted, as noted by you. What we noticed stays inside."),
        required=False,
        initial=True,
    )


class PersonForm(Plain):
    """A new member of staff. `roles` are the roles that the reader may give."""

    name = forms.CharField(label=_("Name, as customers read it"), max_length=120)
    mail = forms.EmailField(label=_("Mail address"))
    role = forms.ChoiceField(label=_("Role"))

    def __init__(self, *args: Any, roles: Choices = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("role", roles)


class NewPersonForm(PersonForm):
    """The same, with the link that lets them in."""

    invite = forms.BooleanField(
        label=_("Mail them the link that lets them in"), required=False, initial=True
    )


class ChangePersonForm(Plain):
    """What a member of staff is called, where they log in, in which zone they read times."""

    name = forms.CharField(label=_("Name"), max_length=120)
    public_name = forms.CharField(
        label=_("As customers read it"),
        help_text=_("Empty: the same."),
        max_length=120,
        required=False,
    )
    mail = forms.EmailField(label=_("Mail address, to log in with"))
    languages = forms.MultipleChoiceField(
        label=_("Languages that they speak with customers"),
        choices=Language.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple(),
    )
    zone = forms.CharField(
        label=_("Time zone in which they read times"),
        help_text=_("Empty: the house’s."),
        max_length=60,
        required=False,
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false"}),
    )


class PictureForm(Plain):
    """How somebody looks."""

    picture = forms.FileField(
        label=_("Picture"),
        help_text=_("PNG, JPEG, GIF or WebP. Its middle is kept, small, and nothing else of it."),
        widget=forms.FileInput({"accept": "image/png,image/jpeg,image/gif,image/webp"}),
    )


class ShiftForm(Plain):
    """A weekly shift."""

    person = forms.ChoiceField(label=_("Who"))
    day = forms.ChoiceField(label=_("Day"))
    starts = forms.TimeField(label=_("From"), widget=forms.TimeInput(attrs={"type": "time"}))
    ends = forms.TimeField(label=_("To"), widget=forms.TimeInput(attrs={"type": "time"}))
    zone = forms.CharField(
        label=_("Time zone"),
        max_length=60,
        required=False,
        help_text=_("Empty: the roster’s. Another one lets people elsewhere cover their own day."),
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false"}),
    )

    def __init__(self, *args: Any, people: Choices = (), days: Choices = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in (("person", people), ("day", days)):
            self.offer(name, choices)


class DeactivateForm(Plain):
    """Deactivate a person, after what they own has gone to somebody."""

    to = forms.ChoiceField(label=_("What they own goes to"))
    reason = words(_("Why"), rows=2)

    def __init__(self, *args: Any, people: Choices = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("to", people)
