"""What a mail leaves open, as boxes above the problem."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from buckstop.conversations.models.doubt import DoubtKind
from buckstop.conversations.models.message import FollowerState
from buckstop.conversations.queries.doubts import PREVIEW, Matter
from buckstop.doors.components.shown.problem import Asked
from buckstop.doors.components.shown.shell import Button
from buckstop.doors.desk.presenting import cases, problems, times
from buckstop.doors.desk.reader import Reader
from buckstop.problems.models import Case
from buckstop.problems.queries.problem_view import ProblemView

BOXES = 5  # of people to follow, at once


def asked(seen: ProblemView, found: list[Matter], reader: Reader) -> Iterable[Asked]:
    """What the owner is asked about mails: whose a forward is, who strangers are, who follows."""
    home = problems.address(seen.problem)
    for case in seen.cases:
        if case.proposed_email and case.is_waiting:
            yield _forwarded(case, home)
    by_key = {case.pk: case for case in seen.cases}
    for one in found:
        if one.kind == DoubtKind.NO_ADDRESS and by_key[one.case].is_waiting:
            yield _unanswerable()
        elif one.kind in DoubtKind.values and one.kind != DoubtKind.NO_ADDRESS:
            yield _box(one, by_key[one.case], home, reader)
    proposed = [one for one in found if one.kind == FollowerState.PROPOSED]
    for one in proposed[:BOXES]:
        yield _proposed(one, home)


def _forwarded(case: Case, home: str) -> Asked:
    at = f"{home}cases/{case.pk}/contact/"
    name = case.proposed_name or case.proposed_email
    told = {"who": case.contact.public_name, "name": name, "address": case.proposed_email}
    return Asked(
        title=_("%(who)s passed this on. Is it %(name)s’s?") % told,
        text=_("With a yes, %(name)s <%(address)s> is the contact, hears that it is here, and "
               "reads what was passed on as their own words. The comment stays inside.") % told,
        acts=[
            Button(label=_("Yes, %(name)s wrote it first") % told, url=at, post=True, main=True),
            Button(label=_("No"), url=f"{at}refusal/", post=True),
        ],
    )  # fmt: skip


def _box(doubt: Matter, case: Case, home: str, reader: Reader) -> Asked:
    at = f"{home}doubts/{doubt.id}/"
    seen = Button(label=_("Seen"), url=f"{at}sight/", post=True)
    if doubt.kind == DoubtKind.STRANGER:
        return _stranger(doubt, case, at)
    if doubt.kind == DoubtKind.SAME_MAIL and doubt.other is not None:
        ref = f"P-{doubt.other}"
        move = f"{home}cases/{case.pk}/moves/new/?problem={ref}"
        acts = [Button(label=_("Move the case there"), url=move), seen]
        title = _("It answers the same mail as %(ref)s") % {"ref": ref}
        return Asked(title=title, text=doubt.other_title, acts=acts if case.is_waiting else [seen])
    return Asked(title=_many(doubt, reader), acts=_about_many(case, home, seen))


def _unanswerable() -> Asked:
    return Asked(
        title=_("It can’t be answered: the mail gives no sender’s address"),
        text=_(
            "What you write to this customer reaches nobody. Open the original mail for a name "
            "or a number, and phone them; or set the case aside."
        ),
    )


def _stranger(doubt: Matter, case: Case, at: str) -> Asked:
    words = doubt.words
    whose = {"whose": cases.name(case)}
    belongs = (
        _("Belongs to %(whose)s (joins as a contact)") % whose
        if doubt.address and case.customer_id
        else _("Belongs to %(whose)s’s case") % whose
    )
    if not doubt.address:
        belongs = _("%(who)s wrote it") % {"who": case.contact.public_name}
    return Asked(
        title=_("%(who)s wrote on this thread; nobody knows them here")
        % {"who": doubt.who or _("Somebody without an address")},
        text=words if len(words) <= PREVIEW else f"{words[:PREVIEW]} …",
        acts=[
            Button(label=belongs, url=f"{at}belonging/", post=True),
            Button(label=_("A problem of their own"), url=f"{at}departure/", post=True),
            Button(label=_("Set aside"), url=f"{at}aside/", post=True),
        ],
    )


def _many(doubt: Matter, reader: Reader) -> str:
    since = times.said(reader, doubt.at)
    return ngettext(
        "%(n)d more mail from %(who)s since %(since)s",
        "%(n)d more mails from %(who)s since %(since)s",
        doubt.count,
    ) % {"n": doubt.count, "who": doubt.address, "since": since}


def _about_many(case: Case, home: str, seen: Button) -> list[Button]:
    if not case.is_waiting:
        return [seen]
    at = f"{home}cases/{case.pk}/"
    return [
        Button(label=_("Answer them all"), url="#composer", sheet=False),
        Button(label=_("Set them all aside"), url=f"{at}void/new/"),
        seen,
    ]


def _proposed(one: Matter, home: str) -> Asked:
    at = f"{home}followers/{one.id}/"
    told = {"who": one.who, "by": one.words}
    return Asked(
        title=_("%(who)s was copied in by %(by)s. Shall they get copies?") % told,
        acts=[
            Button(label=_("Yes, copy them in"), url=f"{at}acceptance/", post=True),
            Button(label=_("No"), url=f"{at}refusal/", post=True),
        ],
    )
