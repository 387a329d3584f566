"""What happens to lessons; that somebody is thanked, and shows it to their lead."""

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_noop as _

from buckstop.ledger.entries import Digest, Fact


@dataclass(frozen=True)
class LessonWritten(
    Fact, code="lesson-written", says=_("{by} wrote down what to do first next time")
):
    lesson: UUID
    looked_like: Digest
    was: Digest
    do_first: Digest


@dataclass(frozen=True)
class LessonReviewed(Fact, code="lesson-reviewed", says=_("{by} read the lesson: it holds")):
    lesson: UUID


@dataclass(frozen=True)
class LessonUseful(Fact, code="lesson-useful", says=_("{by} found the lesson useful")):
    lesson: UUID


@dataclass(frozen=True)
class LessonSetAside(
    Fact, code="lesson-set-aside", says=_("{by} says that the lesson doesn't hold any more")
):
    lesson: UUID


@dataclass(frozen=True)
class ThanksGiven(Fact, code="thanks-given", says=_("{by} thanked {to}")):
    thanks: UUID
    to: UUID
    problem: UUID
    text: Digest


@dataclass(frozen=True)
class ThanksShown(Fact, code="thanks-shown", says=_("{by} showed the thanks to {to}")):
    thanks: UUID
    to: UUID
    problem: UUID
