"""Whether titles say the same in other words, where the operator gives a model that tells.

Only with the extra `buckstop[semantic]` and the folder of a model (`BUCKSTOP_MEANING`); without
them letters say it alone.
"""

from collections.abc import Sequence
from functools import lru_cache
from importlib import import_module
from pathlib import Path

from django.conf import settings

from buckstop.problems.queries.similar import Alike
from buckstop.problems.rules.likeness import compared, rarely_alike

LETTERS, MEANT = "rare", "meant"
"""What stands beside a guess: whether it went by rare letters alone or by meaning too."""
WEIGHT = 0.3
"""How much meaning counts, letters the rest: what found most on data of others (decision 126)."""


def alike() -> tuple[str, Alike]:
    """How titles are compared here, with its name: guesses of one kind are scored by themselves."""
    if not settings.MEANING:
        return LETTERS, rarely_alike
    return MEANT, with_meaning(model(settings.MEANING))


def with_meaning(near: Alike) -> Alike:
    """By letters and by `near`, which says how near titles are by what they mean."""

    def how(said: str, titles: Sequence[str]) -> list[float]:
        letters, meant = rarely_alike(said, titles), near(said, [compared(one) for one in titles])
        return [
            (1 - WEIGHT) * one + WEIGHT * other for one, other in zip(letters, meant, strict=True)
        ]

    return how


@lru_cache(maxsize=1)
def model(folder: Path) -> Alike:
    """How near titles are by what they mean, as a model says it that was read from a folder."""
    found: Alike = import_module("buckstop.forecasts.sentences").Sentences(folder).near
    return found
