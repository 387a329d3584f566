"""A first draft of what customers may pass on: from facts, neutral, and theirs to change. Pure."""

from datetime import datetime, tzinfo

from django.utils.translation import gettext as _

from buckstop.kit import said_time


def for_clients(
    *, since: datetime, understood: str, next_news: datetime | None, now: datetime, zone: tzinfo
) -> str:
    """In the words of whoever passes it on, who isn't us."""
    begun = said_time.since(since, now, zone)
    sentence = " ".join(understood.split())
    parts = [_("%(begun)s there is a disruption.") % {"begun": begun[:1].upper() + begun[1:]}]
    if sentence:
        parts.append(sentence if sentence.endswith((".", "!", "?")) else f"{sentence}.")
    parts.append(_("Our provider is working on it."))
    if next_news is not None:
        at = said_time.by(next_news, now, zone)
        parts.append(_("We expect to know more %(by)s.") % {"by": at})
    return " ".join(parts)
