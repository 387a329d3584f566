"""What it is: kind, hurt, title."""

from typing import Any

from django.utils.translation import gettext as _

from buckstop.doors.components.forms.base import Plain
from buckstop.doors.components.forms.cases import KindForm
from buckstop.doors.desk.forms import Hurts, Title
from buckstop.doors.desk.views.sheets.base import Sheet
from buckstop.problems.actions import kinds, understandings


class Kind(Sheet):
    """A problem, a request or a question."""

    template = "desk/sheet_kind.html"

    def form(self, *given: Any) -> Plain:
        return KindForm(*given, initial={"kind": self.problem.kind})

    def act(self, said: dict[str, Any]) -> str:
        kinds.change_kind(self.problem, kind=said["kind"], **self.by)
        return _("It is a %(kind)s now.") % {"kind": said["kind"]}


class Hurt(Sheet):
    """How much it hurts now."""

    heading = "How much it hurts"
    button = "Change"

    def form(self, *given: Any) -> Plain:
        return Hurts(*given, initial={"hurts": str(self.problem.hurts)})

    def act(self, said: dict[str, Any]) -> str:
        understandings.change_hurt(self.problem, hurts=int(said["hurts"]), **self.by)
        return _("Changed.")


class Retitle(Sheet):
    """Another title."""

    heading = "Another title"
    button = "Change"

    def form(self, *given: Any) -> Plain:
        return Title(*given, initial={"title": self.problem.title})

    def context(self) -> dict[str, Any]:
        return {"lead": _("Each customer keeps seeing their own words.")}

    def act(self, said: dict[str, Any]) -> str:
        understandings.retitle(self.problem, title=said["title"], **self.by)
        return _("It has another title.")
