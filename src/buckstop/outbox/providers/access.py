"""By which provider's API mail leaves, and what lets us in."""

from dataclasses import dataclass

from buckstop.outbox.providers.known import BY_API


@dataclass(frozen=True, slots=True)
class ApiAccess:
    """`key` is what the provider gave us, two of them with a colon between where it gives two.
    `domain` is the one that we send for, "" that of the letter's From."""

    provider: str
    key: str
    domain: str = ""
    region: str = ""

    @property
    def label(self) -> str:
        """What the provider is called."""
        return BY_API[self.provider].label
