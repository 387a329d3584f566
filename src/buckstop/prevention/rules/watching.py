"""Whether a prevention held: a test that may be looked at as often as one likes. Pure.

**The clock.** Before, a cause let k problems happen (after the one that showed it) in the exposure
T. After, what comes is counted by s, the exposure since in units of T. For rates that don't change,
the count by s doesn't depend on what the rate is: T is as long as k of them take, so that what
comes is a Poisson process with a gamma-distributed rate, times the ratio r of the rates. The
likelihood of n by s is r^n / (1 + r·s)^(k+n), times what doesn't depend on r. It is the maximal
invariant under a change of scale, as in the sequential t-test of D. R. Cox (1952); that such
likelihood ratios are e-values whatever the rate is, M. F. Pérez-Ortiz, T. Lardy, R. de Heide and
P. Grünwald show (*E-statistics, group invariance and anytime-valid testing*, Annals of Statistics
52, 2024).

**The test.** The evidence that r is below ½ is a mixture of likelihoods of such r over that of ½
(H. Robbins, *Statistical methods related to the law of the iterated logarithm*, Annals of
Mathematical Statistics 41, 1970). Where r is ½ or more it is a supermartingale that begins with 1:
at each moment what comes next makes it smaller on average, since more comes than ½ lets expect. So
by Ville's inequality it reaches 10 at any time, however often one looks, in at most one of ten
histories. The evidence that r is above ½ is the same the other way round.

It isn't protected against being begun after an unusually bad time: after the worst month comes a
better one without any cure. That is why the problem that showed the cause isn't counted, and why
the page shows beside it what became of causes that nothing was done about.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from buckstop.prevention.rules.rates import Seen, ratio

HALF = 0.5
"""A prevention held where it made its cause at least twice as rare."""
SURE = 10.0
"""Evidence that is enough: it comes in at most one of ten histories in which it isn't so."""
RARER = ((0.0, 0.5), (0.125, 0.25), (0.25, 0.25))
"""Ratios below a half, and how much each weighs: gone for good first."""
OFTEN = ((1.0, 0.5), (2.0, 0.5))
"""Ratios above: nothing changed, or it became worse."""
_STEPS = 60


class Verdict(StrEnum):
    """What can be said of a prevention that is in force."""

    EARLY = "too early"
    HELD = "held"
    NOT_HELD = "not held"


@dataclass(frozen=True, slots=True)
class Watch:
    """What came before (without the first) and in how much exposure, and what came since."""

    before: Seen
    after: Seen

    @property
    def clock(self) -> float:
        """The exposure since, in units of that before."""
        return self.after.exposure / self.before.exposure if self.before.exposure > 0 else 0.0


def evidence(watch: Watch, mixture: Sequence[tuple[float, float]]) -> float:
    """How much more likely what came is where the ratio is one of the mixture, than where it is ½.

    1 says nothing. At any time it is at most `SURE` in nine of ten histories where ½ is true.
    """
    k, n, s = watch.before.came, watch.after.came, watch.clock
    return sum(
        weight * (r / HALF) ** n * ((1 + HALF * s) / (1 + r * s)) ** (k + n)
        for r, weight in mixture
    )


def verdict(watch: Watch, *, over: bool) -> Verdict:
    """*Held* or *not held* as soon as the evidence is enough, whenever one looks.

    `over`: the time that was chosen beforehand has passed. Then it didn't hold either where what
    came is not even half as rare as before: it is on the prevention to show itself.
    """
    if evidence(watch, RARER) >= SURE:
        return Verdict.HELD
    if evidence(watch, OFTEN) >= SURE:
        return Verdict.NOT_HELD
    share = ratio(watch.before, watch.after)
    if over and share is not None and watch.after.came and share >= HALF:
        return Verdict.NOT_HELD
    return Verdict.EARLY


def needed(before: Seen) -> float | None:
    """The exposure without any of them after which the evidence is enough; None: none is.

    It is how long one has to watch to see the effect: chosen from the cause's own rate.
    """
    if before.came < 1 or before.exposure <= 0:
        return None
    low, high = 0.0, 1.0
    while evidence(Watch(before, Seen(0, high * before.exposure)), RARER) < SURE:
        high *= 2
    for _ in range(_STEPS):
        middle = (low + high) / 2
        enough = evidence(Watch(before, Seen(0, middle * before.exposure)), RARER) >= SURE
        low, high = (low, middle) if enough else (middle, high)
    return high * before.exposure
