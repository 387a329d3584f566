"""Who is about to leave."""

from datetime import datetime, timedelta

from django.db.models import QuerySet

from buckstop.people.models import Person
from buckstop.people.queries import desk
from buckstop.people.zones import house_zone_info


def leaving(at: datetime, within: timedelta) -> "QuerySet[Person]":
    """Who has their last day within that time, or had it and is still here."""
    today = at.astimezone(house_zone_info()).date()
    return desk().filter(last_day__lte=today + within)
