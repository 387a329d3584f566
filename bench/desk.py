"""Part 8: the desk as it is worked at: how long the wording check reads a draft."""

import time
from datetime import datetime
from statistics import quantiles
from zoneinfo import ZoneInfo

from bench.figures import Figure
from bench.wording import sentences
from buckstop.conversations.wording.checking import check
from buckstop.conversations.wording.context import Context
from buckstop.conversations.wording.language import CODES

PART = "desk"
LENGTH = 2_000  # characters of a long letter
TIMES = 200
MOST = 30.0  # ms
ZONE = ZoneInfo("Europe/Zurich")


def measure() -> list[Figure]:
    """Of each language: how long 2,000 characters take, full of what is looked for."""
    return [_read(code) for code in CODES]


def _read(code: str) -> Figure:
    own = " ".join(one.text for one in sentences() if one.language == code)
    draft = (own * (LENGTH // len(own) + 1))[:LENGTH]
    context = Context(now=datetime(2026, 11, 25, 10, 30, tzinfo=ZONE), zone=ZONE, language=code)
    check(draft, context)
    spans = []
    for _ in range(TIMES):
        begun = time.perf_counter()
        check(draft, context)
        spans.append((time.perf_counter() - begun) * 1000)
    name = f"wording check, {LENGTH:,} characters, {code}, p95"
    return Figure(PART, name, quantiles(spans, n=20)[-1], "ms", target=MOST)
