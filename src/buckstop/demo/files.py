"""Files that customers and colleagues attach: a log with what went wrong in it, a picture of a screen."""

import random
import struct
import zlib
from datetime import datetime, timedelta

from buckstop.conversations.actions.posting import File
from buckstop.demo.shapes import Run

_USUAL = (
    "INFO  heartbeat ok",
    "INFO  session opened for {user}",
    "INFO  request finished in {ms} ms",
    "DEBUG cache: {ms} entries, 0 evicted",
    "INFO  session closed for {user}",
    "INFO  configuration unchanged",
)
_PAPER, _INK, _BAR, _RED = (246, 247, 249), (60, 66, 78), (38, 84, 148), (186, 52, 44)
_WIDTH, _HEIGHT = 480, 300


def log_file(run: Run, at: datetime) -> File:
    """Some twenty lines before `at`, among them what the story says went wrong."""
    chance = random.Random(f"log {run.key}")
    wrong = run.said(run.story.log or "ERROR operation failed: timed out after 30000 ms")
    when, lines = at - timedelta(minutes=12), []
    for place in range(24):
        when += timedelta(seconds=chance.randint(2, 40), milliseconds=chance.randint(0, 999))
        usual = chance.choice(_USUAL).format(
            user=run.contact.email.partition("@")[0], ms=chance.randint(3, 480)
        )
        said = wrong if place in (11, 17, 22) else usual
        lines.append(f"{when:%Y-%m-%d %H:%M:%S}.{when.microsecond // 1000:03d} {said}")
    name = f"{run.story.key}-{at:%Y%m%d-%H%M}.log"
    return File(name, "text/plain", ("\n".join(lines) + "\n").encode())


def screenshot(run: Run) -> File:
    """A window with a message box in it, drawn here."""
    chance = random.Random(f"picture {run.key}")
    rows = [[_PAPER] * _WIDTH for _ in range(_HEIGHT)]
    _fill(rows, 0, 0, _WIDTH, 26, _BAR)
    for line in range(9):
        _fill(
            rows, 18, 46 + line * 26, 18 + chance.randint(140, 420), 54 + line * 26, (214, 218, 224)
        )
    _fill(rows, 90, 96, 390, 206, (255, 255, 255))
    _fill(rows, 90, 96, 390, 118, _RED)
    for line in range(2):
        _fill(rows, 110, 136 + line * 18, 110 + chance.randint(150, 250), 142 + line * 18, _INK)
    _fill(rows, 300, 178, 372, 196, _BAR)
    return File(f"{run.story.key}.png", "image/png", _png(rows))


type _Rows = list[list[tuple[int, int, int]]]


def _fill(
    rows: _Rows, left: int, top: int, right: int, low: int, ink: tuple[int, int, int]
) -> None:
    for row in rows[top:low]:
        row[left:right] = [ink] * (right - left)


def _png(rows: _Rows) -> bytes:
    """The picture as a PNG (ISO/IEC 15948): eight bits a colour, no filter."""
    raw = b"".join(b"\0" + bytes(value for dot in row for value in dot) for row in rows)
    head = struct.pack(">IIBBBBB", len(rows[0]), len(rows), 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(raw, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in chunks
    )
