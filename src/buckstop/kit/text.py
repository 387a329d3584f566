"""Text that PostgreSQL can hold, and small words."""

import re

_SURROGATES = re.compile("[\ud800-\udfff]")


def storable(text: str) -> str:
    """`text` without NUL and lone surrogates, which come in from programs, never from people."""
    text = text.replace("\x00", "")
    return text if text.isascii() else _SURROGATES.sub("\ufffd", text)


def listed(text: str) -> list[str]:
    """What somebody wrote with commas, spaces or lines between."""
    return text.replace(",", " ").split()


def shortened(text: str, most: int) -> str:
    """`text` of at most `most` characters, cut between words and with a sign that it was."""
    if len(text) <= most:
        return text
    cut = text[: most - 1]
    between = cut.rfind(" ", most // 2)
    return f"{cut[:between] if between > 0 else cut}".rstrip(" ,;:-") + "…"


def a(noun: str) -> str:
    """An English noun with its article: `a step`, `an escalation`."""
    return f"{'an' if noun[:1].lower() in 'aeiou' else 'a'} {noun}"
