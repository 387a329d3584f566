"""Who hears of what is owed, and when."""

from datetime import datetime, timedelta
from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from buckstop.coverage.actions import ladders
from buckstop.coverage.models import Roster
from buckstop.coverage.rules.ladders import Whom
from buckstop.doors.components.forms.base import Plain
from buckstop.doors.components.forms.ladders import LadderForm
from buckstop.doors.desk.acts.base import Confirmation, DeskAct
from buckstop.doors.desk.acts.spots import Spot, Subject, Where
from buckstop.doors.desk.addresses import LADDERS
from buckstop.doors.desk.guard import Who
from buckstop.doors.desk.pages.ladders.data import ladder_of
from buckstop.doors.desk.presenting.ladders import whom_says
from buckstop.doors.desk.presenting.playing import Played, played
from buckstop.problems.commitments.kind import KINDS, Kind


class _OfLadder(DeskAct):
    """An act on the ladder of a kind, on a roster."""

    who = Who.LEADERS
    in_bar = "house"
    before = LADDERS.route
    under = "<uuid:key>/<slug:kind>/"
    roster: Roster
    kind: type[Kind]

    @classmethod
    def keys(cls, on: Subject) -> tuple[Any, ...]:
        return (on.row.roster, on.row.kind.code)

    def find(self, **keys: Any) -> None:
        rows = Roster.objects.filter(team__ended_at=None).select_related("team")
        self.roster = get_object_or_404(rows, pk=keys["key"])
        if keys["kind"] not in KINDS:
            raise Http404
        self.kind = KINDS[keys["kind"]]

    @property
    def back(self) -> str:
        return LADDERS.url(team=self.roster.team_id or "")


class SetLadder(_OfLadder):
    """Its rungs; what it comes to is seen before it is kept, as often as one likes."""

    label = gettext_lazy("Change")
    noun = "change/"
    where = (Where(Spot.LADDER, 10),)
    form = LadderForm
    template = "desk/sheet_ladder.html"
    submit = gettext_lazy("Keep it")
    preview: Played | None = None

    def options(self) -> dict[str, Any]:
        now = self.reader.now.astimezone(self.reader.zone).replace(second=0, microsecond=0)
        return {
            "whom": [(one.value, whom_says(one)) for one in Whom],
            "rungs": ladder_of(self.roster, self.kind).rungs,
            "lapses": not self.kind.ladder,
            "initial": {"moment": now.replace(tzinfo=None), "hours": 4},
        }

    def context(self) -> dict[str, Any]:
        said = {"what": _(self.kind.label), "team": self.roster.name}
        return {
            "heading": _("%(what)s, %(team)s: who hears when") % said,
            "lead": _("What is owed already takes it from its next rung on."),
            "preview": self.preview,
        }

    def stops(self, form: Plain) -> bool:
        if "play" not in self.request.POST:
            return False
        assert isinstance(form, LadderForm)
        moment: datetime | None = form.cleaned_data.get("moment")
        since = moment.replace(tzinfo=self.reader.zone) if moment else self.reader.now
        since = max(since, self.reader.now)
        due = since + timedelta(hours=form.cleaned_data.get("hours") or 4)
        rungs = form.said
        self.preview = played(
            rungs, team=self.roster.team_id, since=since, due=due, reader=self.reader
        )
        return True

    def do(self, filled: dict[str, Any]) -> Confirmation:
        form = LadderForm(self.request.POST, **self.options())
        form.is_valid()
        ladders.set_ladder(self.roster, code=self.kind.code, rungs=form.said, **self.by)
        return Confirmation(_("Kept."))


class DropLadder(_OfLadder):
    """As usual again."""

    label = gettext_lazy("As usual again")
    noun = "removal/"
    where = (Where(Spot.LADDER, 20),)

    @classmethod
    def may(cls, on: Subject) -> bool:
        return bool(on.row.own)

    def do(self, filled: dict[str, Any]) -> Confirmation:
        ladders.drop_ladder(self.roster, code=self.kind.code, **self.by)
        return Confirmation(_("It is as usual again."))
