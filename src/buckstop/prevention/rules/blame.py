"""A cause is an obstacle, never a person: what blames one is turned into the question behind it.

Pure. Beside the wording check of letters, which knows names, this finds words by which people are
made causes: in English, German, French and Spanish.
"""

import re
from dataclasses import dataclass

from django.utils.translation import gettext_noop as _


@dataclass(frozen=True, slots=True)
class Blame:
    """Words that make a person a cause, and the question behind them."""

    words: str
    asks: str


EASY = _("What made the wrong choice easy?")
_REMINDS = _("What should have reminded, so that nobody has to remember?")
_LETS_IN = _("What let the wrong value through?")
_SHOWS = _("What would have shown it, before anybody had to know?")
_PEOPLE = (
    r"users?|customers?|clients?|operators?|staff|colleagues?|somebody|someone|he|she|they"
    r"|technicians?|engineers?|front line|night shift|benutzer|kunden?|mitarbeiter(?:in)?|jemand"
    r"|utilisateurs?|clients?|quelqu'un|usuarios?|clientes?|alguien"
)
_RULES = (
    (
        r"(?:forgot|forgotten|vergessen|vergaß|oublié|olvid(?:ó|ado))",
        _REMINDS,
    ),
    (
        rf"(?:{_PEOPLE}) (?:\w+ )?(?:typed|entered|put in|chose|clicked|deleted|picked|filled)",
        _LETS_IN,
    ),
    (
        rf"(?:should|could|ought to) have (?:known|checked|read|seen|noticed)"
        rf"|(?:{_PEOPLE}) (?:didn't|did not|never|failed to|neglected to) \w+"
        r"|hätten? (?:wissen|prüfen|merken) (?:müssen|sollen)",
        _SHOWS,
    ),
    (
        r"(?:human|user|customer|client|operator|pilot|people)(?:'s)? (?:error|mistake|failure)s?"
        r"|(?:user|customer|client) caused|pebkac|layer 8"
        r"|careless(?:ness|ly)?|negligen(?:ce|t)|incompeten(?:ce|t)|sloppy|lazy|stupid(?:ity)?"
        r"|(?:menschliches versagen|benutzerfehler|bedienfehler|kundenfehler|anwenderfehler)"
        r"|nachlässig(?:keit)?|fahrlässig(?:keit)?|erreur (?:humaine|de l'utilisateur|du client)"
        r"|négligence|error (?:humano|del usuario|del cliente)|negligencia|descuido"
        r"|(?:fault|blame)(?: of)? (?:\w+ )?(?:user|customer|client|colleague|supplier|team)"
        r"|(?:user|customer|client|colleague|supplier)(?:'s|s')? fault",
        EASY,
    ),
)
_COMPILED = [(re.compile(rf"\b(?:{match})\b", re.IGNORECASE), asks) for match, asks in _RULES]
_ALIKE = str.maketrans({"’": "'", "\u00a0": " "})


def blame_in(text: str) -> Blame | None:
    """The first words that make a person the cause, where there are some."""
    read = text.translate(_ALIKE)
    found = [(match, asks) for rule, asks in _COMPILED if (match := rule.search(read))]
    if not found:
        return None
    first, asks = min(found, key=lambda one: one[0].start())
    return Blame(text[first.start() : first.end()], asks)
