"""What may be asked of a supplier, in which words. Pure."""

import re
from collections.abc import Iterable
from datetime import datetime

from django.utils.translation import gettext as _

from buckstop.ledger.refused import Refused
from buckstop.problems.rules.promises import check_due

LONGEST = 20_000  # characters of what is asked, or written


def check_unnamed(text: str, names: Iterable[str], field: str) -> None:
    """Words that leave the house name no customer whom nobody chose to name."""
    for name in names:
        if name and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text, re.IGNORECASE):
            said = _("That names %(name)s. Choose to name them, or say it without.")
            raise Refused("names-customer", said % {"name": name}, field)


def check_plan_b(begins: datetime, at: datetime) -> datetime:
    """When plan B begins: a time to come."""
    try:
        return check_due(begins, at)
    except Refused as refused:
        raise Refused(refused.code, refused.sentence, "plan_b_at") from refused


def check_length(text: str, field: str) -> str:
    """No book."""
    if len(text) > LONGEST:
        said = _("That is over %(longest)s characters; attach it as a file.")
        raise Refused("too-long", said % {"longest": f"{LONGEST:,}"}, field)
    return text


def first_line(text: str) -> str:
    """What a subject has of it."""
    return next((line.strip() for line in text.splitlines() if line.strip()), "")
