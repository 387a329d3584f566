"""The forms below a problem: each an act; refused, it is shown there again with what is wrong."""

from functools import cached_property
from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from buckstop.conversations.actions.posting import File
from buckstop.conversations.actions.scheduling import schedule
from buckstop.conversations.drafts import drafts_of, files_of
from buckstop.conversations.models import Draft
from buckstop.conversations.models.draft import Place
from buckstop.conversations.permissions.snippets import may_add_snippet
from buckstop.conversations.wording.finding import Concern
from buckstop.coverage.on_duty import OnDuty
from buckstop.doors.components.forms.base import Plain
from buckstop.doors.desk import drafting, finding
from buckstop.doors.desk.acts.base import Confirmation
from buckstop.doors.desk.acts.of_problem import ProblemAct
from buckstop.doors.desk.acts.on_page import OnPage
from buckstop.doors.desk.acts.scheduled import Unschedule
from buckstop.doors.desk.acts.spots import Spot, Subject, acts
from buckstop.doors.desk.addresses import PROBLEM, PROBLEM_SNIPPETS, WORK
from buckstop.doors.desk.forms import files
from buckstop.doors.desk.pages.problem.page import problem_page
from buckstop.doors.desk.presenting import problems, times
from buckstop.doors.desk.reader import Reader
from buckstop.people.naming import called
from buckstop.problems.models import Case
from buckstop.problems.queries.problem_view import ProblemView
from buckstop.problems.queries.work import work_of

NEXT = "next"  # what the button says that leads on after sending


class Composed(OnPage, ProblemAct):
    """An act whose form stands below the problem."""

    fields: ClassVar = {"due": "by", "next_due": "by", "leaves_at": "leaves"}
    name: ClassVar[str]  # as the page and the ids of its fields call it
    view: ProblemView
    overruled: frozenset[Concern] = frozenset()  # see `Worded`

    def find(self, **keys: Any) -> None:
        self.view = finding.view(self.reader, keys["number"])
        self.problem = self.view.problem

    @property
    def after(self) -> str:
        if self.request.POST.get("then") != NEXT:
            return f"{self.back}#composer"
        following = self.request.POST.get("next", "")
        if following.isascii() and following.isdecimal() and len(following) < 10:
            return PROBLEM.url(int(following))
        return self._next_of_mine()

    def _next_of_mine(self) -> str:
        """The first of *My work* that is about another problem, or *My work* itself."""
        work = work_of(self.reader.person, on_duty=self.on_duty, at=self.reader.now)
        for thing in [*work.now, *work.later]:
            if thing.problem.pk != self.problem.pk:
                return PROBLEM.url(thing.problem.number)
        return WORK.url()

    @cached_property
    def drafts(self) -> dict[Place, Draft]:
        """What the reader has begun on the problem."""
        return drafts_of(self.reader.person, self.problem)

    def fill(self, *posted: Any) -> Plain:
        """With what was begun, and its files."""
        form, begun = super().fill(*posted), self.drafts.get(Place(self.name))
        form.draft = drafting.shown(self.problem, Place(self.name), begun, self.reader)
        if posted:
            form.draft = drafting.posted(form.draft, self.request)
        elif begun is not None:
            case = {"case": str(begun.case_id)} if begun.case_id else {}
            form.initial = {**form.initial, "text": begun.text, **case}
        return form

    def files(self, filled: dict[str, Any]) -> list[File]:
        """What goes along: the files of the draft, and those that were sent with the form."""
        draft = drafting.posted_draft(self.request)
        kept = files_of(self.reader.person, *draft) if draft else []
        return [*kept, *files(filled)]

    def leaving(self) -> dict[str, Any]:
        """When it may leave, as its form offers it."""
        zones = {case.customer.zone for case in self.view.waiting if case.customer}
        zone = zones.pop() if len(zones) == 1 else ""
        posted = self.request.POST or None
        return {"leaving": times.leaving(self.level, self.reader, zone, posted)}

    def later(self, filled: dict[str, Any], case: Case | None = None) -> Confirmation:
        """Let it leave at the time that was chosen."""
        row = schedule(
            self.problem,
            case=case,
            text=filled["text"],
            leaves_at=filled["leaves"],
            next_due=filled["by"],
            files=self.files(filled),
            seen_until=self.read_to,
            overruled=self.overruled,
            **self.by,
        )
        said = _("It leaves %(time)s; until then nobody is told.")
        undo = Unschedule.url(self.problem.number, row.pk)
        return Confirmation(said % {"time": times.said(self.reader, row.leaves_at)}, undo=undo)

    def confirm(self, confirmation: Confirmation) -> HttpResponse:
        """It was said: nothing is left to be written."""
        drafting.sent(self.request, self.reader)
        return super().confirm(confirmation)

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
    begun = drafts_of(reader.person, view.problem)
    for act in composed:
        forms[act.name] = _form(act(request, reader), on, begun) if act.offered(on) else None
    forms |= refused
    only_one = view.problem.waiting_cases == 1 or view.problem.is_closed
    usual = "reply" if forms["reply"] and only_one else "update"
    newest = max(begun.values(), key=lambda one: one.changed_at, default=None)
    asked = request.GET.get("write", "") or (newest.place if newest else "")
    wanted = next(iter(refused), asked if forms.get(asked) else usual)
    return {
        **{f"{name}_form": form for name, form in forms.items()},
        **{f"{act.name}_url": act.url(view.problem.number) for act in composed},
        "snippets_url": _snippets(view, reader),
        "reply_name": _reply_name(view, next(iter(view.waiting or view.cases), None)),
        "update_to": problems.so_many(view.waiting_customers),
        "updates_many": view.waiting_customers > 1,
        "open_form": wanted if forms.get(wanted) else "note",
    }


def _snippets(view: ProblemView, reader: Reader) -> str:
    """Where the snippets stand, filled in for the problem; empty for who has none."""
    if may_add_snippet(reader.actor, shared=False):
        return ""
    return PROBLEM_SNIPPETS.url(view.problem.number)


def _form(act: Composed, on: Subject, begun: dict[Place, Draft]) -> Plain:
    assert on.view is not None
    assert on.on_duty is not None
    act.drafts = begun
    act.view, act.problem, act.on_duty = on.view, on.view.problem, on.on_duty
    return act.composed()


def _reply_name(view: ProblemView, first: Case | None) -> str:
    if first is None or len(view.cases) > 1:
        return str(_("one customer"))
    return called(first.contact.public_name)
