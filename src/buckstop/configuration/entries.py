"""What happens to settings."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext_noop as _

from buckstop.configuration.setting import SETTINGS
from buckstop.ledger.entries import Digest, Fact


class Labels(Mapping[str, str]):
    """What each setting is called on its page; of those that are no more, nothing."""

    def __getitem__(self, name: str) -> str:
        return str(SETTINGS[name].label)

    def __iter__(self) -> Iterator[str]:
        return iter(SETTINGS)

    def __len__(self) -> int:
        return len(SETTINGS)


@dataclass(frozen=True)
class SettingChanged(
    Fact,
    code="setting-changed",
    says=_("{by} changed the setting “{setting}”"),
    words={"setting": Labels()},
):
    """`said`: from what to what; of a secret only that it was set or removed."""

    setting: str
    said: Digest


@dataclass(frozen=True)
class SecretKeyChanged(Fact, code="secret-key-changed", says=_("{by} changed the secret key")):
    """Another secret key signs and seals from now on; the one before still opens."""


@dataclass(frozen=True)
class SecretKeysWithdrawn(
    Fact, code="secret-keys-withdrawn", says=_("{by} withdrew the former secret keys")
):
    """What was signed with a secret key of before opens nothing any more."""
