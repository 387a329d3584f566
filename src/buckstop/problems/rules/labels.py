"""Tags and fields: what a value is, set in one way."""

from collections.abc import Collection, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation

from django.utils.translation import gettext as _

from buckstop.kit.text import storable
from buckstop.ledger.refused import Refused

MOST_DIGITS = 15
MOST_CHOICES = 50


def value_of(sort: str, text: str, *, choices: Collection[str], most: int) -> str:
    """What is kept of `text` for a label of this sort; refused where it is no such thing.

    Numbers are kept as they are counted (`12.50` as `12.5`), dates as `2026-11-24`.
    """
    said = " ".join(storable(text).split())
    if not said or sort == "tag":
        return ""
    if sort == "number":
        return _number(said)
    if sort == "date":
        return _date(said)
    if sort == "choice" and said not in choices:
        raise Refused("no-choice", _("“%(value)s” isn’t one of its choices.") % {"value": said})
    if len(said) > most:
        raise Refused("long", _("Write at most %(most)s letters.") % {"most": most})
    return said


def _number(said: str) -> str:
    try:
        number = Decimal(said.replace("’", "").replace("'", "").replace(" ", ""))
    except InvalidOperation:
        number = Decimal("NaN")
    if (
        not number.is_finite()
        or len(number.as_tuple().digits) > MOST_DIGITS
        or abs(number.adjusted()) > MOST_DIGITS
    ):
        raise Refused("no-number", _("“%(value)s” isn’t a number.") % {"value": said})
    whole = f"{number + 0:f}"
    return whole.rstrip("0").rstrip(".") or "0" if "." in whole else whole


def _date(said: str) -> str:
    try:
        return date.fromisoformat(said).isoformat()
    except ValueError:
        sentence = _("“%(value)s” isn’t a day. Write it as 2026-11-24.")
        raise Refused("no-date", sentence % {"value": said}) from None


def choices_of(lines: Sequence[str], sort: str) -> list[str]:
    """The choices, each once, in their order; refused where a choice has none, or too many."""
    if sort != "choice":
        return []
    found = list(dict.fromkeys(" ".join(storable(line).split())[:60] for line in lines))
    found = [one for one in found if one]
    if not found:
        raise Refused("no-choices", _("Write what can be chosen, one a line."), "choices")
    if len(found) > MOST_CHOICES:
        sentence = _("At most %(most)s choices.") % {"most": MOST_CHOICES}
        raise Refused("many-choices", sentence, "choices")
    return found


def tags_in(text: str) -> list[str]:
    """The tags that somebody wrote, with commas between; each once, in their order."""
    names = [" ".join(storable(one).split()).strip("#") for one in text.split(",")]
    return list({name.casefold(): name for name in names if name}.values())
