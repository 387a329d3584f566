"""Where a law gives a time for a final answer: why it takes longer, and by when it comes."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from buckstop.complaints import permissions as may
from buckstop.complaints.commitments.final_answer import write_holding_letter
from buckstop.complaints.queries import CODE, open_of
from buckstop.complaints.settings import TURN_TO
from buckstop.conversations.wording.finding import Concern, Finding
from buckstop.doors.components.forms.base import Plain, Timed, words
from buckstop.doors.desk.acts.base import Confirmation
from buckstop.doors.desk.acts.of_case import CaseAct
from buckstop.doors.desk.acts.spots import Spot, Subject, Where
from buckstop.doors.desk.acts.worded import Worded
from buckstop.kit import said_time
from buckstop.problems.models import Case


class HoldingForm(Timed):
    """Why, and by when there is an answer."""

    why = words(gettext_lazy("Why it takes longer"), rows=5)


class WriteHoldingLetter(Worded, CaseAct):
    """A letter of the writer's: the final answer isn't there yet, why not, and when it comes."""

    label = gettext_lazy("Holding letter")
    noun = "holding-letters/"
    where = (Where(Spot.CASE, 47),)
    form = HoldingForm
    template = "desk/sheet_holding.html"
    submit = gettext_lazy("Send it")
    fields = {"until": "by"}
    words_in = ("why",)

    @classmethod
    def may(cls, on: Subject) -> bool:
        case, seen = cls.case_of(on), on.view
        if seen is None:
            return False
        mine = (row for row in seen.commitments if row.case_id == case.pk and row.is_owed)
        owed = next((row for row in mine if row.kind == CODE), None)
        return not may.may_write_holding_letter(on.reader.actor, owed)

    def readers(self, data: Mapping[str, Any]) -> Sequence[Case]:
        return [self.case]

    def findings(self, form: Plain) -> list[Finding]:
        """What happens next, the time says."""
        found = super().findings(form)
        return [one for one in found if one.concern is not Concern.NO_NEXT_STEP]

    def times(self) -> list[datetime]:
        """In two, four and eight weeks."""
        ahead = (timedelta(weeks=weeks) for weeks in (4, 2, 8))
        return [self.reader.now + span for span in ahead]

    def context(self) -> dict[str, Any]:
        owed = open_of(self.case).first()
        lead = [_("It goes to %(who)s as a letter of yours.") % {"who": self.contact}]
        if owed is not None:
            due = said_time.by(owed.due, self.reader.now, self.reader.zone)
            lead.append(
                _("The law wants the final answer, or this letter, %(due)s.") % {"due": due}
            )
        if TURN_TO.value:
            lead.append(_("Below it stands: %(text)s") % {"text": TURN_TO.value})
        return {"lead": " ".join(lead)}

    def do(self, filled: dict[str, Any]) -> Confirmation:
        write_holding_letter(
            self.case, why=filled["why"], until=filled["by"], overruled=self.overruled, **self.by
        )
        said = _("Your letter is on its way to %(who)s; the final answer is owed by then.")
        return Confirmation(said % {"who": self.contact})
