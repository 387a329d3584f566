"""Mails of our own making with the split that people would make: what `bench/corpus` holds.

One file a language, each mail a line of `===` and its body in pieces, each below its label in
brackets. How they are written stands in `bench/corpus/README.md`.
"""

import html
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP
from enum import StrEnum
from pathlib import Path

CORPUS = Path(__file__).parent / "corpus"
LANGUAGES = {
    "en": "English", "de": "German", "fr": "French", "es": "Spanish", "it": "Italian",
    "pt": "Portuguese", "nl": "Dutch", "pl": "Polish", "cs": "Czech", "sv": "Swedish",
    "da": "Danish", "no": "Norwegian", "fi": "Finnish", "tr": "Turkish", "ru": "Russian",
    "uk": "Ukrainian", "el": "Greek", "ja": "Japanese", "zh": "Chinese", "ar": "Arabic",
    "he": "Hebrew",
}  # fmt: skip

_TRAILING_BLANK = "·"
_TAG = re.compile(r"<[^<>]*>")
_WORD = re.compile(r"[^\W_]+")
_TRANSFERS = {"qp": "quoted-printable", "base64": "base64", "8bit": "8bit", "7bit": "7bit"}
_FORMS = {"plain", "flowed", "html", "both"}


class Label(StrEnum):
    """Whose words a piece of a mail holds, as people would say."""

    SAID = "said"
    QUOTED = "quoted"
    SIGNED = "signed"
    EITHER = "either"
    UNSEEN = "unseen"


@dataclass(frozen=True, slots=True)
class Labelled:
    """One mail; `beyond` says why no reader can split it so for sure, "" where one can."""

    language: str
    name: str
    shape: tuple[str, ...]
    subject: str
    sender: str
    beyond: str
    pieces: tuple[tuple[Label, str], ...]

    @property
    def kept(self) -> bool:
        """Whether it is kept apart, and never looked at while the reader is changed."""
        return zlib.crc32(f"{self.language}/{self.name}".encode()) % 2 == 1

    @property
    def words(self) -> list[tuple[str, Label]]:
        """What a reader of the mail sees, word by word, each with whose it is."""
        return [
            (word, label)
            for label, text in self.pieces
            if label is not Label.UNSEEN
            for word in words_in(html.unescape(_TAG.sub(" ", text)) if self._is_html else text)
        ]

    @property
    def _is_html(self) -> bool:
        return "html" in self.shape

    def raw(self) -> bytes:
        """The mail as a server would hand it over."""
        message = EmailMessage(policy=SMTP.clone(max_line_length=200))
        message["From"] = self.sender
        message["To"] = "Help <help@desk.example>"
        message["Subject"] = self.subject
        message["Message-ID"] = f"<{self.language}.{self.name}@corpus.example>"
        if "first" not in self.shape:
            message["In-Reply-To"] = message["References"] = "<letter.1@desk.example>"
        _fill(message, "\n".join(text for _label, text in self.pieces), self.shape)
        return message.as_bytes()


def words_in(text: str) -> list[str]:
    """The words of a text, without whatever stands between them."""
    return _WORD.findall(text)


def places_of_words(text: str) -> list[tuple[str, int]]:
    """The words of a text, each with where it begins."""
    return [(match[0], match.start()) for match in _WORD.finditer(text)]


def mails() -> Iterator[Labelled]:
    """All mails of all languages."""
    for language in LANGUAGES:
        yield from read((CORPUS / f"{language}.txt").read_text(encoding="utf-8"), language)


def read(text: str, language: str) -> Iterator[Labelled]:
    """The mails of one file."""
    for mail in re.split(r"(?m)^=== ", text)[1:]:
        head, _, body = mail.partition("\n")
        name, shape, subject, sender, *beyond = (one.strip() for one in head.split(" | "))
        pieces = re.split(r"(?m)^\[([a-z]+)\]\n", body.rstrip("\n") + "\n")[1:]
        labelled = zip(pieces[::2], pieces[1::2], strict=True)
        yield Labelled(
            language=language,
            name=name,
            shape=tuple(shape.split()),
            subject=subject,
            sender=sender,
            beyond=beyond[0] if beyond else "",
            pieces=tuple((Label(label), _as_sent(piece)) for label, piece in labelled),
        )


def _as_sent(piece: str) -> str:
    lines = piece.removesuffix("\n").split("\n")
    return "\n".join(
        (bare := line.rstrip(_TRAILING_BLANK)) + " " * (len(line) - len(bare)) for line in lines
    )


def _fill(message: EmailMessage, text: str, shape: tuple[str, ...]) -> None:
    """Put the text into the mail as its shape says."""
    form = next((word for word in shape if word in _FORMS), "plain")
    transfer = next((_TRANSFERS[word] for word in shape if word in _TRANSFERS), "8bit")
    charset, _, declared = next((word for word in shape if "-" in word), "utf-8").partition("=")
    message.set_content(
        text,
        subtype="html" if form == "html" else "plain",
        charset=charset,
        cte=transfer,
        params={"format": "flowed"} if form == "flowed" else None,
    )
    if declared:
        message.set_param("charset", declared)
    if form == "both":
        laid_out = "<br>\n".join(html.escape(line) for line in text.split("\n"))
        message.add_alternative(f"<html><body>{laid_out}</body></html>", subtype="html")
