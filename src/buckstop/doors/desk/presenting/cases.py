"""The customers of a problem."""

from dataclasses import replace
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from buckstop.conversations.models.message import FollowerState
from buckstop.conversations.queries.doubts import Matter
from buckstop.doors.components.shown.problem import CaseShown, Copy
from buckstop.doors.desk.acts.spots import Spot, Subject, buttons
from buckstop.doors.desk.addresses import CUSTOMER
from buckstop.problems.models import Case, Problem
from buckstop.problems.models.case import WAITING, Rank
from buckstop.problems.queries.problem_view import ProblemView
from buckstop.problems.rules.order import in_words

MOST = 200  # waiting cases that a sentence names or counts

STATES = {
    "open": gettext_noop("open"),
    "asked": gettext_noop("asked"),
    "confirmed": gettext_noop("“Solved”"),
    "lapsed": gettext_noop("never answered"),
    "answered": gettext_noop("answered"),
    "declined": gettext_noop("not ours"),
    "void": gettext_noop("set aside"),
    "spared": gettext_noop("not affected, they say"),
    "imported": gettext_noop("handled in another system"),
}


RANKS: dict[int, str] = {
    Rank.FIRST.value: gettext_noop("first for them"),
    Rank.LAST.value: gettext_noop("last for them"),
}


def name(case: Case) -> str:
    """Whose case it is: the customer, or the contact while that isn't clear."""
    return case.customer.name if case.customer else case.contact.public_name


def speaker(case: Case) -> str:
    """Who speaks in it, and for whom where that is clear: `Ines Keller, Nordbank`."""
    who = case.contact.public_name
    return f"{who}, {case.customer.name}" if case.customer else who


def scope(seen: ProblemView, case: UUID | None) -> str:
    """`Nordbank only`."""
    found = next((one for one in seen.cases if one.pk == case), None)
    return _("%(customer)s only") % {"customer": name(found)} if found else _("one customer only")


def waiting(problem: Problem) -> list[Case]:
    """The cases that wait on a problem."""
    rows = Case.objects.filter(problem=problem, state__in=WAITING)
    return list(rows.select_related("customer", "contact").order_by("opened_at")[:MOST])


def named_together(rows: list[Case]) -> str:
    """`Nordbank and two more`."""
    names = list(dict.fromkeys(name(case) for case in rows))
    if len(names) > 3:
        return _("%(first)s and %(n)s more") % {"first": names[0], "n": in_words(len(names) - 1)}
    if len(names) > 1:
        return _("%(all)s and %(last)s") % {"all": ", ".join(names[:-1]), "last": names[-1]}
    return names[0] if names else _("nobody yet: no customer has reported it")


def shown(seen: ProblemView, found: list[Matter], on: Subject) -> list[CaseShown]:
    """Each customer's side, with what can be done for them."""
    waits = {
        row.case_id for row in seen.commitments if row.is_owed and not row.debtor.is_staff_member
    }
    return [_shown(case, on, case.pk in waits, _copies(found, case, on)) for case in seen.cases]


def _copies(found: list[Matter], case: Case, on: Subject) -> list[Copy]:
    """Who gets copies of what the case is told, each with the way to end that."""
    rows = [m for m in found if m.case == case.pk and m.kind == FollowerState.FOLLOWING]
    return [
        Copy(to=one.who, end=end)
        for one in rows
        for end in buttons(Spot.COPY, replace(on, row=one))
    ]


def _shown(case: Case, on: Subject, waits: bool, copies: list[Copy]) -> CaseShown:
    known = case.customer_id is not None and on.reader.at_desk
    contact = case.contact.public_name
    return CaseShown(
        id=str(case.pk),
        customer=name(case),
        contact=contact if case.customer else _("customer not known yet"),
        state=case.state,
        state_words=_(STATES[case.state]),
        since=case.ended_at or case.asked_at or case.opened_at,
        url=CUSTOMER.url(case.customer_id) if known else "",
        rank=_(RANKS.get(case.rank, "")) if case.is_waiting and case.rank else "",
        waits_for_them=waits and case.is_waiting,
        copies=copies,
        acts=buttons(Spot.CASE, replace(on, row=case)),
    )
