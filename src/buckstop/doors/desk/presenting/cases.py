"""The customers of a problem."""

from uuid import UUID

from django.utils.translation import gettext as _

from buckstop.conversations.models.message import FollowerState
from buckstop.conversations.queries.doubts import Matter
from buckstop.doors.components.shown.problem import CaseShown, Copy
from buckstop.doors.components.shown.shell import Button
from buckstop.doors.desk.presenting import problems
from buckstop.doors.desk.reader import Reader
from buckstop.problems.models import Case
from buckstop.problems.queries.problem_view import ProblemView

_WORDS = {
    "open": "open",
    "asked": "asked",
    "confirmed": "“Solved”",
    "lapsed": "never answered",
    "answered": "answered",
    "declined": "not ours",
    "void": "set aside",
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


def shown(seen: ProblemView, found: list[Matter], reader: Reader) -> list[CaseShown]:
    """Each customer's side, with what can be done for them."""
    waits = {
        row.case_id for row in seen.commitments if row.is_owed and row.debtor.role == "contact"
    }
    home = problems.address(seen.problem)
    return [
        _shown(case, seen, reader, case.pk in waits, _copies(found, case, home))
        for case in seen.cases
    ]


def _copies(found: list[Matter], case: Case, home: str) -> list[Copy]:
    """Who gets copies of what the case is told, each with the way to end that."""
    rows = [m for m in found if m.case == case.pk and m.kind == FollowerState.FOLLOWING]
    return [
        Copy(
            to=one.who,
            end=Button(
                label=_("End"),
                url=f"{home}followers/{one.id}/removal/",
                post=True,
                hint=_("No more copies to %(who)s") % {"who": one.who},
            ),
        )
        for one in rows
    ]


def _shown(
    case: Case, seen: ProblemView, reader: Reader, waits: bool, copies: list[Copy]
) -> CaseShown:
    contact = case.contact.public_name
    return CaseShown(
        id=str(case.pk),
        customer=name(case),
        contact=contact if case.customer else _("for whom isn’t clear"),
        state=case.state,
        state_words=_(_WORDS[case.state]),
        since=case.ended_at or case.asked_at or case.opened_at,
        url=f"/customers/{case.customer_id}/" if case.customer_id and reader.at_desk else "",
        waits_for_them=waits and case.is_waiting,
        copies=copies,
        acts=_acts(case, seen) if reader.at_desk else [],
    )


def _acts(case: Case, seen: ProblemView) -> list[Button]:
    home = f"{problems.address(seen.problem)}cases/{case.pk}/"
    if case.state == "void":
        return [Button(label=_("It was something after all"), url=f"{home}return/", post=True)]
    move = Button(label=_("Move the case"), url=f"{home}moves/new/")
    if not case.is_waiting:
        word = Button(label=_("Record their word"), url=f"{home}word/new/")
        rest = [move, _whose(case, home)]
        return [word, *rest] if case.state == "lapsed" else rest
    acts = [Button(label=_("Record their word"), url=f"{home}word/new/"), move]
    if seen.problem.waiting_cases > 1:
        acts.append(Button(label=_("Move it out"), url=f"{home}departure/new/"))
    acts.append(_whose(case, home))
    return [
        *acts,
        Button(label=_("Not ours to do"), url=f"{home}refusal/new/"),
        Button(label=_("Withdraw their links"), url=f"{home}links/withdrawal/", post=True),
        Button(label=_("Set aside"), url=f"{home}void/new/"),
    ]


def _whose(case: Case, home: str) -> Button:
    label = _("Choose another customer") if case.customer_id else _("Choose the customer")
    return Button(label=label, url=f"{home}customer/new/")
