"""Teams that hear of what is written for everybody."""

from typing import Any

from django import forms
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from buckstop.briefings import permissions as may
from buckstop.briefings import queries
from buckstop.briefings.actions import subscribe, unsubscribe
from buckstop.briefings.models import Subscription
from buckstop.coverage.models import Team
from buckstop.coverage.queries import teams
from buckstop.doors.components.forms.base import Choices, Plain
from buckstop.doors.desk.acts.base import Confirmation, DeskAct
from buckstop.doors.desk.acts.spots import Spot, Subject, Where
from buckstop.doors.desk.addresses import BRIEFINGS
from buckstop.doors.desk.guard import Who
from buckstop.doors.desk.reader import Reader


class SubscriptionForm(Plain):
    """Which team."""

    team = forms.ChoiceField(label=gettext_lazy("Which team"))

    def __init__(self, *args: Any, teams: Choices = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("team", teams)


def _open_to(reader: Reader) -> list[Team]:
    """The teams that the reader may let hear of it."""
    actor, there = reader.actor, {one.team_id for one in queries.subscriptions()}
    mine = queries.teams_of(actor)
    return [
        one
        for one in teams()
        if not may.may_subscribe(one, actor, mine=one.pk in mine, there=one.pk in there)
    ]


class Subscribe(DeskAct):
    """Its people are told of each briefing, and it has a feed."""

    label = gettext_lazy("Let a team hear of each")
    noun = f"{BRIEFINGS.route}subscriptions/"
    where = (Where(Spot.BRIEFINGS),)
    who = Who.DESK
    form = SubscriptionForm
    submit = gettext_lazy("Let it hear")

    @classmethod
    def may(cls, on: Subject) -> bool:
        return bool(_open_to(on.reader))

    def options(self) -> dict[str, Any]:
        return {"teams": [(str(one.pk), one.name) for one in _open_to(self.reader)]}

    @property
    def back(self) -> str:
        return BRIEFINGS.url()

    def do(self, filled: dict[str, Any]) -> Confirmation:
        team = get_object_or_404(Team, pk=filled["team"])
        subscribe(team, **self.by)
        return Confirmation(_("%(team)s hears of each briefing from now on.") % {"team": team})


class Unsubscribe(DeskAct):
    """It hears of no more."""

    label = gettext_lazy("End it")
    noun = f"{BRIEFINGS.route}<uuid:key>/end/"
    where = (Where(Spot.SUBSCRIPTION),)
    who = Who.DESK
    subscription: Subscription

    @classmethod
    def may(cls, on: Subject) -> bool:
        actor, row = on.reader.actor, on.row
        return not may.may_unsubscribe(row, actor, mine=queries.belongs(row.team, actor))

    def find(self, **keys: Any) -> None:
        rows = Subscription.objects.filter(until=None).select_related("team")
        self.subscription = get_object_or_404(rows, pk=keys["key"])

    @property
    def back(self) -> str:
        return BRIEFINGS.url()

    def do(self, filled: dict[str, Any]) -> Confirmation:
        unsubscribe(self.subscription, **self.by)
        return Confirmation(_("It hears of no more."))
