"""Addresses of calendars: made, made anew, withdrawn."""

from datetime import datetime

from buckstop.coverage import entries
from buckstop.coverage import permissions as may
from buckstop.coverage.models import Feed, Roster
from buckstop.ledger.actor import Actor
from buckstop.ledger.refused import check
from buckstop.ledger.transaction import acting
from buckstop.people.actions.staff import found_house
from buckstop.people.models import Person


def make_feed(person: Person, *, roster: Roster | None, by: Actor, at: datetime) -> Feed:
    """Make the address of a calendar for `person`: of a roster, or of their own turns.

    One that there was of the same answers no more.
    """
    with acting(found_house(by=by, at=at), by=by, at=at) as act:
        check(may.may_make_feed(person, by))
        before = Feed.objects.filter(person=person, roster=roster, ended_at=None).first()
        if before is not None:
            act.change(before, ended_at=act.at)
            act.record(entries.FeedEnded(person=person.pk, feed=before.pk))
        feed = Feed(person=person, roster=roster, made_at=act.at)
        act.add(feed)
        act.record(entries.FeedMade(person=person.pk, feed=feed.pk))
    return feed


def end_feed(feed: Feed, *, by: Actor, at: datetime) -> None:
    """Withdraw an address: nothing answers there any more."""
    with acting(found_house(by=by, at=at), by=by, at=at) as act:
        feed = act.lock(feed)
        check(may.may_end_feed(feed, by))
        act.change(feed, ended_at=act.at)
        act.record(entries.FeedEnded(person=feed.person_id, feed=feed.pk))
