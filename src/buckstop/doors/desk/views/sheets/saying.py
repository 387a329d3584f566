"""What we say: news, what we understood, that it is fixed, an answer, and to a wider circle."""

from typing import Any
from uuid import UUID

from django.forms import CharField, HiddenInput
from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from buckstop.conversations.actions import telling
from buckstop.conversations.models import Message
from buckstop.doors.components.forms import saying
from buckstop.doors.components.forms.base import Plain
from buckstop.doors.desk.forms import Answer, Nothing, files
from buckstop.doors.desk.presenting import cases, problems, times
from buckstop.doors.desk.views import finding
from buckstop.doors.desk.views.sheets.base import Deed, Sheet
from buckstop.problems.actions import hearing, understandings
from buckstop.problems.models import Case, Commitment, Understanding
from buckstop.problems.models.case import WAITING
from buckstop.problems.queries.problem_view import ProblemView
from buckstop.problems.rules.order import in_words


def waiting(sheet: Sheet) -> list[Case]:
    """The cases that wait on the sheet's problem."""
    rows = Case.objects.filter(problem=sheet.problem, state__in=WAITING)
    return list(rows.select_related("customer", "contact").order_by("opened_at")[:200])


def told(rows: list[Case]) -> str:
    """`Nordbank and two more`."""
    names = list(dict.fromkeys(cases.name(case) for case in rows))
    if len(names) > 3:
        return _("%(first)s and %(n)s more") % {"first": names[0], "n": in_words(len(names) - 1)}
    if len(names) > 1:
        return _("%(all)s and %(last)s") % {"all": ", ".join(names[:-1]), "last": names[-1]}
    return names[0] if names else _("nobody yet: no customer has reported it")


class NewUpdate(Sheet):
    """News to all customers, from anywhere; the composer posts to the same address."""

    template = "desk/sheet_update.html"
    answers = True

    def form(self, *given: Any) -> Plain:
        news = times.next_news(self.here.level, self.reader, hurts=self.problem.hurts)
        return saying.UpdateForm(*given, **self.timed(given, news))

    def context(self) -> dict[str, Any]:
        return {"customers": told(waiting(self))}

    def act(self, said: dict[str, Any]) -> str:
        how = "phone" if said["told_by_phone"] else "mail"
        sent = telling.update_all(
            self.problem, text=said["text"], next_due=said["by"], how=how,
            files=files(said), seen_until=self.read_to, **self.by,
        )  # fmt: skip
        return _("On its way to %(whom)s.") % {
            "whom": problems.so_many(problems.customers_of(sent))
        }


class Understand(Sheet):
    """What we understood, for one customer or for all."""

    template = "desk/sheet_understanding.html"
    fields = {"what": "text", "case": "scope"}

    def find(self, key: UUID | None) -> None:
        self.seen: ProblemView = finding.view(self.reader, self.problem.number)

    def form(self, *given: Any) -> Plain:
        scopes = [("", _("every customer"))]
        scopes += [
            (str(c.pk), _("%(who)s only") % {"who": cases.name(c)}) for c in self.seen.waiting
        ]
        newest = max(self.seen.understood, key=lambda one: (one.at, one.id), default=None)
        alone = len(scopes) < 3
        known = newest is not None and newest.case in {c.pk for c in self.seen.waiting}
        scope = str(newest.case) if known and newest and not alone else ""
        return saying.UnderstandingForm(
            *given,
            scopes=scopes[:1] if alone else scopes,
            initial={"text": newest.text if newest else "", "scope": scope},
        )

    def context(self) -> dict[str, Any]:
        return {"correction": "", "corrected_by": ""}

    def act(self, said: dict[str, Any]) -> str:
        case = finding.case(self.problem, UUID(said["scope"])) if said["scope"] else None
        understandings.understand(self.problem, what=said["text"], case=case, **self.by)
        return _("It stands on their page.")


class Fix(Sheet):
    """The news that it is fixed, which asks every case."""

    template = "desk/sheet_fixed.html"
    answers = True

    def form(self, *given: Any) -> Plain:
        return saying.FixedForm(*given, zone=self.reader.zone)

    def context(self) -> dict[str, Any]:
        return {"customers": told([case for case in waiting(self) if case.state == "open"])}

    def act(self, said: dict[str, Any]) -> str:
        asked = telling.say_fixed(
            self.problem, text=said["text"], seen_until=self.read_to, **self.by
        )
        n = problems.customers_of(asked)
        return ngettext("%(n)d customer is asked.", "%(n)d customers are asked.", n) % {"n": n}


class AnswerAll(Sheet):
    """The answer to a request or question; it ends with it."""

    heading = "Answer"
    button = "Send the answer"
    answers = True

    def form(self, *given: Any) -> Plain:
        return Answer(*given)

    def context(self) -> dict[str, Any]:
        who = told(waiting(self))
        lead = _("This goes to %(who)s and ends it. A reply opens it again.") % {"who": who}
        return {"lead": lead}

    def act(self, said: dict[str, Any]) -> str:
        telling.answer(
            self.problem, text=said["text"], files=files(said), seen_until=self.read_to, **self.by
        )
        return _("Answered.")


class Widen(Sheet):
    """Let every customer read what was said to one."""

    heading = "Let everybody read this"
    button = "Widen to all"

    def find(self, key: UUID | None) -> None:
        self.text = ""
        self.case_id: UUID | None = None
        self.row: Message | Understanding | Commitment = self._row()

    def _row(self) -> Message | Understanding | Commitment:
        given = self.request.GET if self.request.method != "POST" else self.request.POST
        for name, kind in (
            ("message", Message), ("understanding", Understanding), ("commitment", Commitment),
        ):  # fmt: skip
            if key := given.get(name):
                self.chosen = (name, key)
                return self._found(kind, key, "text" if name == "message" else "what")
        raise Http404

    def _found(self, kind: Any, key: str, words: str) -> Any:
        try:
            wanted = UUID(key)
        except ValueError:
            raise Http404 from None
        rows = kind.objects.filter(pk=wanted, case__problem=self.problem)
        row = rows.select_related(words, "case__customer", "case__contact").first()
        if row is None:
            raise Http404
        self.text, self.case_id = str(getattr(row, words) or ""), row.case_id
        row.case.problem = self.problem
        return row

    def form(self, *given: Any) -> Plain:
        form = Nothing(*given)
        name, key = self.chosen
        form.fields[name] = CharField(initial=key, widget=HiddenInput(), required=False)
        return form

    def context(self) -> dict[str, Any]:
        assert self.row.case is not None
        told_now = _("Only %(who)s reads it now. Afterwards: %(all)s.") % {
            "who": cases.name(self.row.case),
            "all": told(waiting(self)),
        }
        return {"lead": f"{told_now} “{self.text[:600]}”"}

    def act(self, said: dict[str, Any]) -> str:
        if isinstance(self.row, Message):
            telling.widen(self.row, **self.by)
        else:
            understandings.widen(self.row, **self.by)
        return _("Every customer of this problem can read it now.")


class Reading(Deed):
    """Somebody read what the customer wrote."""

    def act(self, said: dict[str, Any]) -> str:
        hearing.read(self.problem, **self.by)
        return _("Noted that it was read.")
