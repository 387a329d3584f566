"""Forms of teams: what one is called, who is of it, what people know."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from buckstop.doors.components.forms.base import Choices, Plain


class NewTeamForm(Plain):
    """A team: its name, who leads it, where its roster is."""

    name = forms.CharField(
        label=_("What it is called"), max_length=80, widget=forms.TextInput({"autocomplete": "off"})
    )
    lead = forms.ChoiceField(
        label=_("Who leads it"), required=False, help_text=_("They hear of gaps in its roster.")
    )
    zone = forms.CharField(
        label=_("Time zone of its roster"),
        max_length=60,
        required=False,
        help_text=_("Empty: the house’s."),
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false"}),
    )

    def __init__(self, *args: Any, leads: Choices = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("lead", [("", str(_("Nobody yet"))), *leads])


class TeamForm(Plain):
    """What a team is called, who leads it, with whom its buck stops."""

    name = NewTeamForm.base_fields["name"]
    lead = NewTeamForm.base_fields["lead"]
    buck_stops_with = forms.ChoiceField(
        label=_("When nobody of the team is on shift, the buck stops with"), required=False
    )

    def __init__(
        self, *args: Any, leads: Choices = (), people: Choices = (), house: str = "", **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.offer("lead", [("", str(_("Nobody yet"))), *leads])
        as_at_desk = _("%(who)s, as in the house") % {"who": house}
        self.offer("buck_stops_with", [("", as_at_desk), *people])


class MembersForm(Plain):
    """Who is taken into a team."""

    people = forms.MultipleChoiceField(label=_("Who"), widget=forms.CheckboxSelectMultiple())

    def __init__(self, *args: Any, people: Choices = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("people", people)


class RouteForm(Plain):
    """What goes to a team: an address of ours, a customer, or a service."""

    address = forms.CharField(
        label=_("What comes to this address"),
        max_length=254,
        required=False,
        widget=forms.EmailInput({"autocomplete": "off"}),
    )
    customer = forms.CharField(
        label=_("Or what this customer reports"),
        max_length=120,
        required=False,
        help_text=_("The name, as it stands on the customer’s page."),
    )
    service = forms.ChoiceField(
        label=_("Or what names this service"),
        required=False,
        help_text=_("In its title, as whole words; signals of it too."),
    )

    def __init__(self, *args: Any, services: list[tuple[str, str]] | None = None, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if services:
            self.offer("service", [("", _("none")), *services])
        else:
            del self.fields["service"]


class SkillForm(Plain):
    """Something that somebody knows."""

    name = forms.CharField(
        label=_("In a few words"), max_length=40, widget=forms.TextInput({"autocomplete": "off"})
    )

    def __init__(self, *args: Any, known: list[str] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if known:
            others = ", ".join(known[:12])
            self.fields["name"].help_text = _("As others have it: %(others)s.") % {"others": others}
