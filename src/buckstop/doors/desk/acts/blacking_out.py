"""What should never have been written down is hidden, wherever it stands on a problem."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from buckstop.conversations.actions import blacking_out
from buckstop.conversations.actions.blacking_out import Why
from buckstop.conversations.models import Attachment
from buckstop.conversations.permissions.blacking_out import may_black_out
from buckstop.conversations.queries.holding import said_on
from buckstop.doors.components.forms.cases import BlackOutForm
from buckstop.doors.desk.acts.base import Confirmation
from buckstop.doors.desk.acts.of_problem import ProblemAct
from buckstop.doors.desk.acts.spots import Spot, Subject, Where
from buckstop.kit.ids import key_of

MOST_FILES = 40


class BlackOut(ProblemAct):
    """Hide words wherever they stand on the problem, and take files out."""

    label = gettext_lazy("Black out…")
    noun = "blackouts/"
    where = (Where(Spot.MORE, 85),)
    form = BlackOutForm
    heading = gettext_lazy("Black out a secret")
    submit = gettext_lazy("Black out for good")

    @classmethod
    def may(cls, on: Subject) -> bool:
        return on.problem is not None and not may_black_out(on.reader.actor)

    def options(self) -> dict[str, Any]:
        names = [(str(one.pk), one.name) for one in self._files()[:MOST_FILES]]
        return {"going_files": names, "whys": Why.choices}

    def _files(self) -> Any:
        rows = Attachment.objects.filter(message__in=said_on(self.problem))
        return rows.filter(file__erased_at=None).order_by("-message__at", "name")

    def context(self) -> dict[str, Any]:
        lead = _(
            "The words go wherever they stand on this problem, and the mails that hold them go as "
            "they came. Nobody gets them back; that it was you is on record."
        )
        return {"lead": lead}

    def do(self, filled: dict[str, Any]) -> Confirmation:
        n = blacking_out.black_out(
            self.problem,
            words=filled["words"],
            why=Why(filled["why"]),
            files=list(self._files().filter(pk__in=[key_of(one) for one in filled["going_files"]])),
            **self.by,
        )
        said = ngettext("Blacked out in %(n)d place.", "Blacked out in %(n)d places.", n)
        return Confirmation(said % {"n": n})
