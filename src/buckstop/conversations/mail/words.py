"""Encoded words in headers (RFC 2047), as tolerant as mail is."""

import binascii
import re

from buckstop.conversations.mail.charset import decode
from buckstop.conversations.mail.transfer import from_base64

_WORD = re.compile(r"=\?([^?\s]{1,60})\?([bBqQ])\?([^?]*)\?=")


def decode_words(value: str) -> str:
    """`value` with its encoded words decoded; what can't be decoded stands as it came.

    Adjacent words of one charset are joined before decoding: some mailers cut a character in
    two. The space between adjacent words is dropped (RFC 2047, 6.2).
    """
    if "=?" not in value:
        return value
    pieces: list[str] = []
    held, held_charset, end = b"", "", 0
    for word in _WORD.finditer(value):
        charset = word[1].split("*", 1)[0].lower()
        between = value[end : word.start()]
        adjacent = bool(end) and not between.strip()
        if held and not (adjacent and charset == held_charset):
            pieces.append(decode(held, held_charset)[0])
            held = b""
        if not adjacent:
            pieces.append(between)
        held += _bytes_of(word[2].lower(), word[3])
        held_charset, end = charset, word.end()
    if held:
        pieces.append(decode(held, held_charset)[0])
    pieces.append(value[end:])
    return "".join(pieces)


def _bytes_of(encoding: str, text: str) -> bytes:
    content = text.encode("ascii", "replace")
    if encoding == "b":
        return from_base64(content)[0]
    return binascii.a2b_qp(content, header=True)
