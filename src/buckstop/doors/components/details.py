"""What a kind of commitment says of one besides its line: its own template, on every page."""

import inspect
from datetime import datetime, tzinfo
from functools import cache
from pathlib import Path
from typing import Any

from django.template import engines
from django.utils.safestring import SafeString

from buckstop.problems.commitments import kind
from buckstop.problems.models import Commitment


def details(
    owed: Commitment, *, now: datetime, zone: tzinfo, for_customer: bool = False
) -> SafeString:
    """The filled template of its kind; empty where the kind has none.

    It stands beside the file of the kind, under the same name, and is given `owed` and whether it
    is `for_customer`.
    """
    template = _template(inspect.getfile(kind.of(owed)))
    if template is None:
        return SafeString("")
    given = {"owed": owed, "for_customer": for_customer, "now": now, "zone": zone}
    return SafeString(template.render(given))


@cache
def _template(file: str) -> Any:
    beside = Path(file).with_suffix(".html")
    return engines["jinja2"].from_string(beside.read_text()) if beside.is_file() else None
