"""Random histories. `HISTORIES=100 pytest -s …` lives through a hundred times as many of them, and
says how many verbs were tried; `--hypothesis-seed` chooses others."""

import os
from collections import Counter

from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import RuleBasedStateMachine, run_state_machine_as_test

TIMES = int(os.environ.get("HISTORIES", "1"))
SHRUNK, AS_FOUND = (Phase.generate, Phase.shrink), (Phase.generate,)
tried: Counter[str] = Counter()
"""How often each verb was, and `refused` how often it was refused."""


def live_through(
    machine: type[RuleBasedStateMachine],
    *,
    histories: int,
    steps: int,
    phases: tuple[Phase, ...] = SHRUNK,
) -> None:
    """So many histories of so many steps each, or as many times more as was asked for."""
    tried.clear()
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=histories * TIMES,
            stateful_step_count=steps,
            deadline=None,
            database=None,
            suppress_health_check=list(HealthCheck),
            phases=phases,
        ),
    )
    refused = tried.pop("refused", 0)
    print(f"{tried.total():,} times a verb of {len(tried)}, {refused:,} refused")
