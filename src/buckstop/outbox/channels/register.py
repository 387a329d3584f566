"""The channels that there are: what stands in a folder here is there."""

from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import TypeGuard

from buckstop.outbox.channels.channel import Channel

CHANNELS: dict[str, type[Channel]] = {}


def register(*channels: type[Channel]) -> None:
    """Say once, at start-up, by which ways something can leave."""
    CHANNELS.update({channel.code: channel for channel in channels})


def _is_channel(one: object, module: str) -> TypeGuard[type[Channel]]:
    """Whether it is a class of a channel, and of that module."""
    return isinstance(one, type) and issubclass(one, Channel) and one.__module__ == module


def closed() -> Iterator[tuple[str, str]]:
    """What doesn't leave at all, and why, as a sentence."""
    for kind in CHANNELS.values():
        if why := kind.closed_because():
            yield kind.label, why


for _file in sorted(Path(__file__).parent.glob("*/channel.py")):
    _module = import_module(f"{__package__}.{_file.parent.name}.channel")
    register(*(one for one in vars(_module).values() if _is_channel(one, _module.__name__)))
