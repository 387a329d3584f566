"""From bytes to text: as declared, else UTF-8, else Windows-1252."""

import codecs
import re

_NAME = re.compile(r"[a-z0-9][a-z0-9._:+-]{0,39}\Z")

# What mailers write and what they mean. Several declare a subset of what they use.
_MEANT = {
    "ascii": "us-ascii",
    "latin1": "windows-1252",
    "latin-1": "windows-1252",
    "iso-8859-1": "windows-1252",
    "iso8859-1": "windows-1252",
    "iso_8859-1": "windows-1252",
    "iso-8859-8-i": "iso-8859-8",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "x-gbk": "gb18030",
    "shift_jis": "cp932",
    "shift-jis": "cp932",
    "x-sjis": "cp932",
    "ks_c_5601-1987": "cp949",
    "euc-kr": "cp949",
    "windows-874": "cp874",
    "cp-850": "cp850",
    "utf8mb4": "utf-8",
    "unicode-1-1-utf-7": "utf-7",
}
# Python knows these as codecs, but no mail means them; two need quadratic time.
_NOT_CHARSETS = {"idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined"}


def decode(content: bytes, declared: str = "") -> tuple[str, str]:
    """The text of `content`, and a sentence where it isn't in the charset `declared` ("" if so).

    Nothing declared means UTF-8. ISO-8859-1 is read as Windows-1252, of which mailers use the
    typographic characters under that name (as the WHATWG Encoding Standard has it).
    """
    name = declared.strip().strip("\"'").lower()
    if not name or name in ("us-ascii", "ascii", "utf-8", "utf8"):
        try:
            return content.decode("utf-8").removeprefix("\ufeff"), ""
        except UnicodeDecodeError:
            text, meant = _undeclared(content)
            return text, f"not valid {name or 'utf-8'}, read as {meant}"
    codec = _codec(name)
    if codec is None:
        text, meant = _undeclared(content)
        shown = re.sub(r"[^ -~]", "?", name)[:40]
        return text, f"unknown charset {shown}, read as {meant}"
    try:
        return codec.decode(content, "strict")[0], ""
    except (UnicodeError, ValueError):
        text, meant = _undeclared(content)
        return text, f"not valid {name}, read as {meant}"


def _undeclared(content: bytes) -> tuple[str, str]:
    try:
        return content.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return content.decode("windows-1252", "replace"), "windows-1252"


def _codec(name: str) -> codecs.CodecInfo | None:
    if not _NAME.match(name):
        return None
    meant = _MEANT.get(name, name)
    try:
        found = codecs.lookup(meant)
    except LookupError:
        try:
            found = codecs.lookup(meant.removeprefix("x-"))
        except LookupError:
            return None
    if found.name.replace("-", "_") in _NOT_CHARSETS:
        return None
    return found if _turns_bytes_into_text(found) else None


def _turns_bytes_into_text(codec: codecs.CodecInfo) -> bool:
    try:
        return isinstance(codec.decode(b"", "strict")[0], str) and codec.name != "rot13"
    except (ValueError, TypeError, EOFError):
        return False
