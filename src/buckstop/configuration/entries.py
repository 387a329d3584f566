"""What happens to settings."""

from dataclasses import dataclass

from django.utils.translation import gettext_noop as _

from buckstop.ledger.entries import Digest, Fact


@dataclass(frozen=True)
class SettingChanged(Fact, code="setting-changed", says=_("{by} changed the setting {setting}")):
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
