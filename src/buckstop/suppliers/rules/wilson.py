"""How sure a rate is that was seen a few times only: Wilson's score interval. Pure.

E. B. Wilson, *Probable inference, the law of succession, and statistical inference*, Journal of the
American Statistical Association 22 (1927), 209-212. It holds for few cases too, where the usual
p ± 1.96·√(p(1-p)/n) says that three of three is certain.
"""

from math import sqrt

Z = 1.959963984540054
"""The normal quantile of 97.5 %: the interval is of 95 %."""


def interval(happened: int, of: int, z: float = Z) -> tuple[float, float]:
    """From where to where the rate lies, both from 0 to 1; everything where nothing was seen."""
    if of == 0:
        return 0.0, 1.0
    rate, square = happened / of, z * z / of
    middle = (rate + square / 2) / (1 + square)
    half = z * sqrt(rate * (1 - rate) / of + square / (4 * of)) / (1 + square)
    return max(0.0, middle - half), min(1.0, middle + half)
