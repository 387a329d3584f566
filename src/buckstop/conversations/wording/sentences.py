"""A draft by its sentences."""

import re
from bisect import bisect_right

type Span = tuple[int, int]

_SENTENCE = re.compile(r".+?(?:[!?…]+(?=\s|$)|(?<!\b[ap]\.m)(?<!\d)\.+(?=\s|$)|$)", re.MULTILINE)


def sentences_of(draft: str) -> list[Span]:
    """Where the sentences stand, in their order. A dot behind a digit or `p.m` ends none."""
    return [match.span() for match in _SENTENCE.finditer(draft) if match[0].strip()]


def around(at: int, sentences: list[Span]) -> Span:
    """The sentence in which `at` stands; an empty one where it stands between two."""
    n = bisect_right(sentences, at, key=lambda span: span[0]) - 1
    return sentences[n] if n >= 0 and at < sentences[n][1] else (at, at)
