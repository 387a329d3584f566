"""Text as it is looked for: the database folds what is kept and what is typed by one function."""

import unicodedata
from typing import Any

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db.models import CharField, F, Func

_ESCAPED = str.maketrans({"\\": "\\\\", "%": "\\%", "_": "\\_"})
_NO_BLANKS = (
    (0x0E00, 0x0EFF), (0x2E80, 0x2FDF), (0x3040, 0x30FF), (0x3400, 0x9FFF), (0xF900, 0xFAFF)
)  # fmt: skip
LEAST = 3  # letters by which an index of trigrams finds anything


class Fold(Func):
    """`buckstop_fold`: without accents, capitals, and differences of width and form."""

    function = "buckstop_fold"
    output_field: Any = CharField()


class Digits(Func):
    """`buckstop_digits`: a phone number's digits; see `kit.phones.digits`."""

    function = "buckstop_digits"
    output_field: Any = CharField()


def trigrams(expression: Func | F, name: str) -> GinIndex:
    """An index that finds any part of what `expression` gives."""
    return GinIndex(OpClass(expression, name="gin_trgm_ops"), name=name)


def holding(text: str) -> str:
    """The pattern for `LIKE buckstop_fold(…)` of what has `text` in it, letter for letter."""
    return f"%{unicodedata.normalize('NFKC', text).translate(_ESCAPED)}%"


def is_long_enough(text: str) -> bool:
    """Whether an index can look for `text`: three letters, or two signs of which each is one."""
    return sum(2 if _is_sign(letter) else 1 for letter in text) >= LEAST


def _is_sign(letter: str) -> bool:
    return any(first <= ord(letter) <= last for first, last in _NO_BLANKS)


class _Marks(dict[int, int | None]):
    """Of each letter what stays: nothing of a mark that is put on another one."""

    def __missing__(self, letter: int) -> int | None:
        stays = None if unicodedata.combining(chr(letter)) else letter
        self[letter] = stays
        return stays


_BARE = _Marks()


def plain(text: str) -> str:
    """`text` as the database folds it, but for the letters behind signs: to see where it stands."""
    if text.isascii():
        return text.lower()
    bare = unicodedata.normalize("NFKD", text).translate(_BARE)
    return bare.lower().replace("ß", "ss")
