"""Names and addresses in headers; what an address is says `kit.addresses`.

Own and linear: the standard library's reader recurses on nested comments and takes 26 seconds
for a header of 100,000 addresses. No address is better than half of one: where words and an
address stand together without brackets, nobody knows what was meant, and nobody is written to.
"""

import re

from buckstop.kit.addresses import normal
from buckstop.mail import limits
from buckstop.mail.parsed import Mailbox
from buckstop.mail.storable import one_line
from buckstop.mail.words import decode_words

_STRING = r'"[^"\\]*+(?:\\.[^"\\]*+)*+"'
_TOKEN = re.compile(rf"{_STRING}|\\.|[(),;:<>]", re.DOTALL)
# An escaped sign outside of quotes is passed over, or each of many would be looked behind.
_STRINGS = re.compile(rf'{_STRING}|\\.|"', re.DOTALL)
_ANGLE = re.compile(r"<([^<>]*+)>")
_BRACKET = re.compile(r"[()]")
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_QUOTES = {'"': '"', "'": "'", "‘": "’", "“": "”", "„": "“", "«": "»"}


def read_addresses(value: str, most: int = limits.ADDRESSES) -> list[Mailbox]:
    """The mailboxes of a header's value, at most `most`, each address once."""
    found: dict[str, str] = {}
    before = ""
    for piece in _pieces(value[: limits.ADDRESS_LIST]):
        name, address = _mailbox(piece, before)
        if not address:
            # "Doe, Jane <jane@…>" without quotes: the comma belongs to the name.
            before = f"{before}{piece.strip()}, "[-limits.NAME :] if piece.strip() else ""
            continue
        before = ""
        found.setdefault(address, name)
        if len(found) >= most:
            break
    return [(name, address) for address, name in found.items()]


def _pieces(value: str) -> list[str]:
    """Split at commas and semicolons that stand outside of quotes, brackets and comments."""
    pieces: list[str] = []
    start, angle, depth = 0, False, 0
    last_semicolon = value.rfind(";")
    for token in _TOKEN.finditer(value):
        mark, at = token[0], token.start()
        if mark in "()":
            depth = max(0, depth + (1 if mark == "(" else -1))
        elif depth:
            continue
        elif mark in "<>":
            angle = mark == "<"
        elif mark in ",;" and not angle:
            pieces.append(value[start:at])
            start = at + 1
        elif (
            mark == ":"
            and not angle
            # "undisclosed-recipients:;" and other names of groups; but "a:b@c" is no group.
            and (at < last_semicolon or value[at + 1 : at + 2].isspace())
            and value.find("@", start, at) < 0
        ):
            start = at + 1
    pieces.append(value[start:])
    return pieces


def _mailbox(piece: str, before: str) -> Mailbox:
    """Name and address of one `piece`, to whose name `before` may belong; ("", "") if none."""
    plain = _with_brackets(piece, before)
    if plain[1]:
        return plain
    decoded = decode_words(piece)
    if decoded != piece and (read := _with_brackets(decoded, before))[1]:
        return read
    rest, comment = _without_comments(decoded)
    if before and not rest[:1].isspace():
        return "", ""  # "rita,moss@client.example": a mark that no address may hold
    return _name(comment), normal(rest)


def _with_brackets(piece: str, before: str) -> Mailbox:
    # A name in quotes may hold brackets of its own: what counts stands outside of them.
    masked = _STRINGS.sub(lambda quoted: "_" * len(quoted[0]), piece)
    for text in (masked, piece) if "<" in piece else ():
        for angle in _ANGLE.finditer(text):
            if address := normal(piece[angle.start() + 1 : angle.end() - 1]):
                left = piece[: angle.start()]
                return _name(
                    before + left.strip() if left.strip() else piece[angle.end() :]
                ), address
    return "", ""


def _without_comments(text: str) -> tuple[str, str]:
    """`text` without its comments, and the first comment without its outer brackets."""
    outside: list[str] = []
    depth, start, first = 0, 0, ""
    for bracket in _BRACKET.finditer(text):
        if bracket[0] == "(":
            if depth == 0:
                outside.append(text[start : bracket.start()])
                start = bracket.end()
            depth += 1
        elif depth:
            depth -= 1
            if depth == 0:
                first = first or text[start : bracket.start()]
                start = bracket.end()
    if depth == 0:
        outside.append(text[start:])
    return " ".join(outside) if outside else text, first


def _name(text: str) -> str:
    text = text.strip()
    if text.startswith("(") and text.endswith(")"):
        text = text[1:-1]
    text = _STRINGS.sub(lambda quoted: _out_of_string(quoted[0]), text)
    name = _out_of_quotes(one_line(decode_words(text), limits.NAME))
    return "" if normal(name) or not name.strip("<>()\"' ") else name


def _out_of_string(written: str) -> str:
    """A quoted string's words, or a sign that was escaped without quotes."""
    return _ESCAPED.sub(r"\1", written if written[0] == "\\" else written[1:-1])


def _out_of_quotes(name: str) -> str:
    """Without quotes around the whole name; those around a part of it stay."""
    while len(name) > 1 and _QUOTES.get(name[0]) == name[-1]:
        inside, mark = name[1:-1], re.escape(name[0] + name[-1])
        if re.search(rf"(?:\A|\s)[{mark}]|[{mark}](?:\s|\Z)", inside):
            return name
        name = inside.strip()
    return name
