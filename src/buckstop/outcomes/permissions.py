"""Who writes lessons, who reviews them, who thanks whom, and who shows a thanks to whom."""

from collections.abc import Collection
from uuid import UUID

from django.utils.translation import gettext as _

from buckstop.ledger.actor import Actor
from buckstop.ledger.refused import Refusal
from buckstop.outcomes.models import Lesson, Thanks
from buckstop.people.models import Person
from buckstop.problems.models import Problem
from buckstop.problems.models.problem import State
from buckstop.problems.permissions.actors import only_desk


def may_write_lesson(problem: Problem, actor: Actor, *, written: bool = False) -> Refusal | None:
    """The desk, of what is fixed or closed, once."""
    if refusal := only_desk(actor):
        return refusal
    if problem.state == State.OPEN:
        return Refusal("open", _("It isn’t over yet: write the lesson once it is fixed."))
    if written:
        return Refusal("written", _("A lesson of it is written already."))
    return None


def may_review_lesson(lesson: Lesson, actor: Actor) -> Refusal | None:
    """A colleague at the desk who didn't write it."""
    if refusal := only_desk(actor):
        return refusal
    if lesson.reviewed_at is not None:
        return Refusal("reviewed", _("Somebody has reviewed it already."))
    if actor.id == lesson.written_by_id:
        return Refusal("own", _("Somebody else reviews what you wrote."))
    return None


def may_find_useful(lesson: Lesson, actor: Actor) -> Refusal | None:
    """The desk, of what was reviewed and holds."""
    return only_desk(actor) or _holds(lesson)


def may_set_aside(lesson: Lesson, actor: Actor) -> Refusal | None:
    """The desk, what doesn't hold any more, reviewed or not."""
    if refusal := only_desk(actor):
        return refusal
    if lesson.set_aside_at is None:
        return None
    return Refusal("set-aside", _("It is set aside already."))


def may_thank(actor: Actor, *, to: Person | None = None) -> Refusal | None:
    """Anybody who works here, anybody else who does."""
    if not actor.is_person:
        return Refusal("not-a-person", _("A person thanks a person."))
    if to is None:
        return None
    if actor.id == to.pk:
        return Refusal("yourself", _("Choose somebody else than yourself."), "to")
    if not (to.is_active and to.is_staff_member):
        return Refusal("gone", _("%(who)s isn’t here any more.") % {"who": to}, "to")
    return None


def may_show_thanks(
    thanks: Thanks, actor: Actor, *, to: UUID | None = None, leads: Collection[UUID] = ()
) -> Refusal | None:
    """Who was thanked, once, to a lead of theirs (one of `leads`)."""
    if actor.id != thanks.to_id:
        return Refusal("not-yours", _("Who was thanked chooses who else reads it."))
    if thanks.shown_to_id is not None:
        return Refusal("shown", _("Your lead has it already."))
    if to is not None and to not in leads:
        return Refusal("not-your-lead", _("Choose somebody who leads you."), "to")
    return None


def _holds(lesson: Lesson) -> Refusal | None:
    if lesson.reviewed_at is None:
        return Refusal("not-reviewed", _("A colleague reviews it first."))
    if lesson.set_aside_at is not None:
        return Refusal("set-aside", _("It is set aside already."))
    return None
