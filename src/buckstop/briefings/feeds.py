"""What is written for everybody, for programs that follow it: Atom, at an address of each team."""

from uuid import UUID

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _

from buckstop.briefings.models import Subscription
from buckstop.briefings.queries import listed
from buckstop.people.settings import NAME


def address_of(subscription: Subscription) -> str:
    """Where the feed of a team is."""
    return f"{settings.BASE_URL}/briefing-feeds/{_signer().sign(subscription.pk.hex)}.atom"


def subscription_at(signed: str) -> Subscription | None:
    """Whose address that is; None where it was withdrawn, or never was."""
    try:
        key = UUID(_signer().unsign(signed))
    except (BadSignature, ValueError):
        return None
    there = Subscription.objects.filter(pk=key, until=None, team__ended_at=None)
    return there.select_related("team").first()


def feed_of(subscription: Subscription) -> str:
    """The newest sentence of each problem that everybody is told of."""
    feed = Atom1Feed(
        title=_("Briefings of %(house)s") % {"house": NAME.value},
        link=f"{settings.BASE_URL}/briefings/",
        description="",
        feed_url=address_of(subscription),
    )
    for line in listed():
        problem = line.problem
        feed.add_item(
            title=f"{problem.ref} {problem.title}",
            link=f"{settings.BASE_URL}/problems/{problem.ref}/briefing/",
            description=line.text,
            author_name=line.by,
            pubdate=line.at,
            updateddate=line.at,
            unique_id=f"{settings.BASE_URL}/problems/{problem.ref}/briefing/#{line.at:%Y%m%dT%H%M%S}",
        )
    return str(feed.writeString("utf-8"))


def _signer() -> Signer:
    return Signer(salt="briefings.feed", sep=".")
