"""Whom nothing reaches away from the pages: on a roster that is as if nobody were there."""

from collections.abc import Collection
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import CharField, OuterRef, Subquery, Value
from django.db.models.functions import Cast, Replace

from buckstop.notices.models import Way
from buckstop.outbox.channels.push.gateways import BY_PUSH
from buckstop.outbox.channels.smtp.channel import Smtp
from buckstop.outbox.models import TROUBLED, UNDER_WAY, Delivery, DeliveryState
from buckstop.outbox.settings import mail_leaves
from buckstop.people.models import Person

LOOKED_BACK = timedelta(days=28)


def out_of_reach(people: Collection[UUID], at: datetime) -> set[UUID]:
    """Those of them who have no address of mail, or what was sent there last didn't arrive, and no
    gateway besides that took its last message, or wasn't tried yet.

    Where no mail leaves the house at all, nothing is said of anybody.
    """
    if not people or not mail_leaves():
        return set()
    lately = Delivery.objects.filter(made_at__gt=at - LOOKED_BACK)
    decided = lately.exclude(state__in=[*UNDER_WAY, DeliveryState.DROPPED]).order_by("-made_at")

    def last(channel: str, address: str) -> Subquery:
        its = decided.filter(channel=channel, address=OuterRef(address))
        return Subquery(its.values("state")[:1])

    by_mail = Person.objects.filter(pk__in=people).annotate(last=last(Smtp.code, "email"))
    rows = by_mail.values_list("pk", "email", "last")
    deaf = {key for key, email, state in rows if not email or state in TROUBLED}
    if not deaf:
        return deaf
    key = Replace(Cast("pk", CharField()), Value("-"), Value(""))  # as `Way.key` is
    theirs = Way.objects.filter(person__in=deaf, removed_at=None).annotate(to=key)
    ways = theirs.annotate(last=last(BY_PUSH, "to")).values_list("person", "last")
    return deaf - {person for person, state in ways if state not in TROUBLED}
