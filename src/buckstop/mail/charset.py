"""From bytes to text: as declared, as far as that fits; else as what fits better."""

import codecs
import re

from buckstop.mail import double_bytes
from buckstop.mail.escapes import has_escapes, read_hz, read_iso_2022

# What mailers write and what they mean; the first that is found in the name. Several declare a
# subset of what they use (as the WHATWG Encoding Standard has it).
_MEANT = [
    (re.compile(pattern), meant)
    for pattern, meant in (
        (r"utf-?8|utf8mb4", "utf-8"),
        (r"utf-?7", "utf-7"),
        (r"utf-?(16|32)-?([lb]e)?", r"utf-\1-\2"),
        (r"2022-?(?:jp|kr|cn)", "iso-2022"),
        (r"\Ahz|hz-?gb", "hz"),
        (r"gb-?2312|gb-?k\b|gbk|gb-?18030|euc-?cn|cp-?936|windows-?936", "gb18030"),
        (r"big-?5|cp-?950|windows-?950", "cp950"),
        (r"shift-?jis|sjis|windows-?31j|ms-?kanji|cp-?(?:932|943)|windows-?932", "cp932"),
        (r"euc-?jp|ujis|x-euc\Z", "euc_jp"),
        (r"euc-?kr|ks-?c|ksc?-?5601|uhc|cp-?949|windows-?949|korean", "cp949"),
        (r"8859-?([68])-?[ei]\Z", r"iso8859-\1"),
        (r"8859-?1\Z|8859-?1-|latin-?1\Z|\Ansi|ansi|cp-?1252", "windows-1252"),
        (r"8859-?(\d{1,2})", r"iso8859-\1"),
        (r"latin-?(\d{1,2})\Z", r"latin\1"),
        (r"koi8-?u|koi8-?ru", "koi8-u"),
        (r"koi8", "koi8-r"),
        (r"mac-?cyrillic", "mac_cyrillic"),
        (r"mac-?(?:ce|latin2|centraleurope)", "mac_latin2"),
        (r"\A(?:x-)?mac", "mac_roman"),
        (r"(?:tis-?620|windows-?874|cp-?874|thai)", "cp874"),
        (r"(?:windows|win|wincp|cp|ibm|ms|dos)-?(?:cp-?)?0*(\d{3,4})\b", r"cp\1"),
    )
]
_NAME = re.compile(r"[a-z0-9][a-z0-9.:+-]{0,59}\Z")
_NOTHING_SAID = {
    "", "ascii", "us-ascii", "ansi-x3.4-1968", "default", "binary", "7bit", "8bit", "none",
    "unknown", "unknown-8bit", "x-unknown", "x-user-defined", "utf-8", "undefined", "charset",
}  # fmt: skip
# Python knows these as codecs, but no mail means them; two need quadratic time.
_NOT_CHARSETS = {"idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined"}
_LOOKED_AT = 50_000
_WESTERN = {"cp1252", "iso8859-1", "iso8859-15"}


def decode(content: bytes, declared: str = "") -> tuple[str, str]:
    """The text of `content`, and a sentence where it isn't in the charset `declared` ("" if so).

    Nothing declared means UTF-8. A sign that can't be read is `\\ufffd`; where much can't be,
    another set is tried.
    """
    name = declared.strip().strip("\"'").strip().lower().replace("_", "-")
    codec = None if name in _NOTHING_SAID else _codec(name)
    if codec == "hz":
        return _said(read_hz(content), content)
    if codec == "iso-2022" and (content.isascii() or b"\x1b" in content):
        return _said(read_iso_2022(content, japanese=name.endswith("2022-jp")), content)
    if codec in ("utf-8", None) and has_escapes(content):
        return _said(read_iso_2022(content), content)
    if codec == "iso-2022":
        codec = "cp932" if "jp" in name else "cp949" if "kr" in name else "gb18030"
    if name in _NOTHING_SAID or codec == "utf-8":
        return _as_utf8(content, "utf-8" if codec else name)
    if codec is None:
        text, _problem, meant = _undeclared(content)
        shown = re.sub(r"[^ -~]", "?", name)[:40]
        return text, f"The text's character set ({shown}) is unknown; it was read as {meant}."
    return _as_declared(content, codec, name)


def _as_utf8(content: bytes, name: str) -> tuple[str, str]:
    text, problem, meant = _undeclared(content)
    if meant == "utf-8" or not name:
        return text, problem
    return text, _not_in(name, meant)


def _as_declared(content: bytes, codec: str, name: str) -> tuple[str, str]:
    """As `codec` where it fits nearly everything, else as what fits better."""
    strict = _strict(content, codec)
    double = double_bytes.is_double(codec)
    shifted = double and strict is not None and double_bytes.looks_shifted(strict)
    shifted = shifted or (double and strict is not None and _many_private(strict))
    if strict is not None and not shifted and not _is_mislabelled(content, codec):
        return strict, ""
    utf8 = None if codec.startswith(("utf-16", "utf-32")) else _nearly_utf8(content)
    if strict is not None and not double and utf8 is not None:
        return utf8, _not_in(name, "utf-8")
    read = double_bytes.repair(content, codec) if double else content.decode(codec, "replace")
    wrong, beyond = read.count("\ufffd"), _beyond_ascii(read)
    if utf8 is not None and utf8.count("\ufffd") < wrong:
        return utf8, _not_in(name, "utf-8")
    if wrong <= 2 + (beyond - wrong) // 4 and not (double and _many_private(read)):
        return _said(read, content)
    text, _problem, meant = _undeclared(content)
    return text, _not_in(name, meant)


def _undeclared(content: bytes) -> tuple[str, str, str]:
    """The text, what is to be said of it, and the set that it was read as."""
    if has_escapes(content):
        return *_said(read_iso_2022(content), content), "iso-2022"
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return content.decode("utf-16", "replace"), "", "utf-16"
    text = _nearly_utf8(content)
    if text is not None:
        return *_said(text, content), "utf-8"
    codec = double_bytes.guess(content)
    if double_bytes.is_double(codec):
        text = double_bytes.repair(content, codec)
    else:
        text = content.decode(codec, "replace")
    name = {"cp932": "shift_jis", "cp949": "euc-kr", "cp950": "big5"}.get(codec, codec)
    return text, _not_in("", name), name


def _nearly_utf8(content: bytes) -> str | None:
    """As UTF-8 where that fits everything, or so much that it can't be chance; else None."""
    content = content.removeprefix(codecs.BOM_UTF8)
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        near = content[max(0, error.start - _LOOKED_AT) : error.start + _LOOKED_AT]
    if len(near) < len(content) and _nearly_utf8(near) is None:
        return None
    text = content.decode("utf-8", "replace")
    wrong = text.count("\ufffd") - content.count("\ufffd".encode())
    right = _beyond_ascii(text) - wrong
    return text if wrong <= 0 or (right and wrong <= right + 2) else None


def _is_mislabelled(content: bytes, codec: str) -> bool:
    """Western sets fit any bytes: what is UTF-8 throughout, more than once, is UTF-8."""
    if content.isascii() or codecs.lookup(codec).name not in _WESTERN:
        return False
    text = _strict(content, "utf-8")
    return text is not None and _beyond_ascii(text) > 1


def _strict(content: bytes, codec: str) -> str | None:
    for one in (codec, *double_bytes.FALLBACKS.get(codec, ())):
        try:
            return content.decode(one)
        except (UnicodeError, ValueError):
            continue
    return None


def _many_private(text: str) -> bool:
    """Whether much of it are signs that nobody defined, as where the set is another one."""
    private = sum("\ue000" <= sign <= "\uf8ff" for sign in text[:_LOOKED_AT])
    return private * 5 > _beyond_ascii(text[:_LOOKED_AT])


def _beyond_ascii(text: str) -> int:
    return len(text) - len(text.encode("ascii", "ignore"))


def _said(text: str, content: bytes) -> tuple[str, str]:
    wrong = text.count("\ufffd") - content.count("\ufffd".encode())
    if wrong <= 0:
        return text, ""
    if wrong == 1:
        return text, "One sign of the text could not be read; \ufffd stands in its place."
    return text, f"{wrong:,} signs of the text could not be read; \ufffd stands in their place."


def _not_in(name: str, meant: str) -> str:
    if not name:
        return f"The text names no character set; it was read as {meant}."
    shown = re.sub(r"[^ -~]", "?", name)[:40]
    return f"The text isn't in the character set that it names ({shown}); it was read as {meant}."


def _codec(name: str) -> str | None:
    """The codec that `name` means, or None."""
    if not _NAME.match(name):
        return None
    for pattern, meant in _MEANT:
        if found := pattern.search(name):
            name = found.expand(meant).strip("-")
            break
    if name in ("hz", "iso-2022"):
        return name
    for spelt in (name, name.removeprefix("x-")):
        try:
            codec = codecs.lookup(spelt)
        except (LookupError, ValueError):
            continue
        if codec.name.replace("-", "_") not in _NOT_CHARSETS and _makes_text(codec):
            return spelt
    return None


def _makes_text(codec: codecs.CodecInfo) -> bool:
    try:
        return isinstance(codec.decode(b"", "strict")[0], str) and codec.name != "rot13"
    except (ValueError, TypeError, EOFError):
        return False
