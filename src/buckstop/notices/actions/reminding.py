"""What no entry says, and somebody must hear in time: a shift that ends, a concern that waits."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Count, Q
from django.utils.translation import gettext_noop as _

from buckstop.concerns.models import Concern
from buckstop.coverage.queries import leaders, next_duty, teams_of, who_is_on_duty
from buckstop.notices.actions.telling import Reminder, remind
from buckstop.notices.saying import ngettext_noop
from buckstop.people.leaving import leaving
from buckstop.people.models import Person
from buckstop.people.telling import Group
from buckstop.people.zones import house_zone_info
from buckstop.problems.models import Commitment, Problem
from buckstop.problems.models.commitment import UNTOUCHED
from buckstop.problems.queries.going import SOON, going

GOING = "/going/"
CONCERNS = "/concerns/"
WEEK = timedelta(days=7)


def remind_people(*, at: datetime) -> int:
    """Tell each once who goes off duty within the hour and owes something before they are back,
    and each leader to whom a concern came; returns how many were told."""
    return remind([*_going(at), *_concerns(at), *_leaving(at)], at=at)


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
    one, more = ngettext_noop(
        "Your shift ends within the hour; %(n)s thing falls due before you are back: move it,"
        " hand it off, or leave it to the watch",
        "Your shift ends within the hour; %(n)s things fall due before you are back: move them,"
        " hand them off, or leave them to the watch",
    )
    return Reminder(
        person=person.pk,
        once=f"going {ends.isoformat()}",
        sentence=one,
        plural=more,
        values={"n": count},
        page=GOING,
        about=_("Going off duty"),
    )


def _leaving(at: datetime) -> list[Reminder]:
    """Who leads somebody hears a week before their last day, and on it, what they still own."""
    people = list(leaving(at, WEEK))
    if not people:
        return []
    today, above = at.astimezone(house_zone_info()).date(), [one.pk for one in leaders()]
    counted = Problem.objects.running().filter(owner__in=people).values_list("owner")
    owns = dict(counted.annotate(n=Count("pk")).order_by())
    one, more = ngettext_noop(
        "The last day of %(who)s is %(day)s, and they own %(n)s problem: see that it is passed on",
        "The last day of %(who)s is %(day)s, and they own %(n)s problems: see that they are"
        " passed on",
    )
    found = []
    for person in people:
        day, n = person.last_day, owns.get(person.pk, 0)
        assert day is not None, "who leaves does so on a day"
        leads = [team.lead_id for team in teams_of(person.pk) if team.lead_id] or above
        when = "on" if day <= today else "before"
        found += [
            Reminder(
                person=lead,
                once=f"last day {when} {person.pk.hex} {day}",
                sentence=one,
                plural=more,
                values={"who": str(person.pk), "day": day.isoformat(), "n": n},
                page=f"/people/{person.pk}/",
                about=str(person.pk),
                group=Group.LED,
            )
            for lead in leads
            if lead != person.pk and n
        ]
    return found


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
