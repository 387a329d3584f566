"""Text that PostgreSQL can hold, and small words."""

import re

_SURROGATES = re.compile("[\ud800-\udfff]")


def storable(text: str) -> str:
    """`text` without NUL and lone surrogates, which come in from programs, never from people."""
    text = text.replace("\x00", "")
    return text if text.isascii() else _SURROGATES.sub("\ufffd", text)


def a(noun: str) -> str:
    """An English noun with its article: `a step`, `an escalation`."""
    return f"{'an' if noun[:1].lower() in 'aeiou' else 'a'} {noun}"
