"""Those affected are told: looked at for each of them first; and it can be stopped."""

import hashlib
import json
from datetime import datetime
from functools import cached_property
from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from buckstop.doors.components.forms.base import Plain
from buckstop.doors.components.forms.outreach import OutreachForm
from buckstop.doors.desk.acts.base import Confirmation
from buckstop.doors.desk.acts.of_problem import ProblemAct
from buckstop.doors.desk.acts.spots import Spot, Subject, Where
from buckstop.doors.desk.acts.worded import Worded
from buckstop.doors.desk.addresses import AFFECTED
from buckstop.doors.desk.guard import Who
from buckstop.doors.desk.presenting import times
from buckstop.outreach import permissions as may
from buckstop.outreach.actions import telling
from buckstop.outreach.models import Outreach
from buckstop.outreach.preview import Read, letters
from buckstop.outreach.queries import Whom, runs, whom
from buckstop.people.settings import LANGUAGE
from buckstop.people.speaking import LANGUAGES

CHOSEN_FROM = 200  # of more, all are told: nobody ticks thousands
LOOKED_AT = 50  # letters that are shown before they leave


class TellAffected(Worded):
    """One text to whom it affects, each in their own thread, shown for each before it leaves."""

    label = gettext_lazy("Tell them")
    heading = gettext_lazy("Tell those affected")
    who = Who.DESK
    noun = "outreach/"
    where = (Where(Spot.TELLING, 10, main=True),)
    form = OutreachForm
    template = "desk/sheet_outreach.html"
    promises = True
    answers_customers = True
    read: list[Read] | None = None

    @property
    def back(self) -> str:
        return AFFECTED.url(self.problem.number)

    @property
    def words_in(self) -> tuple[str, ...]:  # type: ignore[override]
        """In every language that is offered."""
        also = (f"{name}_{code}" for code, _name in self.languages for name in ("subject", "text"))
        return ("subject", "text", *also)

    @classmethod
    def may(cls, on: Subject) -> bool:
        if on.problem is None:
            return False
        return not may.may_tell(on.problem, on.reader.actor, runs=runs(on.problem))

    @cached_property
    def found(self) -> list[Whom]:
        """Whom it affects and nobody told yet."""
        return whom(self.problem, at=self.reader.now)

    @cached_property
    def languages(self) -> list[tuple[str, str]]:
        """Those besides the house's that some of them read, with their names."""
        reads = {next(filter(None, one.reads), "") for one in self.found}
        return [(code, name) for code, name in LANGUAGES.items()
                if code in reads and code != LANGUAGE.value]  # fmt: skip

    def times(self) -> list[datetime]:
        return times.next_news(self.level, self.reader, hurts=self.problem.hurts)

    def options(self) -> dict[str, Any]:
        reached = [one for one in self.found if one.reached is not None]
        chosen = [(str(one.customer.pk), self._line(one)) for one in reached]
        joins = [
            (str(case.pk), f"{one.customer.name}: {case.title} ({case.problem.ref})")
            for one in self.found
            for case in one.wrote
        ]
        few = len(chosen) <= CHOSEN_FROM
        usual = {"customers": [key for key, _line in chosen]} if few else {}
        return {
            "customers": chosen if few else [],
            "joins": joins,
            "languages": self.languages,
            "initial": usual,
        }

    def _line(self, one: Whom) -> str:
        said = [one.customer.name, "; ".join(one.services)]
        if one.send_at > self.reader.now:
            at = {"at": times.said(self.reader, one.send_at)}
            said.append(_("told at %(at)s, when it is morning there") % at)
        return " · ".join(part for part in said if part)

    def stops(self, form: Plain) -> bool:
        """Until the wording was read, and what each of them reads."""
        worded = super().stops(form)
        filled = form.cleaned_data
        asked = [filled[name] for name in (*self.words_in, "customers", "joins")
                 if name in filled]  # fmt: skip
        said = json.dumps([*asked, str(filled["by"])], sort_keys=True)
        digest = hashlib.sha256(said.encode(errors="replace")).hexdigest()
        if filled["sure"] == digest and not worded:
            return False
        self.read = letters(
            self.problem, self._chosen(filled)[:LOOKED_AT], saying=self._saying(filled),
            writer=self.reader.person, at=self.reader.now,
        )  # fmt: skip
        data: Any = form.data
        form.data = data.copy()
        form.data["sure"] = digest  # type: ignore[index]
        return True

    def _saying(self, filled: dict[str, Any]) -> telling.Saying:
        also = {
            code: telling.Words(filled[f"subject_{code}"], filled[f"text_{code}"])
            for code, _name in self.languages
            if filled.get(f"text_{code}", "").strip()
        }
        return telling.Saying(filled["subject"], filled["text"], filled["by"], also)

    def _chosen(self, filled: dict[str, Any]) -> list[Whom]:
        joined = set(filled.get("joins", ()))
        found = [one for one in self.found if one.reached is not None]
        found = [one for one in found if not joined & {str(case.pk) for case in one.wrote}]
        if "customers" not in filled:
            return found
        return [one for one in found if str(one.customer.pk) in filled["customers"]]

    def context(self) -> dict[str, Any]:
        n = sum(one.reached is not None for one in self.found)
        there = self.problem.waiting_cases
        lead = ngettext(
            "It goes to %(n)s customer, in a thread of their own.",
            "It goes to %(n)s customers, each in a thread of their own.",
            n,
        ) % {"n": n}
        also = ngettext(
            "%(n)s has a case already and hears it as news there.",
            "%(n)s have a case already and hear it as news there.",
            there,
        ) % {"n": there}
        return {
            "lead": f"{lead} {also}" if there else lead,
            "unreached": [one.customer.name for one in self.found if one.reached is None],
            "read": self.read,
            "more": max(0, n - LOOKED_AT) if self.read else 0,
            "button": _("Tell them") if self.read is not None else _("Look at each"),
        }

    def do(self, filled: dict[str, Any]) -> Confirmation:
        chosen = {one.customer.pk for one in self._chosen(filled)}
        cases = {str(case.pk): case for one in self.found for case in one.wrote}
        telling.tell(
            self.problem,
            saying=self._saying(filled),
            only=chosen,
            joins=[cases[key] for key in filled.get("joins", ())],
            seen_until=self.read_to,
            overruled=self.overruled,
            **self.by,
        )
        n = len(chosen)
        said = ngettext("%(n)s customer is being told.", "%(n)s customers are being told.", n)
        return Confirmation(said % {"n": n})


class StopTelling(ProblemAct):
    """Nobody more is told."""

    label = gettext_lazy("Stop")
    who = Who.DESK
    under = "outreach/<uuid:key>/"
    noun = "stop/"
    where = (Where(Spot.OUTREACH, 10),)
    outreach: Outreach

    @property
    def back(self) -> str:
        return AFFECTED.url(self.problem.number)

    @classmethod
    def may(cls, on: Subject) -> bool:
        return not may.may_stop(on.row, on.reader.actor)

    def find_row(self, key: UUID | None) -> None:
        self.outreach = get_object_or_404(Outreach, pk=key, problem=self.problem)

    def do(self, filled: dict[str, Any]) -> Confirmation:
        n = telling.stop(self.outreach, **self.by)
        said = ngettext("%(n)s customer isn’t told.", "%(n)s customers aren’t told.", n)
        return Confirmation(said % {"n": n})
