"""Many writers on few chains, whose clocks disagree and some of whom give up halfway.

In the suite a few; as a drill, `python -m bench.writers`, many. Both in two processes.
"""

import random
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from django.db import connection

from buckstop.ledger.models import Chain, Entry
from buckstop.ledger.tests.history import ANA, NOON, Thing, Thought
from buckstop.ledger.transaction import acting
from buckstop.ledger.verify import verify

SKEW = 3600  # seconds by which a clock may be wrong, either way


class GivesUp(Exception):
    """A writer that fails after it has written: nothing of it may stay."""


def write(things: list[Thing], writers: int, turns: int, seed: int) -> int:
    """Let so many writers write at once, on connections of their own; how many entries stay."""

    def one(number: int) -> int:
        chance = random.Random(f"{seed} {number}")
        stayed = 0
        try:
            for _ in range(turns):
                on = chance.sample(things, chance.randint(1, min(2, len(things))))
                at = NOON + timedelta(seconds=chance.uniform(-SKEW, SKEW))
                try:
                    with acting(*on, by=ANA, at=at) as act:
                        for thing in on:
                            act.record(Thought(of=None, at=at), on=thing)
                        if chance.random() < 0.2:
                            act.flush()
                            raise GivesUp
                except GivesUp:
                    continue
                stayed += len(on)
        finally:
            connection.close()
        return stayed

    with ThreadPoolExecutor(writers) as threads:
        return sum(threads.map(one, range(writers)))


def check(things: list[Thing], stayed: int) -> None:
    """Every chain is whole, without a gap, a fork or a step back in time."""
    chains = Chain.objects.filter(pk__in=[thing.chain_id for thing in things])
    assert [str(one) for one in verify(chains)] == []
    written = Entry.objects.filter(chain__in=chains)
    assert written.count() == sum(chains.values_list("length", flat=True)) == stayed
