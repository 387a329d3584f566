"""Whether words say thanks and nothing else, that it is solved, or that it is still broken.

`only_thanks` is true where nothing is left once thanks, greetings, names and signatures are taken
away: whatever it doesn't know counts as something said. `says_solved` and `says_broken` are hints,
for a person who decides; nothing is closed by them.
"""

import re
import unicodedata
from collections.abc import Iterable

from buckstop.mail.signature import is_contact_line
from buckstop.mail.words_of_thanks import AGREES, LANGUAGES

_LONGEST = 800  # characters; who writes more says more
_HINTED = 4_000  # characters in which a hint is looked for
_PHRASE = 14  # words
_WORDS = 60  # of one sentence
_SIGNATURE_LINES = 8

_GLAD = re.compile(
    r"[\U0001F44D\U0001F44C\U0001F64F\U0001F600-\U0001F60A\U0001F60D\U0001F60E\U0001F642\U0001F609"
    r"\U0001F389\U0001F44F\U0001F4AA\U0001F973\U0001F91D\U0001F917\U0001F4AF\U0001F64C\U0001F680"
    r"\U0001F49A\U0001F499\U0001F31F\u2B50\u2705\u2714\u270C\u263A\u2764\u2665]"
    r"[\U0001F3FB-\U0001F3FF\uFE0F\u200D]*|(?<!\S)(?:[:;]-?[)D]|<3|\^\^|\(y\)|\+1)(?!\S)"
)
_ENDS = re.compile(r"[.!,;:…|()\[\]\"“”„«»*_~/]+|\s[-–—]+\s|^[-–—]+|[-–—]+$|[–—]")
_SAD = re.compile(
    r"(?<!\S)(?:>?[:;=]['’]?-?[(/|\\\[{<cCsS]|D-?:|:'-?\(|[-xXTtOo>][._][-xXTtOo<]|-\.-)+(?!\w)|</3"
)
_ASKS = ("?", "¿", "？", "؟")


def _any(parts: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{part})" for part in parts))


_GREETING = _any(one.greeting for one in LANGUAGES)
_CLOSING = _any(one.closing for one in LANGUAGES)
_THANKS = _any(part for one in LANGUAGES for part in (one.thanks, one.works, one.filler))
_WORKS = _any(one.works for one in LANGUAGES)
_SOLVED = _any(one.solved for one in LANGUAGES)
_BROKEN = _any(one.broken for one in LANGUAGES)
_OVER = re.compile(
    r"\b(?:not|no longer|nicht mehr|nicht laenger|ya no(?: esta)?) (?:broken|down|kaputt|defekt|"
    r"rot[oa]|caid[oa])(?: any ?more)?\b|\bno(?:t any)?(?: more)? (?:problems?|errors?|issues?)"
    r"(?: any ?more| since| so far)?\b|\bkeine? (?:probleme?|fehler|storung(?:en)?) mehr\b|"
    r"\bplus (?:de|aucun) (?:probleme|souci|erreur)s?\b|\bgeen problemen? meer\b|"
    r"\b(?:problem|issue|error|fault|fehler|storung)s? (?:is|are|ist|sind|was|has been|wurde)?"
    r" ?(?:gone|weg|behoben|resolved|solved|fixed|gelost)\b|\bno (?:worries|thanks)\b|"
    r"\bnot a problem\b|\bya no hay (?:\w+ )?(?:problemas?|error(?:es)?|fallos?)\b|"
    r"\b(?:without|ohne|sans|sin|senza|zonder)(?: any| weitere)? (?:problem\w*|error\w*|fehler|"
    r"erreurs?|issues?|storung(?:en)?|fallos?)\b"
)

_VAGUE = frozenset(
    ("ok", "okay", "good", "fine", "great", "perfect", "done", "passt", "listo", "geht")
)


def only_thanks(text: str, names: Iterable[str] = ()) -> bool:
    """Whether a few words say thanks and nothing else; when in doubt they say something.

    `names` are of those who may be spoken to or sign: the contact, the owner, the house.
    """
    if len(text) > _LONGEST or any(mark in text for mark in _ASKS) or _SAD.search(text):
        return False
    bare, glad = _GLAD.subn(" . ", text)
    if any(unicodedata.category(c) in ("So", "Co", "Cn") for c in bare):
        return False  # some sign whose meaning we don't know
    known = {word for name in names for word in _folded(name).split()}
    lines = [line.strip() for line in bare.split("\n") if line.strip(" \t\r>.")]
    thanked = glad > 0
    for at, line in enumerate(lines):
        sentences = _sentences(line)
        for number, sentence in enumerate(sentences):
            parted = _parted_at_closing(sentence)
            if parted is not None:
                before, after = parted
                rest = [after, *sentences[number + 1 :], *lines[at + 1 :]]
                thanked = thanked or _thanks_in([before, *rest], known)
                return thanked and _is_known(before, known) and _signs(rest, known)
            if not _is_known(sentence, known):
                return False
            thanked = thanked or not _is_salutation(sentence, known)
    return thanked


def says_solved(text: str) -> bool:
    """Whether it reads as if it were solved: a hint, and never where something is asked."""
    said = text[:_HINTED]
    if any(mark in said for mark in _ASKS) or says_broken(said):
        return False
    return any(map(_is_solved, _folded_sentences(said)))


def says_broken(text: str) -> bool:
    """Whether it reads as if it were still broken: a hint."""
    return any(
        _BROKEN.search(_OVER.sub(" ", sentence)) for sentence in _folded_sentences(text[:_HINTED])
    )


def _is_solved(sentence: str) -> bool:
    if not sentence or sentence in _VAGUE or sentence in AGREES:
        return False
    if _SOLVED.search(sentence) or _OVER.search(sentence):
        return True
    words = sentence.split()
    return _reaches_end(words[1:] if words[0] in AGREES else words, _WORKS, ())


def _sentences(line: str) -> list[str]:
    return [one for piece in _ENDS.split(line) if (one := piece.strip())]


def _folded_sentences(text: str) -> list[str]:
    return [_folded(one) for line in text.split("\n") for one in _sentences(line)]


def _folded(text: str) -> str:
    """Lower case, without accents and punctuation, one blank between words."""
    bare = unicodedata.normalize("NFKD", text.casefold())
    kept = "".join(c if c.isalnum() or c == "-" else " " for c in bare if not _combines(c))
    return " ".join(word.strip("-") for word in kept.split())


def _combines(character: str) -> bool:
    return unicodedata.combining(character) != 0


def _is_known(sentence: str, names: set[str]) -> bool:
    """Whether it consists of a greeting, names, and phrases of thanks."""
    words = _folded(sentence).split()
    if not words:
        return True
    if len(words) > _WORDS:
        return False
    begin = _after_greeting(sentence.split(), names)
    return _reaches_end(words[begin:], _THANKS, names)


def _is_salutation(sentence: str, names: set[str]) -> bool:
    """Whether it only greets, names somebody, or says yes to who knows what."""
    words = _folded(sentence).split()
    begin = _after_greeting(sentence.split(), names)
    return all(word in names or word in AGREES for word in words[begin:])


def _after_greeting(written: list[str], names: set[str]) -> int:
    """How many words greet somebody by name: "Hallo Ana", "Sehr geehrte Frau Ruiz"."""
    folded = [_folded(word) for word in written]
    for length in range(min(5, len(written)), 0, -1):
        if _GREETING.fullmatch(" ".join(folded[:length])):
            end = length
            while end < min(len(written), length + 3) and (
                folded[end] in names or _is_name(written[end])
            ):
                end += 1
            return end
    return 0


def _reaches_end(words: list[str], phrases: re.Pattern[str], names: Iterable[str]) -> bool:
    """Whether the words are phrases and names from beginning to end, however they are divided."""
    reached = {0}
    for start in range(min(len(words), _WORDS)):
        if start not in reached:
            continue
        if words[start] in names:
            reached.add(start + 1)
        for end in range(start + 1, min(len(words), start + _PHRASE) + 1):
            if phrases.fullmatch(" ".join(words[start:end])):
                reached.add(end)
    return len(words) in reached


def _parted_at_closing(sentence: str) -> tuple[str, str] | None:
    """What stands before and after "Best regards"; None where nothing closes."""
    written = sentence.split()[:_WORDS]
    folded = [_folded(word) for word in written]
    for start in range(len(written)):
        for end in range(min(start + 6, len(written)), start, -1):
            if _CLOSING.fullmatch(" ".join(folded[start:end])):
                return " ".join(written[:start]), " ".join(written[end:])
    return None


def _signs(pieces: list[str], names: set[str]) -> bool:
    """Whether what stands below a closing is a signature, or thanks again."""
    given = [piece for piece in pieces if piece.strip(" \t\r-–—_*|")]
    return len(given) <= _SIGNATURE_LINES and all(_is_signature(one, names) for one in given)


def _is_signature(piece: str, names: set[str]) -> bool:
    if _BROKEN.search(_folded(piece)):
        return False
    known = _is_known(piece, names) or _parted_at_closing(piece) == ("", "")
    return known or is_contact_line(piece)


def _thanks_in(pieces: list[str], names: set[str]) -> bool:
    return any(
        _is_known(piece, names) and not _is_salutation(piece, names) for piece in pieces if piece
    )


def _is_name(word: str) -> bool:
    """Whether a word is written as names are."""
    bare = word.strip(".,-–")
    return bool(bare) and (bare[0].isupper() or bare[0].isdigit())
