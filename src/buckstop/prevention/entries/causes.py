"""What happens to causes, and to what is owed of problems that hurt."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_noop as _

from buckstop.ledger.entries import Digest, Digests, Fact


@dataclass(frozen=True)
class ReviewOwed(
    Fact,
    code="review-owed",
    says=_("It hurt: {person} owes what let it happen"),
):
    """`why` are codes of `rules.hurting.Why`, with a comma between.

    `named`: a cause is already, so that nothing is owed any more.
    """

    person: UUID
    due: datetime
    why: str
    named: bool


@dataclass(frozen=True)
class ReviewGiven(Fact, code="review-given", says=_("{by} asked {person} what let it happen")):
    person: UUID


@dataclass(frozen=True)
class ReviewMissed(
    Fact,
    code="review-missed",
    says=_("Nobody said in time what let it happen; {person} still owes it"),
):
    person: UUID
    due: datetime
    next_due: datetime


@dataclass(frozen=True)
class CauseUnknown(
    Fact, code="cause-unknown", says=_("{by} doesn’t know yet what let it happen, and looks again")
):
    due: datetime
    reason: Digest


@dataclass(frozen=True)
class ReviewDone(Fact, code="review-done", says=_("What let it happen is named")):
    pass


@dataclass(frozen=True)
class ReviewWritten(Fact, code="review-written", says=_("{by} wrote in the review")):
    """The digests of what stands in its parts now; of an empty part none."""

    said: Digests


@dataclass(frozen=True)
class CauseFound(Fact, code="cause-found", says=_("{by} said what let it happen")):
    cause: UUID
    what: Digest
    keeper: UUID


@dataclass(frozen=True)
class CauseReworded(Fact, code="cause-reworded", says=_("{by} said a cause in other words")):
    cause: UUID
    what: Digest


@dataclass(frozen=True)
class CauseKept(Fact, code="cause-kept", says=_("{by} asked {person} to look after a cause")):
    cause: UUID
    person: UUID


@dataclass(frozen=True)
class CauseNamed(Fact, code="cause-named", says=_("{by} named a cause of it")):
    because: UUID
    cause: UUID


@dataclass(frozen=True)
class CauseUnnamed(Fact, code="cause-unnamed", says=_("{by} said that a cause isn’t one of it")):
    because: UUID
    cause: UUID


@dataclass(frozen=True)
class CauseMerged(Fact, code="cause-merged", says=_("{by} noted that two causes are one")):
    cause: UUID
    into: UUID


@dataclass(frozen=True)
class CauseTakenApart(
    Fact, code="cause-taken-apart", says=_("{by} noted that two causes aren’t one after all")
):
    cause: UUID
    was_in: UUID
