"""How hard it was for customers who weren’t asked, or didn’t answer, from what happened. Pure.

A proportional odds model (P. McCullagh, Journal of the Royal Statistical Society B 42, 1980) of
the answers from 1 to 7, a little drawn towards nothing (ridge), fitted by gradient. Its skill is
what it saves of the ranked probability score of always saying how all answered, on answers that it
wasn’t fitted on (ten parts).
"""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

ENOUGH = 100
"""Answers, below which nothing is estimated."""
LEVELS = 7
PARTS = 10
DRAWN = 0.02  # the weight of the ridge, an answer
_ROUNDS, _STEP = 300, 0.1

type Row = tuple[float, ...]
type Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Estimate:
    """Of those without an answer: their mean of 1 to 7, and of all; the model’s `skill`, from
    minus to 1; `drives`: by how much one more of each thing moves an answer, on average."""

    skill: float
    others: int
    mean_others: float
    mean_all: float
    drives: tuple[float, ...]


@lru_cache(maxsize=4)
def estimate(answered: tuple[tuple[Row, int], ...], others: tuple[Row, ...]) -> Estimate | None:
    """None with fewer than ENOUGH answers; the same question again costs nothing."""
    if len(answered) < ENOUGH:
        return None
    facts = np.array([row for row, _ in answered], dtype=float)
    scores = np.array([score for _, score in answered]) - 1
    model = Fitted.to(facts, scores)
    rest = np.array(others, dtype=float).reshape(len(others), facts.shape[1])
    guessed = model.mean(rest) if len(others) else np.zeros(0)
    every = np.concatenate([scores + 1.0, guessed])
    return Estimate(
        skill=skill(facts, scores),
        others=len(others),
        mean_others=float(guessed.mean()) if len(others) else 0.0,
        mean_all=float(every.mean()),
        drives=tuple(
            float((model.mean(_one_more(facts, column)) - model.mean(facts)).mean())
            for column in range(facts.shape[1])
        ),
    )


def skill(facts: Numbers, scores: NDArray[np.int64]) -> float:
    """Cross-validated: the share of the base’s ranked probability score that is saved."""
    own = base = 0.0
    for part in range(min(PARTS, len(scores))):
        held = np.arange(len(scores)) % PARTS == part
        model = Fitted.to(facts[~held], scores[~held])
        share = np.bincount(scores[~held], minlength=LEVELS) / np.count_nonzero(~held)
        own += ranked(model.below(facts[held]), scores[held])
        base += ranked(np.tile(np.cumsum(share)[:-1], (int(held.sum()), 1)), scores[held])
    return 1 - own / base if base else 0.0


def ranked(below: Numbers, scores: NDArray[np.int64]) -> float:
    """The ranked probability score, summed: `below` has for each the chances of at most 1 to 6."""
    was = scores[:, None] <= np.arange(LEVELS - 1)
    return float(((below - was) ** 2).sum())


@dataclass(frozen=True, slots=True)
class Fitted:
    """What was learnt: how facts are scaled, what each weighs, and the limits between answers."""

    middle: Numbers
    spread: Numbers
    weights: Numbers
    limits: Numbers

    @classmethod
    def to(cls, facts: Numbers, scores: NDArray[np.int64]) -> "Fitted":
        """Fit it to answers (from 0) by Adam (D. Kingma and J. Ba, 2015)."""
        middle, spread = facts.mean(axis=0), facts.std(axis=0)
        spread = np.where(spread > 0, spread, 1.0)
        scaled, columns = (facts - middle) / spread, facts.shape[1]
        at = np.concatenate([np.zeros(columns), _first_limits(scores)])
        mean, square = np.zeros_like(at), np.zeros_like(at)
        for n in range(1, _ROUNDS + 1):
            slope = _slope(at, scaled, scores)
            mean, square = 0.9 * mean + 0.1 * slope, 0.999 * square + 0.001 * slope**2
            step = _STEP * (mean / (1 - 0.9**n)) / (np.sqrt(square / (1 - 0.999**n)) + 1e-8)
            at = at - step
        return cls(middle, spread, at[:columns], _limits(at[columns:]))

    def below(self, facts: Numbers) -> Numbers:
        """For each the chances of an answer of at most 1, 2 … 6."""
        line = ((facts - self.middle) / self.spread) @ self.weights
        return _sigmoid(self.limits[None, :] - line[:, None])

    def mean(self, facts: Numbers) -> Numbers:
        """The answer expected of each."""
        found: Numbers = LEVELS - self.below(facts).sum(axis=1)
        return found


def _one_more(facts: Numbers, column: int) -> Numbers:
    more = facts.copy()
    more[:, column] += 1
    return more


def _sigmoid(x: Numbers) -> Numbers:
    found: Numbers = 1 / (1 + np.exp(-np.clip(x, -30, 30)))
    return found


def _limits(steps: Numbers) -> Numbers:
    """The limits in order: the first, and the logarithms of the steps to the others."""
    return np.cumsum(np.concatenate([steps[:1], np.exp(steps[1:])]))


def _first_limits(scores: NDArray[np.int64]) -> Numbers:
    """Those of the answers as they are, each counted once more."""
    share = np.cumsum(np.bincount(scores, minlength=LEVELS) + 1.0) / (len(scores) + LEVELS)
    limits = np.log(share[:-1] / (1 - share[:-1]))
    return np.concatenate([limits[:1], np.log(np.diff(limits))])


def _slope(at: Numbers, scaled: Numbers, scores: NDArray[np.int64]) -> Numbers:
    """Of the mean negative logarithm of the likelihood, with the ridge."""
    columns = scaled.shape[1]
    weights, steps = at[:columns], at[columns:]
    below = _sigmoid(_limits(steps)[None, :] - (scaled @ weights)[:, None])
    n = len(scores)
    full = np.hstack([np.zeros((n, 1)), below, np.ones((n, 1))])
    each = np.arange(n)
    upper, lower = full[each, scores + 1], full[each, scores]
    chance = np.maximum(upper - lower, 1e-9)
    rises, falls = upper * (1 - upper) / chance, lower * (1 - lower) / chance
    of_limits = np.zeros(LEVELS - 1)
    np.add.at(of_limits, scores[scores < LEVELS - 1], -rises[scores < LEVELS - 1])
    np.add.at(of_limits, scores[scores > 0] - 1, falls[scores > 0])
    later = np.cumsum(of_limits[::-1])[::-1] / n
    of_steps = np.concatenate([later[:1], later[1:] * np.exp(steps[1:])])
    return np.concatenate([scaled.T @ (rises - falls) / n + DRAWN * weights, of_steps])
