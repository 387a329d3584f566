"""Encoded words in headers (RFC 2047), as tolerant as mail is."""

import binascii
import re
from dataclasses import dataclass
from itertools import groupby

from buckstop.mail.charset import decode
from buckstop.mail.transfer import from_base64

_START = re.compile(r"=\?([^?\s]{1,60})\?([bBqQ])\?")
_NO_BASE64 = re.compile(r"[^A-Za-z0-9+/=]")
_WORDS = 20_000
"""Encoded words of one value that are decoded."""


@dataclass(slots=True)
class _Run:
    """Adjacent words of one charset, each as (encoding, text)."""

    charset: str
    words: list[tuple[str, str]]

    def decoded(self) -> str:
        content = b""
        for encoding, words in groupby(self.words, key=lambda word: word[0]):
            texts = [text for _encoding, text in words]
            content += _from_base64(texts) if encoding == "b" else _from_quoted(texts)
        return decode(content, self.charset)[0]


def decode_words(value: str) -> str:
    """`value` with its encoded words decoded; what can't be decoded stands as it came.

    Adjacent words of one charset are joined before decoding: some mailers cut a character in
    two. The space between adjacent words is dropped (RFC 2047, 6.2). The last word may have
    been cut before its end.
    """
    if "=?" not in value:
        return value
    pieces: list[str | _Run] = []
    end, count = 0, 0
    found = _START.search(value)
    while found is not None and count < _WORDS:
        following = _START.search(value, found.end())
        limit = following.start() if following else len(value)
        close = value.find("?=", found.end(), limit)
        if close < 0 and following is None and not value[found.end() :].strip():
            break
        between = value[end : found.start()]
        charset = found[1].split("*", 1)[0].lower()
        text = value[found.end() : limit if close < 0 else close]
        _put(pieces, between, charset, found[2].lower(), text)
        end = limit if close < 0 else close + 2
        found, count = following, count + 1
    pieces.append(value[end:])
    return "".join(piece if isinstance(piece, str) else piece.decoded() for piece in pieces)


def _put(pieces: list[str | _Run], between: str, charset: str, encoding: str, text: str) -> None:
    last = pieces[-1] if pieces else None
    if isinstance(last, _Run) and not between.strip():
        if last.charset == charset:
            last.words.append((encoding, text))
            return
    else:
        pieces.append(between)
    pieces.append(_Run(charset, [(encoding, text)]))


def _from_base64(texts: list[str]) -> bytes:
    """Some cut within a group of four: what isn't whole is joined with what follows."""
    groups: list[list[str]] = []
    signs = 0
    for text in texts:
        text = _NO_BASE64.sub("", text)
        if signs % 4 == 0:
            groups.append([])
        groups[-1].append(text)
        signs = 0 if text.endswith("=") else signs + len(text)
    wholes = (["".join(group)] if sum(map(len, group)) % 4 == 0 else group for group in groups)
    return b"".join(from_base64(_bytes(text))[0] for whole in wholes for text in whole)


def _from_quoted(texts: list[str]) -> bytes:
    return b"".join(binascii.a2b_qp(_bytes(text), header=True) for text in texts)


def _bytes(text: str) -> bytes:
    return text.encode("ascii", "replace")
