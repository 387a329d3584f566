"""Shares and spans of time in words, always with how sure they are."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from buckstop.reliability.rules.beta import Difference, Share


def percent(share: float) -> str:
    """`87 %`."""
    return _("%(n)d %%") % {"n": round(100 * share)}


def between(low: float, high: float) -> str:
    """`between 80 and 92 %`."""
    return _("between %(low)d and %(high)d %%") % {
        "low": round(100 * low), "high": round(100 * high)
    }  # fmt: skip


def sure(share: Share) -> str:
    """`90 % sure: between 80 and 92 %`."""
    return _("90 %% sure: %(between)s") % {"between": between(share.low, share.high)}


def minutes(n: float) -> str:
    """`12 minutes`, `3 hours`, `2 days`."""
    if n < 100:
        m = round(n)
        return ngettext("%(n)d minute", "%(n)d minutes", m) % {"n": m}
    if n < 48 * 60:
        h = round(n / 60)
        return ngettext("%(n)d hour", "%(n)d hours", h) % {"n": h}
    d = round(n / 1440)
    return ngettext("%(n)d day", "%(n)d days", d) % {"n": d}


def points(found: Difference) -> tuple[str, str]:
    """`+12 points`, and `90 % sure: −5 to +29`."""
    ends = {"low": _signed(found.low), "high": _signed(found.high)}
    said = _("%(n)s points") % {"n": _signed(found.value)}
    return said, _("90 %% sure: %(low)s to %(high)s") % ends


def _signed(share: float) -> str:
    n = round(100 * share)
    return f"{n:+d}".replace("-", "−") if n else "0"
