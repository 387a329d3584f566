import collections
import os

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from buckstop.ledger.refused import Refused
from buckstop.problems.tests import moves
from buckstop.problems.tests.test_histories import Histories
from buckstop.problems.tests.world import World

N = collections.Counter()
R = collections.Counter()
CODES = collections.Counter()


@pytest.mark.django_db
def test_soak():
    for name, f in list(moves.MOVES.items()):

        def g(c, f=f, name=name):
            try:
                r = f(c)
            except moves.Nothing:
                N[name, "nothing"] += 1
                raise
            except Refused as e:
                N[name, "refused"] += 1
                R[name, e.code] += 1
                raise
            N[name, "ok"] += 1
            return r

        moves.MOVES[name] = g
    from buckstop.problems.tests.test_histories import begun; Histories.base = begun()
    try:
        run_state_machine_as_test(
            Histories,
            settings=settings(
                max_examples=int(os.environ.get("EX", "100")),
                stateful_step_count=int(os.environ.get("STEPS", "50")),
                deadline=None,
                database=None,
                suppress_health_check=list(HealthCheck),
                phases=[Phase.generate]+([Phase.shrink] if os.environ.get('SHRINK') else []),
            ),
        )
    finally:
        for name in sorted(moves.MOVES):
            print(
                name,
                N[name, "ok"],
                N[name, "refused"],
                N[name, "nothing"],
                {k[1]: v for k, v in R.items() if k[0] == name},
            )
