"""Text that switches its character set by escapes within seven bits: ISO-2022-JP/-KR/-CN and HZ.

Own and not Python's codecs: those stop at the first sign beyond the standard's rows (①, ㈱ of
NEC's row 13, which Outlook sends), and lose the whole text to one damaged byte. Here a damaged
sign costs that sign, and a damaged escape is recognised by the other one of its pair.
"""

import re
from collections.abc import Callable

# A designation, whole or damaged in one byte; a terminal's (ESC [) is none.
_DESIGNATION = rb"\x1b(?:\$[()*+][@-Z]|\$[^()*+]|\(.|\.[AF]|&@|N[\x20-\x7f]|[^\[]B)"
_SEEN = re.compile(rb"\x1b(?:\$[@AB]|\$[()*+][@-Z]|\([IJ])")
_FOREIGN = re.compile(rb"\x1b\$[AC-Z]")
_IN_ASCII = re.compile(_DESIGNATION, re.DOTALL)
_IN_RUN = re.compile(_DESIGNATION + rb"|[\r\n]", re.DOTALL)
_IN_ASCII_SHIFTING = re.compile(_DESIGNATION + rb"|\x0e", re.DOTALL)
_IN_RUN_SHIFTING = re.compile(_DESIGNATION + rb"|[\x0e\x0f\r\n]", re.DOTALL)
_LOST_START = re.compile(rb"\$[@AB]")
_HZ_END = re.compile(rb"(?<!~)~\}")
_LOST_HZ = re.compile(rb"~.|.\{", re.DOTALL)
_LOST_END = re.compile(rb"\([BJ]")
_LIKELY = frozenset([0x21, 0x23, 0x24, 0x25, *range(0x30, 0x50)])
_LIKELY_CHINESE = frozenset([0x21, 0x23, *range(0x30, 0x58)])
_ESCAPES = 100_000
"""Escapes of one text that are followed; a text with more is nobody's words."""

_LOOKED_AT = 200

type _Reader = Callable[[bytes], str]


def has_escapes(content: bytes) -> bool:
    """Whether `content` holds a designation of ISO 2022, which no other text does."""
    return b"\x1b" in content and _SEEN.search(content) is not None


def read_iso_2022(content: bytes, *, japanese: bool = False) -> str:
    """The text of `content`, `\\ufffd` for each sign that can't be read.

    Where it is `japanese` alone, a designation of another language is a damaged one.
    """
    if japanese:
        content = _FOREIGN.sub(b"\x1b$B", content).replace(b"\x1bN", b"\x00N")
    pieces: list[str] = []
    shifting = b"\x1b$)" in content or (b"\x0e" in content and b"\x0f" in content)
    in_ascii = _IN_ASCII_SHIFTING if shifting else _IN_ASCII
    in_run = _IN_RUN_SHIFTING if shifting else _IN_RUN
    reader: _Reader = _ascii
    shifted: _Reader = _katakana
    start = 0
    for count in range(_ESCAPES + 1):
        if count == _ESCAPES:
            return "".join(pieces) + content[start:].decode("ascii", "replace")
        escape = (in_ascii if reader is _ascii else in_run).search(content, start)
        if escape is None:
            break
        run, mark = content[start : escape.start()], escape[0]
        start = escape.end()
        if reader is _ascii and mark in (b"\x1b(B", b"\x1b(J"):
            _put_lost_run(pieces, run)
        else:
            pieces.append(_read(reader, run, ends=mark[0] == 0x1B))
        if mark[:2] == b"\x1bN":
            pieces.append(bytes([mark[2] | 0x80]).decode("latin-1"))
        elif mark[:2] == b"\x1b$" and mark[2:3] in b")*+":
            shifted = _READERS.get(b"$" + mark[-1:], _jis)
        elif mark[1:2] not in (b".", b"&"):
            pieces.append(mark.decode() if mark in b"\r\n" else "")
            reader = _next(mark, reader, shifted)
    pieces.append(_read(reader, content[start:], ends=False))
    return "".join(pieces)


def read_hz(content: bytes) -> str:
    """The text of HZ-GB-2312: `~{` and `~}` around two bytes a sign, `~~` for a tilde."""
    if content.count(b"~}") + content.count(b"~{") > _ESCAPES:
        return content.decode("hz", "replace")
    *ended, rest = _HZ_END.split(content)
    runs = [*(_with_hz_start(run) for run in ended), rest]
    content = b"\x1b(B".join(run.replace(b"~~", b"\x00").replace(b"~{", b"\x1b$A") for run in runs)
    return read_iso_2022(content.replace(b"~\n", b"")).replace("\x00", "~")


def _with_hz_start(run: bytes) -> bytes:
    """`run` up to a `~}` with its `~{`, of which one byte may have been damaged."""
    line = run.rfind(b"\n") + 1
    if run.find(b"~{", line) >= 0:
        return run
    found = [
        lost
        for lost in _LOST_HZ.finditer(run, max(0, line - 2))
        if (len(run) - lost.start()) % 2 == 0
    ]
    odd = line + (len(run) - line) % 2
    if (not found or found[0].start() > line) and _is_likely(run[odd:], _LIKELY_CHINESE):
        return run[:line] + b"~{" + run[odd:]
    return run[: found[0].start()] + b"~{" + run[found[0].end() :] if found else run


def _next(mark: bytes, reader: _Reader, shifted: _Reader) -> _Reader:
    """Who reads what stands behind `mark`: each line begins in ASCII."""
    if mark in b"\r\n\x0f":
        return _ascii
    if mark == b"\x0e":
        return shifted
    found = _READERS.get(mark[1:].replace(b"$(", b"$"))
    if found is not None:
        return found
    return _ascii if mark[1:2] == b"(" or reader is not _ascii else _jis


def _read(reader: _Reader, run: bytes, *, ends: bool) -> str:
    """One run; where the escape that should end it was damaged, ASCII begins behind that."""
    if reader is _jis and not ends:
        for lost in _LOST_END.finditer(run):
            if lost.start() % 2 == 1:  # one byte, no longer an escape, stands before it
                return _jis(run[: lost.start() - 1]) + _ascii(run[lost.end() :])
    return reader(run)


def _put_lost_run(pieces: list[str], run: bytes) -> None:
    """ASCII that ends as two bytes a sign do: the escape before it may have been damaged."""
    line = max(run.rfind(b"\n"), run.rfind(b"\r")) + 1
    lost = _LOST_START.search(run, line)
    odd = line + (len(run) - line) % 2
    likely = _is_likely(run[odd:], _LIKELY)
    near = lost is not None and (lost.start() <= line + 1 or not likely)
    if lost and near and _is_likely(run[lost.end() :], _LIKELY):
        pieces += [_ascii(run[: max(line, lost.start() - 1)]), _jis(run[lost.end() :])]
    elif likely:
        pieces += [_ascii(run[:line]), _jis(run[odd:])]
    else:
        pieces.append(_ascii(run))


def _is_likely(run: bytes, likely: frozenset[int]) -> bool:
    """Whether `run` reads as common signs of two bytes each: words in ASCII don't."""
    firsts = run[:_LOOKED_AT:2]
    return len(firsts) > 1 and sum(first in likely for first in firsts) * 5 >= len(firsts) * 4


def _ascii(run: bytes) -> str:
    if run.isascii():
        return run.decode("ascii")
    try:
        return run.decode("utf-8")
    except UnicodeDecodeError:  # CP50220 lets half-width katakana stand in eight bits
        return run.decode("cp932", "replace")


def _katakana(run: bytes) -> str:
    return bytes(byte | 0x80 for byte in run).decode("cp932", "replace")


def _jis(run: bytes) -> str:
    return _pairs(run, "euc_jp", _vendors_sign)


def _vendors_sign(pair: bytes) -> str:
    """A sign of the rows that makers added: as Shift_JIS has them, then as JIS X 0213 does."""
    row, cell = pair[0] - 0x21, pair[1] - 0x21
    first = row // 2 + (0x81 if row < 62 else 0xC1)
    second = cell + (0x40 if cell < 63 else 0x41) if row % 2 == 0 else cell + 0x9F
    try:
        return bytes([first, second]).decode("cp932")
    except (UnicodeDecodeError, ValueError):
        return bytes(byte | 0x80 for byte in pair).decode("euc_jis_2004", "replace")[:1]


def _jis_supplement(run: bytes) -> str:
    return _triples(run, "euc_jp")


def _jis_plane_1(run: bytes) -> str:
    return _pairs(run, "euc_jis_2004", lambda pair: "\ufffd")


def _jis_plane_2(run: bytes) -> str:
    return _triples(run, "euc_jis_2004")


def _chinese(run: bytes) -> str:
    return _pairs(run, "gb18030", lambda pair: "\ufffd")


def _korean(run: bytes) -> str:
    return _pairs(run, "cp949", lambda pair: "\ufffd")


def _triples(run: bytes, codec: str) -> str:
    signs = (
        bytes([0x8F, run[at] | 0x80, run[at + 1] | 0x80]).decode(codec, "replace")[:1]
        for at in range(0, len(run) - 1, 2)
    )
    return "".join(signs)


def _pairs(run: bytes, codec: str, otherwise: Callable[[bytes], str]) -> str:
    """Two bytes a sign, each sign by itself where the run as a whole can't be read."""
    try:
        return run.translate(_EIGHTH_BIT).decode(codec)
    except UnicodeDecodeError:
        return "".join(_signs(run, codec, otherwise))


def _signs(run: bytes, codec: str, otherwise: Callable[[bytes], str]) -> list[str]:
    signs: list[str] = []
    known: dict[bytes, str] = {}
    at = 0
    while at < len(run):
        pair = run[at : at + 2]
        if pair[0] in b" \t" and (len(run) - at) % 2:  # some leave blanks without an escape
            signs.append(pair[:1].decode())
            at += 1
            continue
        if pair not in known:
            known[pair] = _sign(pair, codec, otherwise)
        signs.append(known[pair])
        at += 2
    return signs


def _sign(pair: bytes, codec: str, otherwise: Callable[[bytes], str]) -> str:
    if len(pair) < 2 or not all(0x21 <= byte <= 0x7E for byte in pair):
        return "\ufffd"
    try:
        return pair.translate(_EIGHTH_BIT).decode(codec)
    except UnicodeDecodeError:
        return otherwise(pair)


_EIGHTH_BIT = bytes(byte | 0x80 if byte > 0x20 else byte for byte in range(256))
_READERS: dict[bytes, _Reader] = {
    b"(B": _ascii,
    b"(J": _ascii,
    b"(H": _ascii,
    b"(I": _katakana,
    b"$@": _jis,
    b"$B": _jis,
    b"$A": _chinese,
    b"$C": _korean,
    b"$D": _jis_supplement,
    b"$O": _jis_plane_1,
    b"$Q": _jis_plane_1,
    b"$P": _jis_plane_2,
}
