"""What no entry says, and somebody must hear in time: a shift that ends, a concern that waits."""

from datetime import datetime
from uuid import UUID

from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from buckstop.concerns.models import Concern
from buckstop.coverage.queries import next_duty, who_is_on_duty
from buckstop.notices.actions.telling import Reminder, remind
from buckstop.people.models import Person
from buckstop.people.telling import Group
from buckstop.problems.models import Commitment
from buckstop.problems.models.commitment import UNTOUCHED
from buckstop.problems.queries.going import SOON, going

GOING = "/going/"
CONCERNS = "/concerns/"


def remind_people(*, at: datetime) -> int:
    """Tell each once who goes off duty within the hour and owes something before they are back,
    and each leader to whom a concern came; returns how many were told."""
    return remind([*_going(at), *_concerns(at)], at=at)


def _going(at: datetime) -> list[Reminder]:
    there = who_is_on_duty(at)
    ends = {person: until for person, until in there.on_shift.items() if until - at <= SOON}
    if not ends:
        return []
    owed = Commitment.objects.filter(debtor__in=ends, ended_at=None, state__in=UNTOUCHED)
    owing: set[UUID] = set(
        owed.filter(due__gte=min(ends.values())).values_list("debtor", flat=True)
    )
    back = next_duty(at) if owing else {}
    found = []
    for person in Person.objects.filter(pk__in=owing):
        leaves = going(person, there, at, back=back)
        if leaves is not None and leaves.owed:
            found.append(_goes(person, leaves.ends, len(leaves.owed)))
    return found


def _goes(person: Person, ends: datetime, count: int) -> Reminder:
    said = ngettext(
        "Your shift ends within the hour; %(n)s thing falls due before you are back: move it,"
        " hand it off, or leave it to the watch",
        "Your shift ends within the hour; %(n)s things fall due before you are back: move them,"
        " hand them off, or leave them to the watch",
        count,
    )
    return Reminder(
        person=person.pk,
        once=f"going {ends.isoformat()}",
        sentence=said % {"n": count},
        page=GOING,
        about=_("Going off duty"),
    )


def _concerns(at: datetime) -> list[Reminder]:
    """Of an anonymous one nobody is told before it is seen, from the next hour on."""
    said = Count("words", filter=Q(words__seen_from__lte=at, words__leader=None))
    waiting = Concern.objects.filter(due__isnull=False, seen_from__lte=at)
    rows = waiting.annotate(said=said).values_list("pk", "to", "missed", "said")
    return [
        Reminder(
            person=to,
            once=f"concern {key.hex} {missed} {count}",
            sentence=_("A concern waits for your answer"),
            page=CONCERNS,
            about=_("Speaking up"),
            group=Group.LED,
        )
        for key, to, missed, count in rows
    ]
