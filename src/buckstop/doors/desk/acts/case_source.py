"""A form or tool that sends problems: its mapping is tried on a message before it is kept."""

from typing import Any

from django.utils.translation import gettext_lazy

from buckstop.doors.components.forms.chats import CaseSourceForm
from buckstop.doors.desk.acts.base import Confirmation
from buckstop.doors.desk.acts.source import ShowsAddress
from buckstop.doors.desk.acts.spots import Spot, Where
from buckstop.doors.desk.acts.tried_first import TriedFirst
from buckstop.doors.desk.addresses import CHATS
from buckstop.doors.desk.guard import Who
from buckstop.incoming.actions import reporting
from buckstop.incoming.reported import FIELDS, Reported


class AddCaseSource(TriedFirst[Reported], ShowsAddress):
    """One more form or tool that sends us problems."""

    label = gettext_lazy("Add a form or tool")
    who = Who.ADMINS
    in_bar = "house"
    noun = f"{CHATS.route}forms/"
    where = (Where(Spot.CASE_SOURCES),)
    form = CaseSourceForm
    template = "desk/sheet_case_source.html"

    @property
    def back(self) -> str:
        return CHATS.url()

    def tried(self, filled: dict[str, Any]) -> list[Reported]:
        return reporting.tried_reports(filled["sample"], self.mapping(filled))

    def mapping(self, filled: dict[str, Any]) -> dict[str, str]:
        return {name: filled["contact" if name == "name" else name] for name in FIELDS}

    def do(self, filled: dict[str, Any]) -> Confirmation:
        self.source, secret = reporting.add_case_source(
            name=filled["name"], mapping=self.mapping(filled), owner=self.reader.person, **self.by
        )
        return Confirmation("", secret=secret)
