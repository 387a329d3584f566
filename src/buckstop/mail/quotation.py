"""How mail programs mark what they quote: introductions, header blocks, separators."""

import re
from dataclasses import dataclass

from buckstop.mail import quoting_words as words

_MARKS = re.compile("[\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
"""Characters without a width: programs set them around words that run from right to left."""

_ADDRESS = re.compile(r"[\w.+%-]{1,64}@[\w.-]{1,190}")
_DATE = re.compile(
    r"(?<![\da-z])(?:(?:19|20)\d\d|\d{1,2}[:.]\d\d|\d{1,2}[./-]\d{1,2}[./-]\d{2,4})(?![\da-z])",
    re.I,
)
_TIME = re.compile(r"(?<![\da-z])\d{1,2}[:.h]\d\d(?![\da-z])", re.I)
_SECONDS = re.compile(r"(?<![\da-z])\d{1,2}:\d\d:\d\d(?![\da-z])", re.I)
_ANY_WROTE = "|".join(words.WROTE.values())
_WROTE_AT_END = re.compile(rf"(?:\b(?:{_ANY_WROTE})|{words.WROTE_UNSPACED})\s*:\Z", re.I)
_WROTE_BEFORE = re.compile(
    r"(?:\A(?:am|den|op|dne)\b.{5,200}\b(?:schrieb|skrev|schreef)\s.{1,150}|"
    r"\bschrieb (?:am|um) .{0,80}\d.{0,20}|\bkirjoitti \d.{3,40}|"
    r"\Awiadomość napisana przez .{3,200} w dniu .{3,60}|"
    r"\A[^:<>]{1,80}<[^<>\s]{1,64}@[^<>\s]{1,190}> hat am .{6,60} geschrieben):\Z",
    re.I,
)
_BEGINS_WITH_DATE = re.compile(r"\d{4}[-/]\d\d?[-/]\d\d?\s.{1,200}<[^<>]{1,150}@[^<>]{1,150}>:?\Z")
_DATE_AND_ADDRESS = re.compile(
    r".{0,40}\d{1,2}[:.]\d\d(?![\da-z]).{0,150}<[^<>\s]{1,64}@[^<>\s]{1,190}>\s*:\Z", re.I
)
_NAME_AND_ADDRESS = re.compile(r"[^<>:]{1,80}<[^<>\s]{1,64}@[^<>\s]{1,190}> [\w ]{3,20}:\Z")
_OUR_OWN_PROSE = re.compile(
    r"\b(?:I|we|you|they|he|she|ich|wir|er|sie|je|j'|nous|yo|io|eu|ik|wij)\s*"
    r"(?:ai |avons )?(?:wrote|schrieb|schrieben|écrit|schreef)\s*:\Z",
    re.I,
)
_OURSELVES = re.compile(words.OURSELVES)
_NOT_A_NAME = re.compile(
    rf"\b(?:{_ANY_WROTE}|{words.BESIDE_NAMES})\b|[\d:./,+-]+(?:[ap]m\b)?", re.I
)
_OPENS = re.compile(rf"(?:{words.OPENINGS})\b|\d|.{{1,150}}\bschrieb (?:am|um)\b", re.I)
_SENTENCE_ENDS = re.compile(r"[^\W\d_]{3}[.!?]\Z")
_MAY_BEGIN = re.compile(r"[\d@<]")

_LABELLED = re.compile(r"[\s*>]{0,8}([^\W\d_][\w -]{0,18}?)\*?\s?:\*?\s*(.*)")

_SEPARATOR = re.compile(r"[\s*>]{0,8}(?:[_=]{5,}|-{5,})[\s*]*\Z")
_TITLED = re.compile(r"[\s*]{0,8}-{2,}\s?([^\W\d_][\w ’'.-]{3,50}?)\s?-{2,}[\s*]*\Z")
_TITLES = re.compile("|".join(words.TITLES.values()), re.I)
_BEGIN_FORWARDED = re.compile(
    rf"\s{{0,40}}(?:{'|'.join(words.BEGINNINGS.values())})\s*:\s*\Z|"
    r"[\s>*]{0,8}message du \d[\d/.]{5,9},? (?:à )?\d[\d:h]{3,7}\s*:?\s*\Z|"
    r"-{5}[^<>]{1,80}<[^<>\s]{1,64}@[^<>\s]{1,190}> \w{4,20}: -{5}\s*\Z",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Block:
    """A run of header lines within a text: `lines[start:end]`, separators before it included."""

    start: int
    end: int
    sender: str
    titled: bool
    certain: bool
    """Whether it bears a known title, or an address and a time beside nothing but headers."""


def as_judged(text: str) -> str:
    """A text, line for line, as this module judges it: without marks that show nothing."""
    return _MARKS.sub("", text).replace("：", ":").replace("\u3000", " ")


def unquoted(line: str) -> str:
    """A line without the marks of a quotation."""
    return line.lstrip(" \t>") if line.lstrip().startswith(">") else line


def is_quoted(line: str) -> bool:
    """Whether a line bears the mark of a quotation."""
    line = line.lstrip()
    return line.startswith(">") and not line.startswith("> wrote:")


def introduction_end(lines: list[str], start: int) -> int | None:
    """The last line of an "On … wrote:" that begins at `start`, or None where there is none.

    It must name a date or an address and end with a colon; "On Monday I wrote to you" is prose.
    """
    first = lines[start].strip(" \t*\xa0")
    if not first or is_quoted(first) or len(first) > 300 or not _MAY_BEGIN.search(first):
        return None
    joined = ""
    for at in range(start, min(start + 6, len(lines))):
        line = lines[at].strip(" \t*\xa0")
        if is_quoted(line) and joined:
            return None
        if at == start + 1 and not _may_run_on(joined):
            return None
        if not line and not _goes_on(lines, at):
            return None
        joined = f"{joined} {line}".strip()
        if len(joined) > 400:
            return None
        if joined.endswith((":", ">")) and _introduces(joined, _follows(lines, at + 1)):
            return at
        if joined.endswith(":"):
            return None
    return None


def _may_run_on(first: str) -> bool:
    """Whether a first line looks as if its introduction were wrapped; ends of sentences don't."""
    if _SENTENCE_ENDS.search(first):
        return False
    return bool(_OPENS.match(first)) or first.count("<") > first.count(">")


def _goes_on(lines: list[str], blank: int) -> bool:
    """Whether an address, broken off by some program, follows the blank line."""
    return blank + 1 < len(lines) and lines[blank + 1].lstrip().startswith("<")


def _introduces(joined: str, quoted_next: bool) -> bool:
    """Whether a line says whose words follow: with an address, or with a time and a name."""
    if quoted_next and _BEGINS_WITH_DATE.match(joined):
        return True
    if not joined.endswith(":"):
        return False
    if _DATE_AND_ADDRESS.match(joined):
        return True
    named, dated = bool(_ADDRESS.search(joined)), bool(_DATE.search(joined))
    wrote = bool(_WROTE_AT_END.search(joined[-60:]) or _WROTE_BEFORE.search(joined))
    if named and dated and (quoted_next or (wrote and not _OURSELVES.search(joined))):
        return True
    if wrote and _NAME_AND_ADDRESS.match(joined):
        return True
    if not wrote or _OUR_OWN_PROSE.search(joined):
        return False
    return quoted_next and (named or (dated and _names_a_person(joined)))


def _names_a_person(joined: str) -> bool:
    """Whether the words beside the date and "wrote" are written as first and last names are."""
    bare = _NOT_A_NAME.sub(" ", joined)
    names = [word.strip(".,:;()\"'") for word in bare.split()]
    return 2 <= len(names) <= 5 and all(name[:1].isupper() and not name.isupper() for name in names)


def _follows(lines: list[str], at: int) -> bool:
    """Whether the next line that isn't blank is a quoted one."""
    for line in lines[at : at + 4]:
        if line.strip():
            return is_quoted(line) or line.lstrip().startswith("|")
    return False


def folds_at(lines: list[str], start: int) -> Block | None:
    """The headers that certainly are those of another mail; labelled lines alone may be typed."""
    block = header_block(lines, start)
    return block if block is not None and block.certain else None


def header_block(lines: list[str], start: int) -> Block | None:
    """What may be the headers of a quoted or forwarded mail that begin at `start`, or None.

    They are three known labels at least, a sender among them, with a subject or an address; or
    two below a title such as "Forwarded message".
    """
    at, titled = _separators(lines, start)
    kinds: dict[str, str] = {}
    end, strange, foreign = at, 0, False
    for index in range(at, min(at + 14, len(lines))):
        line = lines[index]
        if not line.strip(" \t>*"):
            if len(kinds) >= 3 and end == index:
                break
            strange += 1
        elif (match := _LABELLED.match(line)) and (
            kind := words.KIND_OF_LABEL.get(match[1].strip().lower())
        ):
            kinds.setdefault(kind, match[2].strip())
            end, strange = index + 1, 0
        elif not kinds:
            break
        else:
            strange += 1  # a header that runs on over the next line
            foreign = foreign or bool(match and not line[0].isspace())
        if strange > 2:
            break
    sender = kinds.get("from", "")
    if titled and (len(kinds) >= 2 or titled == "known"):
        known = titled == "known" and bool(kinds)  # "Original message:" may be a machine's, typed
        certain = known or _is_of_mail(kinds, foreign=foreign, ruled=at > start)
        return Block(start, max(end, at), sender, True, certain)
    if len(kinds) >= 3 and sender and ("subject" in kinds or "@" in sender):
        certain = _is_of_mail(kinds, foreign=foreign, ruled=at > start)
        return Block(start, end, sender, False, certain)
    return None


def _is_of_mail(kinds: dict[str, str], *, foreign: bool, ruled: bool) -> bool:
    """Whether labelled lines hold an address and no label that mail doesn't know.

    Below a rule that does; else their date needs a time, which programs write and people rarely.
    Whoever types them puts To below From; programs put the date or the subject there.
    """
    if "to" not in kinds:
        return False  # a form's copy: somebody's name, a day and a subject
    addressed = any(_ADDRESS.search(kinds.get(kind, "")[:400]) for kind in ("from", "to"))
    timed = bool(_TIME.search(kinds.get("date", "")[:200]))
    by_program = bool(_SECONDS.search(kinds.get("date", "")[:200]))
    ordered = by_program or "to" not in list(kinds)[:2]
    return addressed and ordered and not foreign and (timed or (ruled and "date" in kinds))


def _separators(lines: list[str], start: int) -> tuple[int, str]:
    """Where the headers begin after rules and titles, and whether there was a title."""
    at, titled = start, ""
    while at < min(start + 6, len(lines)):
        line = lines[at]
        if title := _TITLED.match(line):
            titled = "known" if _TITLES.search(title[1]) else titled or "unknown"
        elif _BEGIN_FORWARDED.match(line):
            titled = "known"
        elif not (_SEPARATOR.match(line) if line.strip() else at > start):
            break
        at += 1
    return at, titled
