"""The words of Rich Text, as Outlook packs them into winmail.dat (compressed, [MS-OXRTFCP])."""

import re
import struct

from buckstop.mail import limits
from buckstop.mail.charset import decode

_COMPRESSED, _PLAIN = 0x75465A4C, 0x414C454D
_DICTIONARY = (
    rb"{\rtf1\ansi\mac\deff0\deftab720{\fonttbl;}{\f0\fnil \froman \fswiss \fmodern \fscript "
    rb"\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\colortbl\red0\green0\blue0"
    b"\r\n"
    rb"\par \pard\plain\f0\fs20\b\i\u\tab\tx"
)
_TOKEN = re.compile(
    r"\\([a-z]{1,32})(-?\d{1,9})? ?|((?:\\'[0-9a-f]{2})+)|\\([^a-z'])|([{}])|([^\\{}\r\n]+)", re.I
)
_HIDDEN = frozenset(
    ["fonttbl", "colortbl", "stylesheet", "info", "pict", "object", "header", "footer", "themedata",
     "datastore", "listtable", "listoverridetable", "rsidtbl", "generator", "xmlnstbl", "fldinst"]
)  # fmt: skip
_SIGNS = {
    "par": "\n", "line": "\n", "row": "\n", "sect": "\n", "page": "\n", "tab": "\t", "cell": "\t",
    "emdash": "—", "endash": "–", "bullet": "•", "lquote": "‘", "rquote": "’", "ldblquote": "“",
    "rdblquote": "”",
}  # fmt: skip


def rtf_text(packed: bytes) -> str:
    """The readable text of Rich Text, compressed or not; at most `limits.TEXT` bytes of it."""
    return _text(_unpacked(packed).decode("latin-1"))


def _unpacked(packed: bytes) -> bytes:
    if len(packed) < 16:
        return packed
    size, magic = struct.unpack_from("<II", packed, 4)
    if magic == _PLAIN:
        return packed[16 : 16 + min(size, limits.TEXT)]
    if magic != _COMPRESSED:
        return packed[: limits.TEXT]
    return _expanded(packed, min(size, limits.TEXT))


def _expanded(packed: bytes, size: int) -> bytes:
    """Each bit of a control byte says whether a byte or a reference to earlier ones follows."""
    made = bytearray(_DICTIONARY)
    base = len(_DICTIONARY)
    at, end = 16, len(packed)
    while at < end and len(made) < base + size:
        control = packed[at]
        at += 1
        for bit in range(8):
            if at >= end:
                break
            if not control >> bit & 1:
                made.append(packed[at])
                at += 1
                continue
            if at + 1 >= end:
                return bytes(made[base:])
            offset, length = packed[at] << 4 | packed[at + 1] >> 4, (packed[at + 1] & 15) + 2
            at += 2
            # The window is a ring of 4,096 bytes; an offset at its end says that all is said.
            back = (len(made) - offset) % 4096
            if back == 0 or back > len(made):
                return bytes(made[base:])
            for _ in range(length):
                made.append(made[-back])
    return bytes(made[base : base + size])


def _text(rtf: str) -> str:
    """What is shown; groups that only describe, or that few know (`\\*`), are left out."""
    pieces: list[str] = []
    hidden: list[bool] = [False]
    codepage, skip, width = "windows-1252", 0, 1
    for word, number, letters, sign, brace, run in _TOKEN.findall(rtf):
        if brace == "{":
            hidden.append(hidden[-1])
        elif brace:
            hidden[-1:] = [] if len(hidden) > 1 else [False]
        elif sign == "*" or word in _HIDDEN:
            hidden[-1] = True
        elif word == "ansicpg":
            codepage = f"cp{number}"
        elif word == "uc":
            width = int(number or 1)
        elif hidden[-1]:
            continue
        elif word == "u" and number:
            pieces.append(chr(int(number) % 65536))
            skip = width
        elif word in _SIGNS:
            pieces.append(_SIGNS[word])
        elif letters:
            pieces.append(decode(bytes.fromhex(letters.replace("\\'", ""))[skip:], codepage)[0])
            skip = 0
        elif sign:
            pieces.append({"~": "\u00a0", "_": "-"}.get(sign, sign if sign in "\\{}" else ""))
        elif run:
            pieces.append(run[skip:])
            skip = 0
    return "".join(pieces).encode("utf-16", "surrogatepass").decode("utf-16", "replace").strip()
