"""What a form or another tool says of a customer's problem: a mapping says where in its message
things stand, as for signals. Pure."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs

from django.utils.translation import gettext as _

from buckstop.kit.text import storable
from buckstop.signals.tools import picking
from buckstop.signals.tools.signal import Unfit

FIELDS = ("reports", "identity", "title", "text", "name", "email", "phone", "customer")
"""What a mapping says: ways such as `data.issue.id`; `reports` is the way to a list, where one
message has several."""
LONGEST = 50_000  # characters of the words
SIGN = 160


@dataclass(frozen=True, slots=True)
class Reported:
    """One problem of a customer: what makes it the same one, what they say, and who."""

    identity: str
    text: str
    title: str = ""
    name: str = ""
    email: str = ""
    phone: str = ""
    customer: str = ""


def read_reports(body: bytes, mapping: Mapping[str, str]) -> list[Reported]:
    """The problems in a message, which is JSON or what a form posts. Raises Unfit."""
    said = _said(body)
    way = mapping.get("reports", "")
    found = picking.several(said, way) if way else [said]
    return [_reported(one, mapping) for one in found]


def _said(body: bytes) -> Any:
    text = body.decode(errors="replace").strip()
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        form = parse_qs(text, keep_blank_values=True) if "=" in text and "\n" not in text else {}
    if not form:
        raise Unfit(_("It is neither JSON nor what a form posts."))
    return {name: values[0] for name, values in form.items()}


def _reported(one: Any, mapping: Mapping[str, str]) -> Reported:
    if not isinstance(one, Mapping):
        raise Unfit(_("What it says is no object with names and values."))
    text = _words(one, mapping.get("text") or "text")
    title = _line(one, mapping, "title")
    if not text and not title:
        raise Unfit(_("There is no “%(way)s” in it.") % {"way": mapping.get("text") or "text"})
    email, phone = _line(one, mapping, "email"), _line(one, mapping, "phone")
    if not email and not phone:
        way = mapping.get("email") or mapping.get("phone") or "email"
        raise Unfit(_("There is no “%(way)s” in it: nobody could be answered.") % {"way": way})
    return Reported(
        identity=picking.needed(one, mapping.get("identity") or "id"),
        text=text or title,
        title=title,
        name=_line(one, mapping, "name")[:SIGN],
        email=email,
        phone=phone,
        customer=_line(one, mapping, "customer")[:SIGN],
    )


def _line(one: Any, mapping: Mapping[str, str], name: str) -> str:
    return picking.words(one, mapping[name]) if mapping.get(name) else ""


def _words(one: Any, way: str) -> str:
    """Several lines as they are."""
    found = picking.pick(one, way)
    if found is None or isinstance(found, Mapping | list):
        return ""
    return storable(str(found)).strip()[:LONGEST]
