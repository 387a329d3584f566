"""Undoing a part's Content-Transfer-Encoding; damage costs what is damaged, no more."""

import binascii
import re

_UU_BEGIN = re.compile(rb"^begin .*+$", re.M)
_UU_LINE = re.compile(rb"[^\r\n]+")
_NOT_BASE64 = re.compile(rb"[^A-Za-z0-9+/]+")


def decode_transfer(content: bytes, encoding: str) -> tuple[bytes, str]:
    """The bytes behind `encoding`, and a sentence where they were damaged ("" if not)."""
    encoding = encoding.strip().lower()
    if encoding == "base64":
        return from_base64(content)
    if encoding == "quoted-printable":
        return binascii.a2b_qp(content), ""
    if encoding in ("x-uuencode", "uuencode", "uue", "x-uue"):
        return _from_uuencode(content)
    if encoding in ("", "7bit", "8bit", "binary"):
        return content, ""
    return content, f"A part's transfer encoding {encoding[:40]!a} is unknown; it is as it came."


def from_base64(content: bytes) -> tuple[bytes, str]:
    """The bytes behind base64, as many as can be had, and a sentence where it was damaged."""
    try:
        return binascii.a2b_base64(content), ""
    except binascii.Error:
        letters = _NOT_BASE64.sub(b"", content)
        if len(letters) % 4 == 1:
            letters = letters[:-1]
        letters += b"=" * (-len(letters) % 4)
        return binascii.a2b_base64(
            letters
        ), "A part's base64 is damaged; it was read as far as it goes."


def _from_uuencode(content: bytes) -> tuple[bytes, str]:
    begin = _UU_BEGIN.search(content)
    if begin is None:
        return content, "A part's uuencoding has no beginning; it is as it came."
    found = bytearray()
    for line in _UU_LINE.finditer(content, begin.end()):
        if line[0].strip() == b"end":
            break
        try:
            found += binascii.a2b_uu(line[0])
        except binascii.Error:
            return bytes(found), "A part's uuencoding is damaged; it was read as far as it goes."
    return bytes(found), ""
