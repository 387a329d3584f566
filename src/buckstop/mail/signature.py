"""What people and their telephones sign with."""

import re

from buckstop.mail import device_words

_LONGEST = 90  # characters of a line
_MOST_WORDS = 8
_REACHED_AT = re.compile(
    r"\S{1,64}@\S{1,190}|https?://\S{1,300}|<https?:[^<>\s]{1,300}>|www\.\S{1,200}|"
    r"\+?\(?\d[\d()/.\xa0 -]{5,24}\d|"
    r"\S{1,60}\.(?:com|org|net|eu|ch|de|at|fr|es|it|nl|uk|example)\b",
    re.I,
)
_LABELS = re.compile(
    r"\b(?:tel|telefon|telephone|téléphone|teléfono|phone|fon|mobile?|mobil|handy|cell|fax|mail|"
    r"e-mail|email|web|t|m|p|f|e|w)\b\.?\s?:?",
    re.I,
)
_SMALL_WORDS = (
    "& + a al and by da de del della der des di do dos du e et for für i im la le of the "
    "und van vom von y z zu zum zur ag gmbh o.o. e.k. e.v. i.a. i.v. "
    "mit freundlichen freundliche lieben liebe besten beste viele vielen herzliche herzlichen "
    "grüße grüßen gruß kind best regards wishes cordialement saludos"
)
_SPEAKS = re.compile(
    r"\A(?:p\.?\s?(?:p\.?\s?)?s|p\.?\s?d|n\.?\s?b|note|notiz|nota|wichtig|achtung|important|"
    r"attention|warning|urgent|urgente|dringend|atención|importante)\b\.?\s*[\d:.,!–-]|"
    r"\b(?:kaputt|defekt|brennt|tot|nicht|geht|fehlt|klemmt|steht|leckt|not|broken|down|fails?|burns?|"
    r"dead|leaks?|stuck|please|bitte|danke|thanks|panne|cassée?|pas|merci|rot[oa]|caíd[oa]|gracias)\b",
    re.I,
)
"""Somebody still says something, whatever the letters they use."""

_JOINS = frozenset(_SMALL_WORDS.split())
_SHORTENED = (
    "e.v.", "inc.", "ltd.", "dr.", "co.", "e.k.", "jr.", "sr.", "s.a.", "s.l.", "str.",
    "s.r.l.", "s.p.a.", "o.o.", "s.r.o.", "a.s.", "a.ş.", "d.o.o.", "b.v.", "n.v.", "ltda.", "α.ε.",
)  # fmt: skip
_DEVICE = re.compile("|".join(device_words.BEGINNINGS.values()), re.I)
_DEVICES = re.compile(device_words.DEVICES, re.I)
_EXCUSE = re.compile(r"(?:please )?excuse (?:my|the|any) (?:brevity|typos)", re.I)


def is_contact_line(line: str) -> bool:
    """Whether a line holds a name, a house, a number or an address, and no sentence."""
    bare = line.strip(" \t\xa0*_|•·>")
    if not bare or len(bare) > _LONGEST or bare.endswith(("?", "!")):
        return False
    if bare.endswith(".") and not bare.lower().endswith(_SHORTENED):
        return False
    rest = _LABELS.sub(" ", _REACHED_AT.sub(" ", bare))
    words = re.sub(r"[,|/·•:()\[\]<>–—]", " ", rest).split()
    if _SPEAKS.search(rest) or (len(words) > 3 and bare == rest == bare.upper()):
        return False
    return len(words) <= _MOST_WORDS and all(map(_is_name, words))


def is_full_name(line: str) -> bool:
    """Whether a line begins as people do who sign: two words of letters, each with a capital."""
    words = line.strip(" \t\xa0*_").split()
    return 2 <= len(words) <= _MOST_WORDS and all(
        word.strip(".,").replace("-", "").isalpha() and word[0].isupper() for word in words[:2]
    )


def reaches_somebody(line: str) -> bool:
    """Whether a line holds a telephone number or an address of mail or web."""
    return bool(_REACHED_AT.search(line[:_LONGEST]))


def is_device_line(line: str) -> bool:
    """Whether a line is what a telephone or a mail program adds, as "Sent from my iPhone"."""
    bare = line.strip(" \t\xa0*_.[]()<>-–—")
    if len(bare) > 2 * _LONGEST or not _DEVICE.match(bare) or not _DEVICES.search(bare):
        return False
    words = re.sub(r"[,.()\[\]<>]", " ", _REACHED_AT.sub(" ", _EXCUSE.sub(" ", bare))).split()
    return len(words) <= 12 and all(
        word.lower() in device_words.WORDS or word[0].isupper() or _DEVICES.search(word)
        for word in words
    )


def _is_name(word: str) -> bool:
    bare = word.strip("\"'“”„.-*_")
    return (
        not bare
        or bare[0].isupper()
        or bare[0].isdigit()
        or bare[0] == "@"
        or word.lower() in _JOINS
    )
