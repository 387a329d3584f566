"""For whom a mail of a mail account is: no server says so when it is fetched, its headers may."""

from collections.abc import Collection

from buckstop.kit.addresses import normal, unmarked
from buckstop.mail.addresses import read_addresses
from buckstop.mail.headers import read_headers

_DELIVERED = ("delivered-to", "x-original-to", "envelope-to", "x-envelope-to", "x-delivered-to")
_UNKNOWN = "unknown"
_MOST = 20


def envelope_of(raw: bytes, own: Collection[str], otherwise: str) -> tuple[str, str]:
    """The return path ("" is the null one), and the address of ours that it was sent to.

    The first that its headers name, one with a mark before others: it says to what it belongs.
    """
    headers, _body = read_headers(raw, 0, len(raw))
    named = [normal(one) for name in _DELIVERED for one in headers.each(name)[:_MOST]]
    written = headers.every("to") + ", " + headers.every("cc")
    named += [address for _name, address in read_addresses(written)]
    ours = [one for one in named if unmarked(one) in own]
    marked = [one for one in ours if "+" in one.partition("@")[0]]
    if headers.has("return-path"):
        path = headers.raw("return-path").strip().strip("<>")
    else:
        author = read_addresses(headers.every("from"), 1)
        path = author[0][1] if author else _UNKNOWN
    return path[:320], next(iter([*marked, *ours]), otherwise)
