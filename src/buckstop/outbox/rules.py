"""Pure decisions about what leaves."""

from datetime import timedelta

MOST_TRIES = 38  # of one delivery: five days


def pause(tries: int) -> timedelta | None:
    """How long a delivery waits that wasn't taken yet; None when it is given up.

    Doubling from half a minute up to four hours: 38 tries take five days (RFC 5321, 4.5.4.1, asks
    for four to five). What is the channel's own failure isn't counted.
    """
    if tries >= MOST_TRIES:
        return None
    return timedelta(seconds=min(30 * 2 ** max(tries - 1, 0), 4 * 3600))


def rest_of_channel(tries: int) -> timedelta:
    """How long a channel that fails is left alone: doubling from five seconds to five minutes."""
    return timedelta(seconds=min(5 * 2 ** min(max(tries - 1, 0), 10), 300))
