"""What people and their telephones sign with."""

import re

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
    "und van vom von y zu zum zur ag gmbh e.k. e.v. i.a. i.v. "
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
_SHORTENED = ("e.v.", "inc.", "ltd.", "dr.", "co.", "e.k.", "jr.", "sr.", "s.a.", "s.l.", "str.")
_DEVICE = re.compile(
    r"(?:(?:\w{2,10} )?(?:sent|written) (?:from|via|with|using|by)\b|(?:\w{2,10} )?from (?:my )?"
    r"(?:mobile|phone|iphone|ipad)\b|(?:get|obtenir|obtener|obtenga|téléchargez?|"
    r"télécharger|holen sie sich) \[?(?:outlook|bluemail) |"
    r"outlook für .{1,40} beziehen|provenance\s?:\s?courrier|gesendet (?:von|mit)\b|"
    r"von meinem .{1,40} gesendet|diese nachricht wurde von .{1,80} gesendet|"
    r"envoyé (?:de|depuis|à partir)\b|enviado (?:desde|do|de|a partir)\b|inviato da\b|"
    r"verzonden (?:vanaf|met|via)\b|sendt fra\b|skickat från\b|wysłane z\b|"
    r"отправлено (?:из|с)\b|lähetetty\b|從我的 .{1,40} 傳送)",
    re.I,
)
_DEVICES = re.compile(
    r"iphone|ios\b|ipad|ipod|android|galaxy|samsung|huawei|xiaomi|oneplus|pixel|blackberry|nokia|"
    r"sony|mobil|móvil|phone|tablet|telefon|teléfono|téléphone|handy|outlook|mail|posta|"
    r"gmail|correo|courrier|proton|windows|mac|gerät|puhelin|device|telefoon|從我的|handheld",
    re.I,
)
_WORDS_OF_DEVICES = (
    "sent written from via with using by my the for on get this message was gesendet von mit "
    "meinem meiner diese nachricht wurde der app für envoyé de depuis à partir mon ma enviado "
    "desde do a mi meu inviato da il mio mijn verzonden vanaf met sendt fra min skickat från "
    "wysłane z mojego отправлено из с моего lähetetty powered mobile phone mail "
    "get obtenir obtener obtenga télécharger téléchargez holen sie sich beziehen "
    "pour para provenance : secure email courrier correo"
)
_OF_DEVICES = frozenset(_WORDS_OF_DEVICES.split())


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
    words = re.sub(r"[,()\[\]<>]", " ", _REACHED_AT.sub(" ", bare)).split()
    return len(words) <= 12 and all(
        word.lower() in _OF_DEVICES or word[0].isupper() or _DEVICES.search(word) for word in words
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
