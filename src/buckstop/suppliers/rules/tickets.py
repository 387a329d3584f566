"""The numbers that ticket systems of suppliers give to what we ask them. Pure."""

import re

LONGEST = 80
_OURS = re.compile(r"\bP-\d+\b", re.IGNORECASE)
_MARKS = (
    re.compile(r"\[([^\[\]]{0,60}\d[^\[\]]{0,60})\]"),  # [#4711], [Ticket: 4711]
    re.compile(r"(##[^#\s]{0,20}\d[^#\s]{0,20}##)"),
    re.compile(r"\b((?:INC|REQ|RITM|SR|CAS|CS|TKT|HD)-?\d{3,14})\b"),
    re.compile(
        r"\b(?:ticket|case|incident|request|issue|vorgang|anfrage|dossier)"
        r"(?:\s*(?:id|no\.?|nr\.?|number|nummer))?\s*:?\s*(#?[A-Z]{0,6}-?\d[\w-]{1,20})",
        re.IGNORECASE,
    ),
    re.compile(r"(?<!\w)(#\d{2,14})\b"),
)


def ticket_in(subject: str) -> str:
    """Their number in a subject, as they write it; "" where there is none. Ours is none of it."""
    bare = _OURS.sub(" ", subject)
    for mark in _MARKS:
        for found in mark.finditer(bare):
            said = " ".join(found[1].split())
            if any(letter.isdigit() for letter in said):
                return said[:LONGEST]
    return ""


def has_ticket(subject: str, ticket: str) -> bool:
    """Whether a subject has that number whole."""
    whole = rf"(?<![\w]){re.escape(ticket)}(?![\w])"
    return bool(ticket) and re.search(whole, subject, re.IGNORECASE) is not None
