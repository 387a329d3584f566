"""Phone numbers, however they are written."""

import re

_PHONE = re.compile(r"\+?[0-9(][0-9 ()/.\-\u00a0]{2,38}")
_TRUNK = re.compile(r"\(0\)")
_NO_DIGIT = re.compile(r"[^0-9]")


def looks_like_phone(text: str, least: int = 7) -> bool:
    """Whether somebody may have typed a phone number, or a part of one of `least` digits."""
    return bool(_PHONE.fullmatch(text.strip())) and len(digits(text)) >= least


def digits(text: str) -> str:
    """What is the same however a number is written: its digits, without a leading 0, 00 or (0)."""
    return _NO_DIGIT.sub("", _TRUNK.sub("", text)).lstrip("0")
