"""The model of effort: it finds what drives answers, knows nothing of noise, and says so."""

import numpy as np
import pytest

from buckstop.reliability.rules.effort import ENOUGH, Fitted, _slope, estimate


def answers(n: int, weight: float, seed: int = 4) -> list[tuple[tuple[float, ...], int]]:
    """Whoever wrote more often answers lower by `weight`; the other fact says nothing."""
    chance = np.random.default_rng(seed)
    wrote, noise = chance.poisson(2, n), chance.poisson(2, n)
    line = 6 - weight * wrote + chance.logistic(0, 0.7, n)
    scores = np.clip(np.round(line), 1, 7).astype(int)
    return [((float(a), float(b)), int(c)) for a, b, c in zip(wrote, noise, scores, strict=True)]


def test_below_a_hundred_answers_nothing_is_estimated():
    assert estimate(tuple(answers(ENOUGH - 1, 1)), ()) is None


def test_what_drives_effort_is_found_and_the_others_are_estimated():
    known = answers(400, 1)
    others = tuple(row for row, _ in answers(300, 1, seed=9))
    found = estimate(tuple(known), others)
    assert found is not None
    wrote, noise = found.drives
    assert -1.1 < wrote < -0.6
    assert abs(noise) < 0.15
    assert found.skill > 0.3
    truly = np.mean([score for _, score in answers(300, 1, seed=9)])
    assert found.mean_others == pytest.approx(truly, abs=0.3)


def test_noise_has_no_skill():
    found = estimate(tuple(answers(300, 0)), ())
    assert found is not None
    assert found.skill < 0.03


def test_the_slope_is_that_of_the_likelihood():
    rows = answers(60, 1)
    facts, scores = np.array([row for row, _ in rows]), np.array([s - 1 for _, s in rows])
    scaled = (facts - facts.mean(axis=0)) / facts.std(axis=0)
    at = np.array([0.3, -0.2, -2.0, -0.5, -0.3, 0.1, 0.2, 0.1])

    def wrong(point):
        model = Fitted(
            np.zeros(2),
            np.ones(2),
            point[:2],
            np.cumsum(np.concatenate([point[2:3], np.exp(point[3:])])),
        )
        full = np.hstack([np.zeros((60, 1)), model.below(scaled), np.ones((60, 1))])
        each = np.arange(60)
        chance = full[each, scores + 1] - full[each, scores]
        return -np.log(chance).mean() + 0.01 * (point[:2] ** 2).sum()

    for place, slope in enumerate(_slope(at, scaled, scores)):
        more = np.zeros(8)
        more[place] = 1e-5
        assert slope == pytest.approx((wrong(at + more) - wrong(at - more)) / 2e-5, abs=1e-5)
