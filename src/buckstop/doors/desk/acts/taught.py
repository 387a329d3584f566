"""What signals turned out to be: nothing to do, or something that should have been seen."""

from typing import Any

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from buckstop.doors.components.forms.owning import ReasonForm
from buckstop.doors.components.forms.signals import NothingForm
from buckstop.doors.desk.acts.base import Confirmation, DeskAct
from buckstop.doors.desk.acts.of_problem import ProblemAct
from buckstop.doors.desk.acts.spots import Spot, Subject, Where
from buckstop.doors.desk.addresses import FIRSTS, SIGNALS
from buckstop.doors.desk.guard import Who
from buckstop.problems.models import Case
from buckstop.problems.permissions.problem import may_close_unreported
from buckstop.signals import permissions as may
from buckstop.signals.actions import teaching
from buckstop.signals.models import Episode, Taught


class NothingToDo(ProblemAct):
    """Nothing, because: it closes, and may teach that such a signal opens no problem again."""

    label = gettext_lazy("Nothing to do…")
    heading = gettext_lazy("Nothing to do")
    who = Who.DESK
    noun = "nothing/"
    where = (Where(Spot.FOUND, 20),)
    form = NothingForm
    submit = gettext_lazy("Close it")

    @classmethod
    def may(cls, on: Subject) -> bool:
        if on.problem is None or not on.problem.episodes.exists():
            return False
        reports = Case.objects.filter(problem=on.problem).reports()[:1]
        return not may_close_unreported(on.problem, on.reader.actor, cases=reports)

    def context(self) -> dict[str, Any]:
        return {"lead": _("No customer reported it, so nobody is asked and nobody is mailed.")}

    def do(self, filled: dict[str, Any]) -> Confirmation:
        why, teaches = filled["reason"], filled["teaches"]
        teaching.nothing(self.problem, why=why, teaches=teaches, **self.by)
        return Confirmation(_("%(ref)s is closed.") % {"ref": self.problem.ref})


class _OfEpisode(DeskAct):
    who = Who.DESK
    in_bar = "signals"
    before = SIGNALS.route
    under = "episodes/<uuid:key>/"
    form = ReasonForm
    episode: Episode

    @classmethod
    def may(cls, on: Subject) -> bool:
        return not may.may_teach(on.reader.actor)

    def find(self, **keys: Any) -> None:
        rows = Episode.objects.select_related("source")
        self.episode = get_object_or_404(rows, pk=keys["key"])

    @property
    def back(self) -> str:
        return FIRSTS.url()

    def context(self) -> dict[str, Any]:
        return {"lead": f"{self.episode.title} ({self.episode.source.name})"}


class LetItOpen(_OfEpisode):
    """What was missed opens a problem from now on."""

    label = gettext_lazy("Let such a signal open a problem")
    noun = "opening/"
    where = (Where(Spot.MISSED, 10),)
    submit = gettext_lazy("Let it open a problem")

    def do(self, filled: dict[str, Any]) -> Confirmation:
        teaching.teach(self.episode, opens=True, why=filled["reason"], **self.by)
        return Confirmation(_("Such a signal opens a problem from now on."))


class LetItBe(_OfEpisode):
    """What comes to nothing opens none from now on."""

    label = gettext_lazy("Let it open none")
    heading = gettext_lazy("Let such a signal open no problem")
    noun = "letting-be/"
    where = (Where(Spot.FOR_NOTHING, 10),)
    submit = gettext_lazy("Let it open none")

    def do(self, filled: dict[str, Any]) -> Confirmation:
        teaching.teach(self.episode, opens=False, why=filled["reason"], **self.by)
        return Confirmation(_("Such a signal opens no problem from now on. It stands on Signals."))


class ForgetTaught(DeskAct):
    """It is weighed as usual again."""

    label = gettext_lazy("Weigh it as usual")
    who = Who.DESK
    in_bar = "signals"
    before = SIGNALS.route
    under = "taught/<uuid:key>/"
    noun = "end/"
    where = (Where(Spot.TAUGHT, 10),)
    taught: Taught

    @classmethod
    def may(cls, on: Subject) -> bool:
        return not may.may_forget_taught(on.reader.actor)

    def find(self, **keys: Any) -> None:
        self.taught = get_object_or_404(Taught, pk=keys["key"], until=None)

    @property
    def back(self) -> str:
        return SIGNALS.url()

    def do(self, filled: dict[str, Any]) -> Confirmation:
        teaching.forget_taught(self.taught, **self.by)
        return Confirmation(_("It is weighed as usual again."))
