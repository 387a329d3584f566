"""What a message says of a series: its rows. Pure."""

import json
import math
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from buckstop.signals.tools import picking
from buckstop.signals.tools.signal import Unfit

MOST = 11_000  # rows of one message: as many as Prometheus sends at a time
LARGEST = 1e300


def points(body: bytes) -> list[tuple[datetime, float]]:
    """The rows that are sent: `{"points": [[time, value], …]}`, or the answer of Prometheus to
    `query_range` with one series. Raises Unfit. What is no number isn't a row."""
    try:
        said = json.loads(body)
    except (ValueError, RecursionError):
        raise Unfit(_("It is no JSON.")) from None
    found = picking.pick(said, "points")
    if found is None:
        result = picking.pick(said, "data.result")
        if not isinstance(result, list):
            raise Unfit(_("There is no “%(way)s” in it.") % {"way": "points"})
        if len(result) > 1:
            raise Unfit(_("The query gives several series: let it give one."))
        found = picking.pick(result, "0.values") if result else []
    if not isinstance(found, list) or len(found) > MOST:
        raise Unfit(_("“points” is no list of at most %(most)s.") % {"most": MOST})
    return list(_rows(found))


def _rows(found: Iterable[Any]) -> Iterable[tuple[datetime, float]]:
    for one in found:
        if not isinstance(one, list) or len(one) != 2:
            raise Unfit(_("Each of “points” is a list of a time and a value."))
        at, value = picking.when(one[0]), _number(one[1])
        if at is None:
            raise Unfit(_("Each of “points” is a list of a time and a value."))
        if value is not None:
            yield at, value


def _number(said: Any) -> float | None:
    """Prometheus writes numbers as words, NaN among them."""
    if isinstance(said, bool) or not isinstance(said, int | float | str):
        raise Unfit(_("Each of “points” is a list of a time and a value."))
    try:
        value = float(said)
    except (ValueError, OverflowError):
        raise Unfit(_("Each of “points” is a list of a time and a value.")) from None
    return value if math.isfinite(value) and abs(value) < LARGEST else None
