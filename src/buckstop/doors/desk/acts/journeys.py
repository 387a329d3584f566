"""Journeys that nobody asked for yet: reckoned in the worker's next turn."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from buckstop.doors.desk.acts.base import Confirmation, DeskAct
from buckstop.doors.desk.acts.offering import Who
from buckstop.doors.desk.addresses import JOURNEYS
from buckstop.doors.desk.pages.journeys.asked import asked
from buckstop.journeys.actions.making import ask


class AskForJourneys(DeskAct):
    """Those of a customer, about a service, through a step."""

    label = gettext_lazy("Reckon it")
    who = Who.DESK
    before = JOURNEYS.route
    noun = "views/"
    in_bar = "journeys"

    def do(self, filled: dict[str, Any]) -> Confirmation:
        del filled
        wanted = asked(self.request.POST)
        ask(**wanted.of, at=self.reader.now)
        return Confirmation(_("It is being reckoned."), to=JOURNEYS.url(**wanted.kept))

    @property
    def back(self) -> str:
        return JOURNEYS.url()
