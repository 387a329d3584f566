"""When two mails are one, and when many say nearly the same: what to compare, as plain text.

Two copies of one mail differ in what servers do on the way: trace headers, signatures, a list's
footer, a scanner's banner. A Message-ID alone proves nothing: some programs use one for all their
mails.
"""

import re
from hashlib import blake2b

from buckstop.mail.parsed import ParsedMail

_RULE = re.compile(r"\s*[-_=*~#]{2,}\s*\Z")
_FOOTER_LINES = 15
_FOOTER = re.compile(
    r"https?://|mailto:|@|list|subscrib|abmeld|austrag|verteiler|virus|scan|confidential|"
    r"disclaimer|vertraulich",
    re.I,
)
_BANNER = re.compile(r"\bexternal\b|outside (?:of )?(?:the|your) organi[sz]ation|\bextern", re.I)
_BANNER_WARNS = re.compile(r"caution|warning|originated|attention|vorsicht|achtung|\[", re.I)
_TAGS = re.compile(r"\[[^\[\]\n]{1,60}\]|\(#?\d[^()\n]{0,30}\)|#\s?\d+")
_SPAM = re.compile(
    r"\s*(?:[*{\[(]{1,5}\s*(?:(?:possible|suspected|probable|likely) )?(?:spam|junk)[?!]?\s*"
    r"[*}\])]{1,5}|spam\s*:)\s*",
    re.I,
)
_TIMES = re.compile(r"\b\d{1,4}[-./:]\d{1,2}(?:[-./:]\d{1,4})?(?:[T ]\d{1,2}:\d{2}(?::\d{2})?)?\b")
_ANSWER = re.compile(r"\s*(?:re|aw|sv|antw|antwort|fwd?|wg|回复|答复|回覆|转发)\s*[:：]\s*", re.I)
_SHORT = 40  # letters: fewer words than that mean something only with their subject


def same_words(mail: ParsedMail, author: str, raw: bytes) -> str:
    """What two copies of one mail have in common, and no two mails do.

    `author` is the address of who wrote. A mail with neither Message-ID nor date is the same only
    where its bytes are.
    """
    if not mail.message_id and mail.date is None:
        return blake2b(raw, digest_size=32).hexdigest()
    files = sorted(blake2b(file.content, digest_size=16).hexdigest() for file in mail.attachments)
    date = mail.date.isoformat() if mail.date else ""
    said = [
        mail.message_id.casefold(),
        author,
        date,
        bare_subject(mail.subject),
        _spoken(mail.text),
        *files,
    ]
    return "\0".join(said)


def near_words(said: str, subject: str) -> str:
    """What mails of one robot have in common: no ticket's number, no time of day, no case."""
    words = _letters(_TIMES.sub(" ", _TAGS.sub(" ", said[:20_000])))
    if len(words) < _SHORT:
        words = f"{_letters(_TIMES.sub(' ', bare_subject(subject)))}: {words}"
    return words if len(words) > 2 else ""


def bare_subject(subject: str) -> str:
    """A subject without the marks of answers, lists and tickets before it."""
    bare = _TAGS.sub(" ", subject)
    while match := _ANSWER.match(bare) or _SPAM.match(bare):
        bare = bare[match.end() :]
    return " ".join(bare.split())


def _letters(text: str) -> str:
    return " ".join(text.casefold().split())


def _spoken(text: str) -> str:
    """The text without a banner above and a footer below that a server put there."""
    blocks = text.strip().split("\n\n", 1)
    if len(blocks) == 2 and len(blocks[0]) < 600 and _is_banner(blocks[0]):
        text = blocks[1]
    lines = text.rstrip().splitlines()
    for at in range(len(lines) - 1, max(len(lines) - _FOOTER_LINES - 1, 0), -1):
        if _RULE.match(lines[at][:200]):
            below = "\n".join(lines[at + 1 :])
            if not below.strip() or _FOOTER.search(below):
                lines = lines[:at]
    return " ".join(" ".join(lines).split())


def _is_banner(block: str) -> bool:
    return bool(_BANNER.search(block) and _BANNER_WARNS.search(block))
