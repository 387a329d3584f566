"""Whether mail leaves at all."""

from buckstop.conversations.models import Outage


def outage() -> Outage | None:
    """The time in which no mail leaves, where it isn't over."""
    return Outage.objects.filter(ended_at=None).first()
