"""Senders whose mail opens no problem."""

from typing import Any

from django import forms
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from buckstop.conversations.queries.addresses import addresses_of
from buckstop.doors.components.forms.base import Plain
from buckstop.doors.desk.acts.base import Confirmation, DeskAct
from buckstop.doors.desk.acts.of_case import CaseAct
from buckstop.doors.desk.acts.spots import Spot, Subject, Where
from buckstop.doors.desk.addresses import BLOCKED
from buckstop.doors.desk.forms import Nothing
from buckstop.doors.desk.guard import Who
from buckstop.incoming import permissions as may
from buckstop.incoming.actions import blocking
from buckstop.incoming.models import Block, Intake
from buckstop.ledger.refused import Refused
from buckstop.problems.permissions.cases import may_void


class SenderForm(Plain):
    """Whom to block."""

    sender = forms.CharField(
        label=gettext_lazy("Mail address"),
        help_text=gettext_lazy("Or a whole domain, as @example.org."),
        max_length=254,
    )


class _OnBlocked(DeskAct):
    who = Who.DESK
    in_bar = "house"

    @property
    def back(self) -> str:
        return BLOCKED.url()


class BlockSender(_OnBlocked):
    """Their mail is kept, and nobody's."""

    label = gettext_lazy("Block a sender")
    submit = gettext_lazy("Block them")
    noun = BLOCKED.route + "senders/"
    where = (Where(Spot.BLOCKED),)
    form = SenderForm

    @classmethod
    def may(cls, on: Subject) -> bool:
        return not may.may_block_sender(on.reader.actor)

    def do(self, filled: dict[str, Any]) -> Confirmation:
        block = blocking.block_sender(filled["sender"], **self.by)
        said = _("Mail of %(sender)s opens no problem now.") % {"sender": block.sender}
        return Confirmation(said, undo=Unblock.url(block.pk))


class Unblock(_OnBlocked):
    """Their mail comes in again."""

    label = gettext_lazy("Let their mail in again")
    noun = BLOCKED.route + "senders/<uuid:key>/return/"
    where = (Where(Spot.BLOCK),)
    block: Block

    def find(self, **keys: Any) -> None:
        self.block = get_object_or_404(Block, pk=keys["key"])

    @classmethod
    def may(cls, on: Subject) -> bool:
        return not may.may_unblock_sender(on.row, on.reader.actor)

    @classmethod
    def keys(cls, on: Subject) -> tuple[Any, ...]:
        return (on.row.pk,)

    def do(self, filled: dict[str, Any]) -> Confirmation:
        blocking.unblock_sender(self.block, **self.by)
        said = _("Mail of %(sender)s opens problems again.") % {"sender": self.block.sender}
        return Confirmation(said)


class LetIn(_OnBlocked):
    """One of their mails is wanted after all."""

    label = gettext_lazy("Take it in")
    noun = BLOCKED.route + "mails/<uuid:key>/intake/"
    where = (Where(Spot.BLOCKED_MAIL),)
    intake: Intake

    def find(self, **keys: Any) -> None:
        self.intake = get_object_or_404(Intake, pk=keys["key"])

    @classmethod
    def may(cls, on: Subject) -> bool:
        return not may.may_let_in(on.row, on.reader.actor)

    @classmethod
    def keys(cls, on: Subject) -> tuple[Any, ...]:
        return (on.row.pk,)

    def do(self, filled: dict[str, Any]) -> Confirmation:
        blocking.let_in(self.intake, **self.by)
        return Confirmation(_("It is taken in: somebody owns it in a moment."))


class BlockContact(CaseAct):
    """It is spam: set aside, and nothing more of this sender opens a problem."""

    label = gettext_lazy("Block the sender")
    noun = "block/"
    where = (Where(Spot.CASE, 75),)
    form = Nothing

    @classmethod
    def may(cls, on: Subject) -> bool:
        case = cls.case_of(on)
        theirs = case.customer_id is not None or case.contact.is_staff_member
        return not (
            theirs or may.may_block_sender(on.reader.actor) or may_void(case, on.reader.actor)
        )

    @property
    def sender(self) -> str:
        """Where the contact is reached."""
        return addresses_of({self.case.contact_id}).get(self.case.contact_id, "")

    def context(self) -> dict[str, Any]:
        lead = _("The case is set aside, and mail of %(sender)s opens no problem any more.")
        return {"lead": lead % {"sender": self.sender or self.contact}}

    def do(self, filled: dict[str, Any]) -> Confirmation:
        if not self.sender:
            raise Refused("no-address", _("They have no mail address: set it aside instead."))
        block = blocking.block_sender(self.sender, case=self.case, **self.by)
        said = _("Mail of %(sender)s opens no problem now.") % {"sender": block.sender}
        return Confirmation(said, undo=Unblock.url(block.pk))
