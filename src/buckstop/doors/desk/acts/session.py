"""Where I am logged in: ended, one or all others."""

from typing import Any

from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from buckstop.doors.desk import sittings
from buckstop.doors.desk.acts.base import Confirmation, DeskAct
from buckstop.doors.desk.acts.spots import Spot, Subject, Where
from buckstop.doors.desk.addresses import YOU
from buckstop.doors.desk.guard import Who


class SessionAct(DeskAct):
    """An act on sessions of the reader's own."""

    before = YOU.route

    @property
    def back(self) -> str:
        return YOU.url()


class EndSession(SessionAct):
    """One other browser is logged out."""

    label = gettext_lazy("Log out there")
    under = "sessions/<uuid:key>/"
    noun = "end/"
    where = (Where(Spot.SESSION),)

    @classmethod
    def may(cls, on: Subject) -> bool:
        return not on.row.mine

    @classmethod
    def keys(cls, on: Subject) -> tuple[Any, ...]:
        return (on.row.key,)

    def find(self, **keys: Any) -> None:
        self.key = keys["key"]

    def do(self, filled: dict[str, Any]) -> Confirmation:
        if not sittings.end(self.reader.person, self.key):
            raise Http404
        return Confirmation(_("That browser is logged out."))


class EndOtherSessions(SessionAct):
    """All other browsers are logged out."""

    label = gettext_lazy("Log out everywhere else")
    noun = "sessions/others/end/"
    who = Who.ANYBODY
    where = (Where(Spot.SESSIONS),)

    @classmethod
    def may(cls, on: Subject) -> bool:
        return len(on.row) > 1

    def do(self, filled: dict[str, Any]) -> Confirmation:
        n = sittings.end_others(self.reader.person, self.request.session.session_key)
        said = ngettext(
            "%(n)d other browser is logged out.", "%(n)d other browsers are logged out.", n
        )
        return Confirmation(said % {"n": n})
