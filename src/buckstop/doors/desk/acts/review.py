"""What is owed of a problem that hurt: written together, looked at again, given to somebody."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from buckstop.doors.components.forms.prevention import LookAgainForm, ReviewForm, ToForm
from buckstop.doors.desk.acts.base import Confirmation
from buckstop.doors.desk.acts.of_problem import ProblemAct
from buckstop.doors.desk.acts.spots import Spot, Subject, Where
from buckstop.doors.desk.addresses import REVIEW
from buckstop.doors.desk.guard import Who
from buckstop.doors.desk.presenting import people, times
from buckstop.people.models import Person
from buckstop.people.queries import desk
from buckstop.prevention import permissions as may
from buckstop.prevention.actions import reviews
from buckstop.prevention.models import PARTS, Review
from buckstop.prevention.queries import review_of


class _OfReview(ProblemAct):
    """An act on the review of a problem; `Subject.row` is the review."""

    who = Who.DESK
    review: Review

    def find_row(self, key: UUID | None) -> None:
        found = review_of(self.problem)
        if found is None:
            raise Http404
        self.review = found

    @property
    def back(self) -> str:
        return REVIEW.url(self.problem.number)


class WriteReview(_OfReview):
    """What happened, what went well, what surprised us, what we change."""

    label = gettext_lazy("Write in it")
    heading = gettext_lazy("What we learnt")
    noun = "review/texts/"
    where = (Where(Spot.REVIEW, 10, main=True),)
    form = ReviewForm
    submit = gettext_lazy("Keep it")

    def options(self) -> dict[str, Any]:
        texts = {part: self.review.text(part) for part in PARTS}
        return {"initial": texts | {"seen": reviews.stamp(self.review)}}

    def context(self) -> dict[str, Any]:
        return {"lead": _("Short enough to be read in two minutes; what isn’t known stays empty.")}

    def do(self, filled: dict[str, Any]) -> Confirmation:
        texts = {part: filled[part] for part in PARTS}
        reviews.write_review(self.review, texts=texts, seen=filled["seen"], **self.by)
        return Confirmation(_("Kept."))


class LookAgain(_OfReview):
    """Nobody knows yet; when we look again."""

    label = gettext_lazy("Not known yet")
    heading = gettext_lazy("Not known yet: when do we look again?")
    noun = "review/looks/"
    where = (Where(Spot.REVIEW, 20), Where(Spot.LEARNING, 20))
    form = LookAgainForm
    submit = gettext_lazy("Look again then")

    @classmethod
    def may(cls, on: Subject) -> bool:
        return on.row is not None and not may.may_look_again(on.row, on.reader.actor)

    def times(self) -> list[datetime]:
        return times.answers(self.level, self.reader, (3_000, 600, 6_000, 12_000))

    def do(self, filled: dict[str, Any]) -> Confirmation:
        reviews.look_again(self.review, due=filled["by"], reason=filled["reason"], **self.by)
        said = {"at": times.said(self.reader, filled["by"])}
        return Confirmation(_("We look again by %(at)s.") % said)


class GiveReview(_OfReview):
    """Somebody else knows more of it."""

    label = gettext_lazy("Ask somebody else")
    noun = "review/handovers/"
    where = (Where(Spot.REVIEW, 30),)
    form = ToForm
    submit = gettext_lazy("Ask them")

    @classmethod
    def may(cls, on: Subject) -> bool:
        return not may.may_give_review(on.row, on.reader.actor)

    def options(self) -> dict[str, Any]:
        others = desk().exclude(pk=self.review.debtor_id)
        return {"people": people.choices(others, self.on_duty, self.reader)}

    def do(self, filled: dict[str, Any]) -> Confirmation:
        to = get_object_or_404(Person, pk=filled["to"])
        reviews.give_review(self.review, to=to, **self.by)
        return Confirmation(_("%(who)s is asked.") % {"who": to.public_name})
