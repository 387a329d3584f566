"""Character sets of one or two bytes a sign: damage repaired, and the set guessed.

Once a byte of such a text is lost, all that follows would be read a byte off: every sign wrong,
none an error. So a damaged run is read in the way that costs least, where a rare sign costs
something and a byte that is thrown away costs more. By the same costs a set is guessed.
"""

import re
from collections.abc import Callable

_SAMPLE = 512
_REPAIRED = 32 * 1024
_RUN = re.compile(rb"[\x80-\xff][\x30-\xff]*")
_HIGH = re.compile(rb"[\x80-\xff]")
_WRONG_ALONE = "\x80\xa0\uf8f0\uf8f1\uf8f2\uf8f3"
_NOBODYS = re.compile("[\ue000-\uf8ff]")
# What a byte costs that is thrown away, a sign of one byte beyond ASCII, one of three or four, and
# one that Unicode leaves to everybody's own use.
_LOST, _SINGLE, _LONG, _OWN_USE = 2.0, 0.8, 1.6, 1.9


def _gb(first: int, second: int) -> float:
    if second < 0xA1:
        return 1.6
    return 0.0 if 0xB0 <= first <= 0xD7 or first in (0xA1, 0xA3) else 1.0


def _big5(first: int, second: int) -> float:
    return 0.0 if 0xA1 <= first <= 0xC6 else 1.0


def _shift_jis(first: int, second: int) -> float:
    return 0.0 if 0x81 <= first <= 0x83 or 0x88 <= first <= 0x97 else 1.0


def _euc_jp(first: int, second: int) -> float:
    return 0.0 if 0xB0 <= first <= 0xCF or first in (0xA1, 0xA3, 0xA4, 0xA5) else 1.0


def _korean(first: int, second: int) -> float:
    if second < 0xA1:
        return 0.7
    return 0.0 if 0xB0 <= first <= 0xC8 or 0xA1 <= first <= 0xA3 else 1.0


_COSTS: dict[str, Callable[[int, int], float]] = {
    # In the order in which equals win.
    "cp949": _korean,
    "gb18030": _gb,
    "cp950": _big5,
    "cp932": _shift_jis,
    "euc_jp": _euc_jp,
}
FALLBACKS = {
    "cp950": ("big5hkscs",),
    "euc_jp": ("euc_jis_2004",),
    "cp932": ("shift_jis_2004",),
}
"""Sets that hold more signs than the one that is meant by the name, which counts first."""
_LENGTHS = {"gb18030": (1, 2, 4), "euc_jp": (1, 2, 3)}


def is_double(codec: str) -> bool:
    """Whether texts in `codec` can be repaired here."""
    return codec in _COSTS


def looks_shifted(text: str) -> bool:
    """Whether `text`, read without an error, holds signs that nobody writes."""
    return not text.isascii() and _NOBODYS.search(text) is not None


def repair(content: bytes, codec: str) -> str:
    """The text of damaged `content`, `\ufffd` for what can't be read."""
    pieces, at, left = [], 0, _REPAIRED
    for run in _RUN.finditer(content):
        if left <= 0:
            break
        pieces.append(content[at : run.start()].decode("ascii"))
        at = run.end()
        whole = _strictly(run[0], codec)
        if whole is not None and looks_shifted(whole):
            whole = None
        left -= len(run[0]) if whole is None else 10
        if whole is None and left > -_REPAIRED:
            whole = _cheapest(run[0], codec)[0]
        pieces.append(run[0].decode(codec, "replace") if whole is None else whole)
    pieces.append(content[at:].decode(codec, "replace"))
    return "".join(pieces)


def guess(content: bytes) -> str:
    """The set that `content`, which is no UTF-8, is most likely in; "windows-1252" if unknown."""
    first = _HIGH.search(content)
    start = first.start() if first else 0
    sample = content[start : start + _SAMPLE]
    best, codec = 0.3, "windows-1252"
    if cyrillic := _cyrillic(sample):
        return cyrillic
    for candidate in _COSTS:
        cost = _cost_of(sample, candidate)
        if cost < best:
            best, codec = cost, candidate
    return codec


def _cyrillic(sample: bytes) -> str:
    """Which of the two Russian sets, by where the small letters are; "" if neither."""
    high = _HIGH.findall(sample)
    words = len(high) + sum(chr(byte).isalpha() for byte in sample if byte < 0x80)
    letters = sum(byte >= b"\xc0" for byte in high)
    if len(high) < 4 or letters < len(high) * 0.9 or len(high) * 2 <= words:
        return ""
    lower_half = sum(b"\xc0" <= byte < b"\xe0" for byte in high)
    if lower_half >= len(high) * 0.75:
        return "koi8-r"
    return "windows-1251" if lower_half <= len(high) * 0.4 else ""


def _cost_of(sample: bytes, codec: str) -> float:
    """What the signs of `sample` beyond ASCII cost on average if it is read as `codec`."""
    cost, signs = 0.0, 0
    for run in _RUN.finditer(sample):
        text, one = _cheapest(run[0], codec)
        cost += one
        signs += sum(sign > "\x7f" for sign in text)
    return cost / signs if signs > 1 else 9.0


def _strictly(run: bytes, codec: str) -> str | None:
    for one in (codec, *FALLBACKS.get(codec, ())):
        try:
            return run.decode(one)
        except UnicodeDecodeError:
            continue
    return None


def _cheapest(run: bytes, codec: str) -> tuple[str, float]:
    """The reading of `run` that costs least, and what it costs: from its end to its beginning."""
    known: dict[bytes, tuple[str, float]] = {}
    lengths = _LENGTHS.get(codec, (1, 2))
    costs = [0.0] * (len(run) + 4)
    steps: list[tuple[str, int]] = []  # what the cheapest reading from each place begins with
    for at in range(len(run) - 1, -1, -1):
        cost, step = float("inf"), ("", 1)
        for length in lengths if run[at] > 0x7F else (1,):
            piece = run[at : at + length]
            if piece not in known:
                known[piece] = _sign(piece, length, codec)
            sign, price = known[piece]
            if costs[at + length] + price < cost:
                cost, step = costs[at + length] + price, (sign, length)
        costs[at] = cost
        steps.append(step)
    steps.reverse()
    text, at = [], 0
    while at < len(steps):
        text.append(steps[at][0])
        at += steps[at][1]
    return "".join(text), costs[0]


def _sign(piece: bytes, length: int, codec: str) -> tuple[str, float]:
    """The one sign that `piece` is, and its price."""
    text = _strictly(piece, codec) if len(piece) == length else None
    if length == 1:
        if text is None or text in _WRONG_ALONE:
            return "\ufffd", _LOST
        return text, 0.0 if text.isascii() else _SINGLE
    if text is None or len(text) != 1:
        return "", float("inf")
    if _NOBODYS.match(text):
        return text, _OWN_USE
    return text, _COSTS[codec](piece[0], piece[1]) if length == 2 else _LONG
