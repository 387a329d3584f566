"""Bodies that are neither plain text nor HTML: their words where we can read them, else why not."""

import re

from buckstop.mail import limits
from buckstop.mail.charset import decode
from buckstop.mail.rtf import rtf_text
from buckstop.mail.storable import storable

_FILES = ("text/css", "text/csv", "text/vcard", "text/x-vcard", "text/directory", "text/javascript",
          "text/calendar", "text/x-vcalendar", "text/x-amp-html", "text/rfc822-headers",
          "text/html")  # fmt: skip
_RICH = ("text/rtf", "application/rtf", "text/x-rtf")
_ENRICHED = ("text/enriched", "text/richtext")
_TAG = re.compile(r"(?<!<)<(?:param>[^<]{0,200}</param|/?[A-Za-z-]{1,60})>", re.I)

_SMIME = (
    "This mail is encrypted or sealed (S/MIME), and its words are inside of the file: they can't "
    "be read here. Ask for it again without."
)
_PGP = "This mail is encrypted (PGP): it can't be read here. Ask for it again without."
_PIECE = (
    "This is one piece of a mail that was cut up on its way; its words are in the file. "
    "Ask for it again in one."
)
_ELSEWHERE = "This mail has no words of its own, it only says where to fetch them: see the file."
_SEALS = {
    "application/pkcs7-mime": _SMIME,
    "application/x-pkcs7-mime": _SMIME,
    "application/pgp-encrypted": _PGP,
    "message/partial": _PIECE,
    "message/external-body": _ELSEWHERE,
}


def seal_of(content_type: str) -> str:
    """Why the words of such a part can't be read here, as a sentence; "" where they can."""
    return _SEALS.get(content_type, "")


def is_other_text(content_type: str) -> bool:
    """Whether such a part may hold somebody's words, where no other part does."""
    return (content_type.startswith("text/") or content_type in _RICH) and (
        content_type not in _FILES
    )


def other_text(content: bytes, content_type: str, charset: str) -> str:
    """The words of a part for which `is_other_text`."""
    if content_type in _RICH:
        return storable(rtf_text(content[: limits.TEXT]))
    text = storable(decode(content[: limits.TEXT], charset)[0])
    return _TAG.sub("", text).replace("<<", "<") if content_type in _ENRICHED else text


def is_stub(plain: str, laid_out: str) -> bool:
    """Whether a plain text only says that the HTML beside it, `laid_out`, holds the words."""
    told, words = " ".join(plain.split()), " ".join(laid_out.split())
    return len(told) < 300 and "html" in told.casefold() and told not in words and bool(words)
