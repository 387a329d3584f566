"""Evening out the load of a team: the fewest handoffs that do, each an offer to be accepted."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from buckstop.coverage.kept_rows import DEFAULT_LIMIT
from buckstop.doors.components.forms.base import Choices, Timed, words
from buckstop.doors.desk.acts.base import Confirmation
from buckstop.doors.desk.acts.many import WithdrawMany
from buckstop.doors.desk.acts.shift import OfRoster
from buckstop.doors.desk.acts.spots import Spot, Subject, Where
from buckstop.doors.desk.addresses import COVERAGE
from buckstop.doors.desk.presenting import times
from buckstop.doors.shared.answers import go
from buckstop.kit import said_time
from buckstop.ledger.refused import Refused
from buckstop.people.models import Person
from buckstop.people.queries import desk
from buckstop.problems.commitments import handoff
from buckstop.problems.models import Problem
from buckstop.problems.queries.rebalancing import Loads, loads
from buckstop.problems.rules.rebalancing import Has, Move, even_out, has

_NOTHING = Has(0, 0.0)


@dataclass(frozen=True, slots=True)
class Had:
    """How many problems somebody has, and how many per cent of what waiting costs."""

    count: int
    share: int


@dataclass(frozen=True, slots=True)
class Share:
    """What somebody has now, and would have; since when they are back, of whom is off."""

    name: str
    back: datetime | None
    now: Had
    then: Had


def _had(each: Mapping[UUID, Has], one: UUID, whole: float) -> Had:
    its = each.get(one, _NOTHING)
    return Had(its.count, round(100 * its.cost / whole))


class EveningOutForm(Timed):
    """Which of the moves are offered, with what words, and until when they are answered."""

    moves = forms.MultipleChoiceField(
        label=gettext_lazy("Offer"), widget=forms.CheckboxSelectMultiple()
    )
    brief = words(gettext_lazy("What each of them reads"), rows=3)

    def __init__(self, *args: Any, moves: Choices = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("moves", moves)


class EvenOut(OfRoster):
    """Propose the moves; what is left ticked is offered, and stays with its owner until then."""

    label = gettext_lazy("Even out the load")
    before = COVERAGE.route
    noun = "evening-out/"
    where = (Where(Spot.TEAM, 15), Where(Spot.BOARD))
    form = EveningOutForm
    template = "desk/sheet_evening_out.html"
    submit = gettext_lazy("Offer these")
    in_bar = "coverage"

    @classmethod
    def query(cls, on: Subject) -> dict[str, Any]:
        return {"team": on.row.pk} if on.row is not None else {}

    @property
    def back(self) -> str:
        return COVERAGE.url()

    def find(self, **keys: Any) -> None:
        self.loads: Loads = loads(
            self.reader.actor, self.roster.team, usual=DEFAULT_LIMIT, at=self.reader.now
        )
        posted = self.request.method == "POST"
        self.moves = self._chosen() if posted else even_out(self.loads.shares, self.loads.takers)

    def _chosen(self) -> list[Move]:
        """What was left ticked, of what can move and to whom; the plan isn't made again."""
        able = {str(person.pk): person for person in desk()}
        named = {problem.ref: problem for problem in self.loads.problems.values()}
        found = []
        for said in self.request.POST.getlist("moves"):
            ref, _bar, to = said.partition("|")
            if ref in named and to in able:
                found.append(Move(named[ref].pk, named[ref].owner_id, able[to].pk))
        return found

    def times(self) -> list[Any]:
        return times.answers(self.on_duty.times, self.reader, (60, 30, 240, 600))

    def options(self) -> dict[str, Any]:
        moves = [(self._key(move), self._says(move)) for move in self.moves]
        return {
            "moves": moves,
            "initial": {
                "moves": [key for key, _says in moves],
                "brief": _("Somebody has too much: I ask you to take this one over."),
            },
        }

    def _key(self, move: Move) -> str:
        return f"{self.loads.problems[move.problem].ref}|{move.to}"

    def _says(self, move: Move) -> str:
        problem, names = self.loads.problems[move.problem], self.loads.names
        said = f"{problem.ref} {problem.title} · {names[move.of]} → {names[move.to]}"
        back = self.loads.back.get(move.to)
        if back is None:
            return said
        when = said_time.at(back, self.reader.now, self.reader.zone)
        return said + _(", on duty from %(when)s") % {"when": when}

    def context(self) -> dict[str, Any]:
        return {
            "shares": self._shares(),
            "propose": bool(self.moves),
            "team": self.roster.name,
        }

    def _shares(self) -> list[Share]:
        """Who has what now and would have then, by name: no order says who has most."""
        now, then = has(self.loads.shares), has(self.loads.shares, self.moves)
        whole = sum(one.cost for one in now.values()) or 1.0
        names, back = self.loads.names, self.loads.back
        return [
            Share(names[one], back.get(one), _had(now, one, whole), _had(then, one, whole))
            for one in sorted({*now, *self.loads.takers}, key=lambda one: names[one].casefold())
        ]

    def do(self, filled: dict[str, Any]) -> Confirmation:
        self.refusals: dict[str, list[str]] = defaultdict(list)
        people = Person.objects.in_bulk([move.to for move in self.moves])
        undos = []
        for move in self.moves:
            problem = self.loads.problems[move.problem]
            try:
                undos.append(self._offer(problem, people[move.to], filled))
            except Refused as refusal:
                self.refusals[refusal.sentence].append(problem.ref)
        if not undos:
            raise Refused("none-done", " ".join(self._report()))
        said = ngettext("%(n)d is offered.", "%(n)d are offered.", len(undos)) % {"n": len(undos)}
        return Confirmation(said, undo=WithdrawMany.of_all([str(key) for key in undos]))

    def _offer(self, problem: Problem, to: Person, filled: dict[str, Any]) -> UUID:
        offered = handoff.offer(
            problem, to=to, brief=filled["brief"], answer_by=filled["by"], **self.by
        )
        key: UUID = offered.pk
        return key

    def _report(self) -> list[str]:
        return [f"{', '.join(refs)}: {why}" for why, refs in self.refusals.items()]

    def confirm(self, confirmation: Confirmation) -> HttpResponse:
        for sentence in self._report():
            messages.error(self.request, sentence)
        if not self.refusals:
            return super().confirm(confirmation)
        return go(self.request, self.back, say=confirmation.text, undo=confirmation.undo)
