"""The forms below a problem: each an act; refused, it is shown there again with what is wrong."""

from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from buckstop.conversations.letters.letter import letter_of
from buckstop.conversations.queries.taken_back import taken_back
from buckstop.coverage.on_duty import OnDuty
from buckstop.doors.components.forms.base import Plain
from buckstop.doors.desk import finding
from buckstop.doors.desk.acts.of_problem import ProblemAct
from buckstop.doors.desk.acts.on_page import OnPage
from buckstop.doors.desk.acts.spots import Spot, Subject, acts
from buckstop.doors.desk.pages.problem.page import problem_page
from buckstop.doors.desk.presenting import problems
from buckstop.doors.desk.reader import Reader
from buckstop.people.naming import called
from buckstop.problems.models import Case
from buckstop.problems.queries.problem_view import ProblemView


class Composed(OnPage, ProblemAct):
    """An act whose form stands below the problem."""

    name: ClassVar[str]  # as the page and the ids of its fields call it
    view: ProblemView

    def find(self, **keys: Any) -> None:
        self.view = finding.view(self.reader, keys["number"])
        self.problem = self.view.problem

    @property
    def after(self) -> str:
        return f"{self.back}#composer"

    def composed(self, *posted: Any) -> Plain:
        """Its form, with ids of its own: three stand on one page."""
        form = self.fill(*posted)
        form.auto_id = f"{self.name}_%s"
        return form

    def show(self, form: Plain) -> HttpResponse:
        form.auto_id = f"{self.name}_%s"
        forms = composer(self.request, self.view, self.on_duty, self.reader, {self.name: form})
        return problem_page(self.request, self.reader, self.view, self.on_duty, forms, refused=True)


def composer(
    request: HttpRequest,
    view: ProblemView,
    on_duty: OnDuty,
    reader: Reader,
    refused: dict[str, Plain] | None = None,
) -> dict[str, Any]:
    """The forms; each None where it may not be used."""
    refused = refused or {}
    forms: dict[str, Plain | None] = {}
    on = Subject(reader=reader, problem=view.problem, view=view, on_duty=on_duty)
    composed = [act for act in acts(Spot.COMPOSER) if issubclass(act, Composed)]
    for act in composed:
        forms[act.name] = _form(act(request, reader), on) if act.offered(on) else None
    forms |= refused
    again = _write_again(request, view, reader, forms)
    only_one = view.problem.waiting_cases == 1 or view.problem.is_closed
    usual = "reply" if forms["reply"] and only_one else "update"
    wanted = next(iter(refused), again or usual)
    return {
        **{f"{name}_form": form for name, form in forms.items()},
        **{f"{act.name}_url": act.url(view.problem.number) for act in composed},
        "reply_name": _reply_name(view, next(iter(view.waiting or view.cases), None)),
        "update_to": problems.so_many(view.waiting_customers),
        "open_form": wanted if forms.get(wanted) else "note",
    }


def _write_again(
    request: HttpRequest, view: ProblemView, reader: Reader, forms: dict[str, Plain | None]
) -> str:
    """Put the words that the reader took back into their form; returns its name, or empty."""
    key = request.GET.get("again", "")
    message = taken_back(view.problem, key=key, by=reader.person.pk) if key else None
    if message is None:
        return ""
    name = "update" if letter_of(message.kind).is_update else "reply"
    if form := forms.get(name):
        form.initial = {**form.initial, "text": str(message.text), "case": str(message.case_id)}
    return name


def _form(act: Composed, on: Subject) -> Plain:
    assert on.view is not None
    assert on.on_duty is not None
    act.view, act.problem, act.on_duty = on.view, on.view.problem, on.on_duty
    return act.composed()


def _reply_name(view: ProblemView, first: Case | None) -> str:
    if first is None or len(view.cases) > 1:
        return str(_("one customer"))
    return called(first.contact.public_name)
