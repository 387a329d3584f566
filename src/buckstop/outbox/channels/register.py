"""The channels that there are: a folder each, and a line each here."""

from collections.abc import Iterator

from buckstop.outbox.channels.channel import Channel
from buckstop.outbox.channels.smtp.channel import Smtp

CHANNELS: dict[str, type[Channel]] = {}


def register(*channels: type[Channel]) -> None:
    """Say once, at start-up, by which ways something can leave."""
    CHANNELS.update({channel.code: channel for channel in channels})


def closed() -> Iterator[tuple[str, str]]:
    """What doesn't leave at all, and why, as a sentence."""
    for kind in CHANNELS.values():
        if why := kind.closed_because():
            yield kind.label, why


register(
    Smtp,
)  # fmt: skip
