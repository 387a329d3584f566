"""What happens to settings."""

from dataclasses import dataclass

from django.utils.translation import gettext_noop as _

from buckstop.ledger.entries import Digest, Fact


@dataclass(frozen=True)
class SettingChanged(Fact, code="setting-changed", says=_("{by} changed the setting {setting}")):
    """`said`: from what to what; of a secret only that it was set or removed."""

    setting: str
    said: Digest
