"""What somebody types to find something: words, "a phrase", -not this, a phone number."""

import re
from dataclasses import dataclass

from buckstop.kit.folding import is_long_enough
from buckstop.kit.phones import looks_like_phone

MOST = 12  # terms; what is typed beyond them would hardly narrow anything
_TERM = re.compile(r'(-?)(?:"([^"]+)"?|(\S+))')


@dataclass(frozen=True, slots=True)
class Term:
    """Letters that must stand together somewhere, or (`unwanted`) nowhere."""

    text: str
    unwanted: bool = False

    @property
    def narrows(self) -> bool:
        """Whether an index finds it: it is wanted, and long enough."""
        return not self.unwanted and is_long_enough(self.text)


def terms_of(typed: str) -> list[Term]:
    """The terms of what was typed; a phone number is one, whatever blanks it has."""
    typed = " ".join(typed.split())
    if looks_like_phone(typed):
        return [Term(typed)]
    found = []
    for minus, phrase, word in _TERM.findall(typed):
        text = phrase.strip() or word.strip('"')
        if text and text not in ("-", "+"):
            found.append(Term(text, bool(minus)))
    wanted = any(not term.unwanted for term in found)
    return found[:MOST] if wanted else [Term(typed)] if typed.strip() else []
