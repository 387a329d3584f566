"""Calendars of the roster: an address made, made anew, withdrawn."""

from typing import Any

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from buckstop.coverage.actions.feeds import end_feed, make_feed
from buckstop.coverage.models import Feed, Roster
from buckstop.doors.desk.acts.base import Confirmation, DeskAct
from buckstop.doors.desk.acts.spots import Spot, Subject, Where
from buckstop.doors.desk.addresses import ROSTER, YOU
from buckstop.doors.desk.guard import Who


class MakeFeed(DeskAct):
    """An address of my own turns; the one that there was answers no more."""

    label = gettext_lazy("Make an address for my turns")
    before = YOU.route
    noun = "calendars/"
    who = Who.ANYBODY
    where = (Where(Spot.CALENDARS),)

    @property
    def back(self) -> str:
        return f"{YOU.url()}#calendars"

    def do(self, filled: dict[str, Any]) -> Confirmation:
        make_feed(self.reader.person, roster=None, **self.by)
        return Confirmation(_("The address is made: give it to your calendar."))


class MakeRosterFeed(MakeFeed):
    """The same of a roster."""

    label = gettext_lazy("Show it in my calendar")
    before = ROSTER.route
    under = "<uuid:key>/"
    noun = "calendars/"
    who = Who.ANYBODY
    where = (Where(Spot.ROSTER_CALENDAR),)
    roster: Roster

    def find(self, **keys: Any) -> None:
        self.roster = get_object_or_404(Roster, pk=keys["key"])

    def do(self, filled: dict[str, Any]) -> Confirmation:
        make_feed(self.reader.person, roster=self.roster, **self.by)
        return Confirmation(_("The address is made: give it to your calendar."), to=self.back)


class EndFeed(DeskAct):
    """An address answers no more."""

    label = gettext_lazy("Withdraw")
    before = YOU.route
    under = "calendars/<uuid:key>/"
    noun = "removal/"
    where = (Where(Spot.CALENDAR),)
    feed: Feed

    @classmethod
    def may(cls, on: Subject) -> bool:
        return on.row.ended_at is None

    def find(self, **keys: Any) -> None:
        mine = Feed.objects.filter(person=self.reader.person, ended_at=None)
        self.feed = get_object_or_404(mine, pk=keys["key"])

    @property
    def back(self) -> str:
        return f"{YOU.url()}#calendars"

    def do(self, filled: dict[str, Any]) -> Confirmation:
        end_feed(self.feed, **self.by)
        return Confirmation(_("Nothing answers at that address any more."))
