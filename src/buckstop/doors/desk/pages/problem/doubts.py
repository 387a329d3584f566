"""What a mail leaves open, as boxes above the problem."""

from collections.abc import Iterable
from dataclasses import replace

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from buckstop.conversations.models.doubt import DoubtKind
from buckstop.conversations.models.message import FollowerState
from buckstop.conversations.queries.doubts import PREVIEW, Matter
from buckstop.doors.components.shown.problem import Asked
from buckstop.doors.components.shown.shell import Button
from buckstop.doors.desk.acts.spots import Spot, Subject, buttons
from buckstop.doors.desk.presenting import times
from buckstop.doors.desk.reader import Reader
from buckstop.problems.models import Case
from buckstop.problems.queries.problem_view import ProblemView

BOXES = 5  # of people to follow, at once


def asked(seen: ProblemView, found: list[Matter], on: Subject) -> Iterable[Asked]:
    """What the owner is asked about mails: whose a forward is, who strangers are, who follows."""
    for case in seen.cases:
        if acts := buttons(Spot.FORWARD, replace(on, row=case)):
            yield _forwarded(case, acts)
    by_key = {case.pk: case for case in seen.cases}
    for one in found:
        case = by_key[one.case]
        if one.kind == DoubtKind.NO_ADDRESS and case.is_waiting:
            yield _unanswerable()
        elif one.kind in DoubtKind.values and one.kind != DoubtKind.NO_ADDRESS:
            yield _box(one, case, replace(on, row=one, beside=case))
    proposed = [one for one in found if one.kind == FollowerState.PROPOSED]
    for one in proposed[:BOXES]:
        title = _("%(who)s was copied in by %(by)s. Shall they get copies?")
        acts = buttons(Spot.PROPOSED, replace(on, row=one))
        yield Asked(title=title % {"who": one.who, "by": one.words}, acts=acts)


def _forwarded(case: Case, acts: list[Button]) -> Asked:
    name = case.proposed_name or case.proposed_email
    told = {"who": case.contact.public_name, "name": name, "address": case.proposed_email}
    return Asked(
        title=_("%(who)s passed this on. Is it %(name)s’s?") % told,
        text=_("With a yes, %(name)s <%(address)s> is the contact, hears that it is here, and "
               "reads what was passed on as their own words. The comment stays inside.") % told,
        acts=acts,
    )  # fmt: skip


def _box(doubt: Matter, case: Case, on: Subject) -> Asked:
    if doubt.kind == DoubtKind.STRANGER:
        return _stranger(doubt, on)
    if doubt.kind == DoubtKind.SAME_MAIL and doubt.other is not None:
        return Asked(
            title=_("It answers the same mail as %(ref)s") % {"ref": f"P-{doubt.other}"},
            text=doubt.other_title,
            acts=buttons(Spot.SAME_MAIL if case.is_waiting else Spot.SIGHT, on),
        )
    if doubt.kind == DoubtKind.ECHO:
        return _echo(doubt, buttons(Spot.ECHO, on))
    acts = buttons(Spot.MANY if case.is_waiting else Spot.SIGHT, on)
    return Asked(title=_many(doubt, on.reader), acts=acts)


def _unanswerable() -> Asked:
    return Asked(
        title=_("It can’t be answered: the mail gives no sender’s address"),
        text=_(
            "What you write to this customer reaches nobody. Open the original mail for a name "
            "or a number, and phone them; or set the case aside."
        ),
    )


def _stranger(doubt: Matter, on: Subject) -> Asked:
    words = doubt.words
    return Asked(
        title=_("%(who)s wrote on this thread; nobody knows them here")
        % {"who": doubt.who or _("Somebody without an address")},
        text=words if len(words) <= PREVIEW else f"{words[:PREVIEW]} …",
        acts=buttons(Spot.STRANGER, on),
    )


def _echo(doubt: Matter, acts: list[Button]) -> Asked:
    return Asked(
        title=_("A machine of %(who)s may be answering ours") % {"who": doubt.who or doubt.address},
        text=_(
            "The same words came again and again, or mails came faster than anybody writes."
            " Nothing is written to them by itself until one of us says that it may."
        ),
        acts=acts,
    )


def _many(doubt: Matter, reader: Reader) -> str:
    since = times.said(reader, doubt.at)
    return ngettext(
        "%(n)d more mail from %(who)s since %(since)s",
        "%(n)d more mails from %(who)s since %(since)s",
        doubt.count,
    ) % {"n": doubt.count, "who": doubt.address, "since": since}
