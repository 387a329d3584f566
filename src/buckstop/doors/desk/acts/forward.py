"""Whose a mail is that a colleague passed on. Each is one press."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from buckstop.doors.desk.acts.base import Confirmation
from buckstop.doors.desk.acts.of_case import CaseAct
from buckstop.doors.desk.acts.spots import Spot, Subject, Where
from buckstop.incoming.actions.filing import forwards


class _OfForward(CaseAct):
    """What is said of a mail that was passed on."""

    @classmethod
    def may(cls, on: Subject) -> bool:
        return cls.waits(on) and bool(cls.case_of(on).proposed_email)


class AdoptProposed(_OfForward):
    """The original sender is the contact."""

    noun = "contact/"
    where = (Where(Spot.FORWARD, 10, main=True),)

    @classmethod
    def words(cls, on: Subject, where: Where) -> str:
        case = cls.case_of(on)
        name = case.proposed_name or case.proposed_email
        return _("Yes, %(name)s wrote it first") % {"name": name}

    def do(self, filled: dict[str, Any]) -> Confirmation:
        name = {"name": forwards.adopt(self.case, **self.by).contact.public_name}
        return Confirmation(_("%(name)s gets our mail from now on.") % name)


class KeepContact(_OfForward):
    """Who passed it on is the contact."""

    label = gettext_lazy("No")
    noun = "contact/refusal/"
    where = (Where(Spot.FORWARD, 20),)

    def do(self, filled: dict[str, Any]) -> Confirmation:
        name = {"name": forwards.keep_contact(self.case, **self.by).contact.public_name}
        return Confirmation(_("It stays %(name)s’s.") % name)
