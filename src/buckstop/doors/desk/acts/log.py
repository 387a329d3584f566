"""Logging a problem that somebody told us of, or that we found."""

from typing import Any

from django.db import transaction
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from buckstop.conversations.actions import hearing, telling
from buckstop.doors.components.forms.base import Plain
from buckstop.doors.components.forms.logging import LogForm
from buckstop.doors.desk import finding
from buckstop.doors.desk.acts.base import Confirmation
from buckstop.doors.desk.acts.on_page import OnPage
from buckstop.doors.desk.addresses import LOG
from buckstop.doors.desk.guard import Who
from buckstop.doors.desk.pages.log.page import log_page
from buckstop.doors.desk.pages.log.whom import whom
from buckstop.doors.desk.presenting import problems
from buckstop.kit.ids import number_of
from buckstop.people.models import Person
from buckstop.problems.actions.opening import open_problem
from buckstop.problems.models import Problem
from buckstop.problems.rules import impact

HURTS = {"stops": impact.STOPS, "slows": impact.SLOWS, "waits": impact.CAN_WAIT}
CHANNELS = {"phone": "phone", "person": "desk", "noticed": "desk", "self": "desk"}
NOTICED = ("noticed", "self")  # no customer said so


class LogProblem(OnPage):
    """A problem, owned the moment that it is logged; or one more customer of one that is there."""

    label = gettext_lazy("Log it")
    noun = f"{LOG.route}problems/"
    who = Who.ANYBODY
    form = LogForm
    fields = {"text": "words", "title": "words", "email": "customer_text"}

    @property
    def back(self) -> str:
        return LOG.url()

    def page(self, form: Plain | None, *, secret: str = "") -> HttpResponse:
        assert form is not None
        return log_page(self.request, self.reader, form, self.url())

    def post(self) -> HttpResponse:
        """With `look`, or with somebody chosen there, only show who and what fits."""
        data = self.request.POST
        if "look" not in data and "contact_chosen" not in data:
            return super().post()
        kept = {name: data.get(name, "") for name in LogForm.base_fields}
        kept["contact"] = data.get("contact_chosen", "") or kept["contact"]
        return self.page(LogForm(initial=kept))

    def do(self, filled: dict[str, Any]) -> Confirmation:
        problem = self._logged(filled)
        to = problems.address(problem)
        if problem.owner_id == self.reader.person.pk:
            return Confirmation(_("Logged. %(ref)s is yours.") % {"ref": problem.ref}, to=to)
        owner = Person.objects.get(pk=problem.owner_id).public_name
        told = {"owner": owner, "ref": problem.ref}
        return Confirmation(_("Logged. %(owner)s owns %(ref)s.") % told, to=to)

    def _logged(self, filled: dict[str, Any]) -> Problem:
        noticed = filled["heard"] in NOTICED
        chosen, typed = filled["contact"], filled["customer_text"].strip()
        onto = self._onto()
        if onto is not None and not chosen and not typed:
            chosen = _who_has(onto)
        if noticed and not chosen and not typed:
            return self._found_first(filled)
        case = hearing.log(
            text=filled["words"],
            hurts=HURTS[filled["impact"]],
            channel=CHANNELS[filled["heard"]],
            noticed=noticed,
            tell=filled["tell"],
            onto=onto,
            **whom(chosen, typed, self.reader),
            **self.by,
        )
        return case.problem

    def _onto(self) -> Problem | None:
        """The problem that it is about, where one was chosen."""
        number = number_of(self.request.POST.get("onto", ""))
        if number is None or not self.reader.at_desk:
            return None
        return finding.problem(self.reader, number)

    def _found_first(self, filled: dict[str, Any]) -> Problem:
        """We found it before any customer said so: a problem without a case; all words are kept."""
        words = filled["words"].strip()
        title = words.splitlines()[0][:200]
        with transaction.atomic():
            problem = open_problem(title=title, hurts=HURTS[filled["impact"]], **self.by)
            if words != title:
                telling.note(problem, text=words, **self.by)
        return problem


def _who_has(problem: Problem) -> str:
    """The key of the one customer's contact who has it; empty where none or several have."""
    found = list(problem.cases.order_by("contact").values_list("contact", flat=True).distinct()[:2])
    return str(found[0]) if len(found) == 1 else ""
