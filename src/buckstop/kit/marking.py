"""Where words that were looked for stand in a text, however either is written."""

from collections.abc import Iterable, Iterator

from buckstop.kit.folding import plain


def parts(text: str, words: Iterable[str]) -> Iterator[tuple[str, bool]]:
    """The text in pieces, each with whether it is one of the words."""
    inside = [False] * len(text)
    folded, place = _folded(text)
    for word in filter(None, map(plain, words)):
        start = folded.find(word)
        while start >= 0:
            end = start + len(word)
            for at in place[start:end]:
                inside[at] = True
            start = folded.find(word, end)
    begun = 0
    for at in range(1, len(text) + 1):
        if at == len(text) or inside[at] != inside[begun]:
            yield text[begun:at], inside[begun]
            begun = at


def _folded(text: str) -> tuple[str, list[int]]:
    """The text as it is looked for, and from which of its letters each of these comes."""
    letters = [plain(letter) for letter in text]
    place = [at for at, folded in enumerate(letters) for _ in folded]
    return "".join(letters), place
