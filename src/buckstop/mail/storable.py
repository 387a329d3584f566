"""Text that PostgreSQL takes and that can't play tricks on a page."""

import re

# C0 controls but tab and line feed; DEL; lone surrogates are replaced apart.
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_SURROGATES = re.compile("[\ud800-\udfff]")
# C1 controls and the marks that turn the direction of writing round, by which a name or a
# subject could pretend to be another.
_HIDDEN = re.compile("[\x80-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]")
_SPACES = re.compile(r"\s+")


def storable(text: str) -> str:
    """`text` with line ends as `\\n`, without NUL and other controls, without lone surrogates."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if _CONTROLS.search(text):
        text = _CONTROLS.sub("", text)
    return text if text.isascii() else _SURROGATES.sub("\ufffd", text)


def one_line(text: str, most: int) -> str:
    """`text` on one line, spaces collapsed, hidden marks gone, at most `most` characters."""
    text = _HIDDEN.sub(" ", storable(text[: most * 8]))
    text = _SPACES.sub(" ", text).strip()
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"
