"""What happens to settings."""

from dataclasses import dataclass

from buckstop.ledger.entries import Digest, Fact


@dataclass(frozen=True)
class SettingChanged(Fact, code="setting-changed", says="{by} changed the setting {setting}"):
    """`said`: from what to what; of a secret only that it was set or removed."""

    setting: str
    said: Digest
