"""Whatever reads strangers' bytes stands what broke it once, and what comes by chance.

`python -m tests.fuzz MINUTES` looks for more, guided by coverage.
"""

from pathlib import Path
from random import Random

import pytest

from tests.fuzz.one import FOUND, changed
from tests.fuzz.parsers import PARSERS, Parser

ONCE_FOUND: list[Path] = sorted(FOUND.glob("*-*"))


@pytest.mark.parametrize("parser", PARSERS, ids=lambda one: one.name)
def test_a_parser_only_returns_or_refuses(parser: Parser) -> None:
    for path in (one for one in ONCE_FOUND if one.name.startswith(f"{parser.name}-")):
        parser.read(path.read_bytes())
    chance, seeds = Random(13), [*parser.seeds]
    for raw in (b"", *seeds, *(changed(chance, seeds, 4_000) for _ in range(20))):
        parser.read(raw)
