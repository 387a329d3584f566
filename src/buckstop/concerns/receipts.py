"""A receipt of a concern: with it, whoever raised one that is ignored can take it further.

It says when the concern was kept (by the hour), to whom, by when an answer was owed, and what came
of it; and it has the fingerprint of the words, so that who has a copy of them can show that these
were raised. It is signed: this house tells anybody whether a receipt is its own, unchanged. It says
nothing of who raised it, and nothing of it is kept.
"""

import hashlib
from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from buckstop.concerns.models import Concern
from buckstop.concerns.queries import said
from buckstop.kit import signatures
from buckstop.people.settings import NAME
from buckstop.people.zones import house_zone

PURPOSE = "buckstop.concerns.receipt"
LONGEST = 20_000  # letters of a receipt that somebody shows


def written(concern: Concern, at: datetime) -> str:
    """The receipt as it is in the hour of `at`, as plain text."""
    hour = at.replace(minute=0, second=0, microsecond=0)
    lines = [
        _("Receipt of a concern"),
        f"{NAME.value}, {settings.BASE_URL}",
        "",
        _("Seen by its reader from: %(at)s") % {"at": _time(concern.seen_from)},
        _("Chosen to hear it: %(who)s") % {"who": concern.first.public_name},
        *_words(concern),
        "",
        _("On %(at)s: %(state)s") % {"at": _time(hour), "state": _state(concern)},
        "",
        _("Whether this receipt is genuine: %(url)s")
        % {"url": f"{settings.BASE_URL}/speak-up/receipts/"},
    ]
    text = "\n".join(lines)
    return f"{text}\n\n{_signed(text)}\n"


def _words(concern: Concern) -> list[str]:
    """The fingerprints of what was said, with who said it; the words stand in nobody's receipt."""
    found = []
    for place, one in enumerate(said(concern), 1):
        who = one.leader.public_name if one.leader else _("whoever raised it")
        digest = hashlib.sha256(one.text.encode()).hexdigest()
        told = {"n": place, "who": who, "at": _time(one.seen_from), "digest": digest}
        found.append(_("%(n)s. %(who)s, %(at)s, SHA-256 %(digest)s") % told)
    return found


def _state(concern: Concern) -> str:
    if concern.due is None:
        return _("it has an answer.")
    who = {"who": concern.to.public_name, "at": _time(concern.due)}
    owed = _("%(who)s owes an answer by %(at)s.") % who
    if not concern.missed:
        return owed
    went = ngettext(
        "It went up %(n)s time, unanswered.", "It went up %(n)s times, unanswered.", concern.missed
    )
    return f"{owed} {went % {'n': concern.missed}}"


def is_genuine(shown: str) -> bool:
    """Whether we wrote it so; how its lines end doesn't matter."""
    text, _gap, signature = _plain(shown).rpartition("\n\n")
    return bool(text) and signatures.is_ours(signature.strip(), PURPOSE, text, bytes.hex)


def _signed(text: str) -> str:
    return signatures.signature(PURPOSE, _plain(text)).hex()


def _plain(text: str) -> str:
    return "\n".join(line.rstrip() for line in text[:LONGEST].strip().splitlines())


def _time(at: datetime) -> str:
    return f"{at.astimezone(ZoneInfo(house_zone())):%Y-%m-%d %H:%M %Z}"
