"""How somebody is called in a sentence: “Ana” of “Ana Ruiz”; in doubt by the whole name."""

import re
import unicodedata

# Words that part given names from family names and begin small: “Ana de la Cruz”.
_PARTICLES_WORDS = (
    "al af av bin bint d da de degli dei del della den der des di do dos du e el en het i ibn "
    "la le lo of op ten ter 't und van vom von y zu zum zur"
)
_PARTICLES = frozenset(_PARTICLES_WORDS.split())
# Words that begin no person's given name, or end none: a desk, a house, a title.
_NO_PERSON_WORDS = (
    "ab ag and bureau bv centre center co company corp desk department dept ev form gmbh "
    "group help helpdesk hotline house inc info it kg limited llc ltd mail office order plc "
    "sa sarl se service shop sl spa srl staff store support system team the unknown und your"
)
_NO_PERSON = frozenset(_NO_PERSON_WORDS.split())
_TITLES_WORDS = (
    "dipl dr don doña doctor dott fr frau fräulein herr hr ing lady lic lord m madame mag "
    "mevr mlle mme monsieur mr mrs ms mx prof professor señor señora sig sir sr sra srta"
)
_TITLES = frozenset(_TITLES_WORDS.split())
_DEGREES = re.compile(r"(?:ph\.?d|m\.?d|m\.?b\.?a|m\.?sc|b\.?sc|ll\.?m|jr|sr|esq|i{2,3})\.?", re.I)
_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_SCRIPTS = ("LATIN", "GREEK", "CYRILLIC")  # others write the family's name first, or in one word
_MOST_WORDS = 5


def called(name: str) -> str:
    """The given name where it is plain which one it is, else the whole name; never half a title.

    Knows “Huber, Peter” (Peter), titles (“Dr. Eva Stein” stays whole), organisations and desks
    (“The first admin”, “Order form” stay whole), initials and scripts that begin with the family.
    """
    whole = " ".join(name.split())
    family, comma, given = (part.strip() for part in whole.partition(","))
    if comma and _DEGREES.fullmatch(given):
        return called(family)
    words = f"{given} {family}".split() if comma else whole.split()
    return words[0] if _is_persons(words) and (given or not comma) else whole


def _is_persons(words: list[str]) -> bool:
    """Whether `words` are a person's name that begins with a given name."""
    first = words[0] if words else ""
    if not 2 <= len(words) <= _MOST_WORDS or len(first) < 2:
        return False
    if not _WORD.fullmatch(first) or not first[0].isupper() or not _is_spelt(first):
        return False
    if first.isupper() and len(first) <= 3:  # “IBM Schweiz”, “MTA Nord”
        return False
    return all(_may_stand_in_a_name(word) for word in words)


def _may_stand_in_a_name(word: str) -> bool:
    bare = word.strip(".").casefold()
    if bare in _NO_PERSON or bare in _TITLES:
        return False
    return bare in _PARTICLES or (word[0].isupper() and bool(_WORD.fullmatch(word.strip("."))))


def _is_spelt(word: str) -> bool:
    """Whether the word is written in a script in which given names come first."""
    letters = [letter for letter in word if letter.isalpha()]
    return all(unicodedata.name(letter, "").startswith(_SCRIPTS) for letter in letters)
