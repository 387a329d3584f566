"""PATCH of SCIM (RFC 7644, 3.5.2) on a resource as a plain object, as programs really send it.

Entra ID writes `Replace` and `"False"`, dotted names without a path, and removes members by value;
Okta sends whole objects without a path. Each is understood as it is meant. Pure.
"""

import re
from typing import Any

from django.utils.translation import gettext as _

from buckstop.doors.scim.filters import Filtered, read

_PATH = re.compile(r"(?P<name>[^\[\].]+)(\[(?P<filter>.*)\])?(\.(?P<sub>[\w$]+))?")
_VALUE_EQ = re.compile(r'\s*(\w+)\s+eq\s+"([^"]*)"\s*', re.IGNORECASE)


class Unpatchable(Exception):
    """What can't be meant, in a sentence, with its scimType."""

    def __init__(self, sentence: str, kind: str) -> None:
        super().__init__(sentence)
        self.kind = kind


def patched(resource: dict[str, Any], operations: Any) -> dict[str, Any]:
    """The resource after these operations. Raises Unpatchable."""
    if not isinstance(operations, list) or not operations:
        raise Unpatchable(_("“Operations” is a list of at least one."), "invalidSyntax")
    made = dict(resource)
    for one in operations:
        if not isinstance(one, dict):
            raise Unpatchable(_("An operation is an object."), "invalidSyntax")
        how = str(one.get("op", "")).lower()
        if how not in ("add", "replace", "remove"):
            raise Unpatchable(_("An operation adds, replaces or removes."), "invalidSyntax")
        path, value = one.get("path"), one.get("value")
        if isinstance(path, str) and path.strip():
            _at(made, how, path.strip(), value)
        elif how == "remove":
            raise Unpatchable(_("Say in “path” what is removed."), "noTarget")
        elif isinstance(value, dict):
            for name, each in value.items():
                _at(made, how, name, each)
        else:
            raise Unpatchable(_("Without a “path” the value is an object."), "invalidSyntax")
    return made


def _at(made: dict[str, Any], how: str, path: str, value: Any) -> None:
    found = _PATH.fullmatch(_bare(path))
    if found is None:
        raise Unpatchable(_("“%(path)s” is no path.") % {"path": path[:100]}, "invalidPath")
    name = _known(made, found["name"])
    if found["filter"] is not None:
        _among(made, how, name, found["filter"], found["sub"], value)
    elif found["sub"]:
        there = made.get(name)
        if there is not None and not isinstance(there, dict | list):
            raise Unpatchable(_("“%(path)s” is no path.") % {"path": path[:100]}, "invalidPath")
        inner = dict(there) if isinstance(there, dict) else {}
        _plain(inner, how, found["sub"], value)
        made[name] = inner
    else:
        _plain(made, how, name, value)


def _plain(made: dict[str, Any], how: str, name: str, value: Any) -> None:
    there = made.get(name)
    if how == "remove":
        gone = value if isinstance(value, list) else []
        keys = {_key(one) for one in gone}
        if isinstance(there, list) and keys:
            made[name] = [one for one in there if _key(one) not in keys]
        else:
            made.pop(name, None)
    elif how == "add" and isinstance(there, list):
        more = value if isinstance(value, list) else [value]
        keys = {_key(one) for one in there}
        made[name] = [*there, *(one for one in more if _key(one) not in keys)]
    elif isinstance(there, dict) and isinstance(value, dict):
        made[name] = {**there, **value}
    else:
        made[name] = value


def _among(
    made: dict[str, Any], how: str, name: str, asked: str, sub: str | None, value: Any
) -> None:
    """Of several, those that a filter names: `emails[type eq "work"].value`."""
    try:
        test = read(asked)
    except Filtered as broken:
        raise Unpatchable(str(broken), "invalidFilter") from broken
    there = made.get(name)
    rows = [one for one in there if isinstance(one, dict)] if isinstance(there, list) else []
    meant = [one for one in rows if test(one)]
    if how == "remove":
        if sub:
            made[name] = [_without(one, sub) if one in meant else one for one in rows]
        else:
            made[name] = [one for one in rows if one not in meant]
        return
    given = {sub: value} if sub else (value if isinstance(value, dict) else {"value": value})
    if not meant:
        named = _VALUE_EQ.fullmatch(asked)
        rows.append({**({named[1]: named[2]} if named else {}), **given})
    made[name] = [{**one, **given} if one in meant else one for one in rows]


def _without(one: dict[str, Any], name: str) -> dict[str, Any]:
    return {key: value for key, value in one.items() if key != name}


def _bare(path: str) -> str:
    """Without the schema before it: `urn:…:User:name.givenName`. What stands in a filter stays."""
    before, mark, rest = path.partition("[")
    return before.rpartition(":")[2] + mark + rest if before.lower().startswith("urn:") else path


def _known(made: dict[str, Any], name: str) -> str:
    """A name as the resource writes it, however it comes."""
    known = [*made, "active", "userName", "externalId", "displayName", "name", "emails", "members"]
    return next((one for one in known if one.lower() == name.lower()), name)


def _key(one: Any) -> str:
    return str(one.get("value")) if isinstance(one, dict) else str(one)
