"""Whose a mail is that a colleague passed on. Each is one press."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from buckstop.doors.desk.acts.base import Confirmation
from buckstop.doors.desk.acts.of_case import CaseAct
from buckstop.doors.desk.acts.spots import Spot, Subject, Where
from buckstop.incoming.actions.filing import forwards
from buckstop.problems.permissions.cases import may_adopt_proposed, may_decline_proposed


class AdoptProposed(CaseAct):
    """The original sender is the contact."""

    noun = "contact/"
    where = (Where(Spot.FORWARD, 10, main=True),)

    @classmethod
    def may(cls, on: Subject) -> bool:
        return not may_adopt_proposed(cls.case_of(on), on.reader.actor)

    @classmethod
    def words(cls, on: Subject, where: Where) -> str:
        case = cls.case_of(on)
        name = case.proposed_name or case.proposed_email
        return _("Yes, %(name)s wrote it first") % {"name": name}

    def do(self, filled: dict[str, Any]) -> Confirmation:
        name = {"name": forwards.adopt(self.case, **self.by).contact.public_name}
        return Confirmation(_("%(name)s gets our mail from now on.") % name)


class KeepContact(CaseAct):
    """Who passed it on is the contact."""

    label = gettext_lazy("No")
    noun = "contact/refusal/"
    where = (Where(Spot.FORWARD, 20),)

    @classmethod
    def may(cls, on: Subject) -> bool:
        case = cls.case_of(on)
        return case.is_waiting and not may_decline_proposed(case, on.reader.actor)

    def do(self, filled: dict[str, Any]) -> Confirmation:
        name = {"name": forwards.keep_contact(self.case, **self.by).contact.public_name}
        return Confirmation(_("It stays %(name)s’s.") % name)
