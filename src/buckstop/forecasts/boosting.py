"""Ranges by gradient boosting of quantiles, with the extra `buckstop[learning]`.

Trees by histograms (G. Ke and others, LightGBM, 2017, as scikit-learn has them), one model for each
end of the range and one for its middle (pinball loss), of logarithms of minutes.
"""

from collections.abc import Sequence

import numpy as np
from sklearn.ensemble import HistGradientBoostingRegressor
from threadpoolctl import threadpool_limits

from buckstop.forecasts.rules.learning import Example, Facts, Foresee
from buckstop.forecasts.rules.ranges import WITHIN, Range

SHARES = ((1 - WITHIN) / 2, 0.5, (1 + WITHIN) / 2)
TREES, LEAVES, LEAST_IN_A_LEAF = 80, 15, 20


def learn(examples: Sequence[Example]) -> Foresee:
    """The same for the same examples."""
    codes = _codes(examples)
    known = np.array([_numbers(one.facts, codes) for one in examples])
    took = np.log1p([one.took for one in examples])
    with threadpool_limits(1):  # a worker has other things to do, and threads wait for each other
        models = [
            HistGradientBoostingRegressor(
                loss="quantile", quantile=share, max_iter=TREES, max_leaf_nodes=LEAVES,
                min_samples_leaf=LEAST_IN_A_LEAF, categorical_features=[0, 1], random_state=0,
            ).fit(known, took)
            for share in SHARES
        ]  # fmt: skip

    def foresee(facts: Facts) -> Range:
        row = np.array([_numbers(facts, codes)])
        with threadpool_limits(1):
            low, middle, high = sorted(float(np.expm1(one.predict(row)[0])) for one in models)
        return Range(max(low, 0.0), max(middle, 0.0), max(high, 0.0))

    return foresee


def _codes(examples: Sequence[Example]) -> tuple[dict[str, int], dict[str, int]]:
    """Numbers of kinds and teams, at most 200 of each: the rest are as if nothing were known."""
    kinds = sorted({one.facts.kind for one in examples})[:200]
    teams = sorted({one.facts.team for one in examples})[:200]
    return {name: n for n, name in enumerate(kinds)}, {name: n for n, name in enumerate(teams)}


def _numbers(facts: Facts, codes: tuple[dict[str, int], dict[str, int]]) -> list[float]:
    kinds, teams = codes
    return [
        kinds.get(facts.kind, np.nan), teams.get(facts.team, np.nan), facts.hurts, facts.hour,
        facts.weekday, facts.running,
    ]  # fmt: skip
