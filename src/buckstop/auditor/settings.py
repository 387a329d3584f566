"""What an organisation chooses about being watched."""

import re
from ipaddress import ip_network
from urllib.parse import urlsplit

import pyrage
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from buckstop.configuration.group import Group
from buckstop.configuration.kinds import Names, Number, Secret, Text
from buckstop.kit.text import listed
from buckstop.ledger.refused import Refused


class HttpsAddress(Text):
    """An address of the web outside, without a name or a password in it."""

    def read(self, text: str) -> str:
        said = super().read(text)
        if not said:
            return ""
        try:
            parts = urlsplit(said)
            fits = parts.scheme == "https" and parts.hostname and not parts.username
            fits = fits and (parts.port or 443) == 443 and "@" not in parts.netloc
        except ValueError:
            fits = False
        if not fits:
            no = gettext("Write an address that begins with https://, without a port or a name.")
            raise Refused("https", no, self.name)
        return said


class Token(Secret):
    """A secret that a program sends with each request: long enough that nobody guesses it."""

    form = re.compile(r"[A-Za-z0-9._~+/=-]{24,200}")

    def read(self, text: str) -> str:
        said = super().read(text.strip())
        if said and not self.form.fullmatch(said):
            no = gettext("Choose at least 24 letters and digits that nobody could guess.")
            raise Refused("short", no, self.name)
        return said


class Places(Names):
    """Addresses and networks of machines."""

    def read(self, text: str) -> tuple[str, ...]:
        found = super().read(text)
        for one in found:
            try:
                ip_network(one)
            except ValueError:
                no = gettext("“%(place)s” is no address or network such as 10.0.0.0/24.")
                raise Refused("place", no % {"place": one[:80]}, self.name) from None
        return found


WATCHING = Group(
    "watching",
    label=_("Being watched"),
    says=_("Who is told when this house stands still and can’t tell anybody itself."),
    rank=70,
)
HEARTBEAT = HttpsAddress(
    "heartbeat",
    group=WATCHING,
    label=_("Heartbeat address"),
    says=_(
        "Called every minute as long as everything holds that the auditor looks at. A service "
        "elsewhere tells you when it hears nothing."
    ),
    default="",
    example="https://heartbeats.example/your-key",
)


def check_public(key: str) -> str:
    """A public key of age, as it is written; raises Refused for anything else."""
    try:
        return str(pyrage.x25519.Recipient.from_str(key.strip()))
    except pyrage.RecipientError:
        no = gettext(
            "“%(key)s” is no public key: it begins with age1, as `buckstop backup key` says."
        )
        raise Refused("public-key", no % {"key": key[:80]}, "backup-keys") from None


class PublicKeys(Text):
    """Public keys of age, with spaces between."""

    def read(self, text: str) -> str:
        keys = listed(super().read(text))
        return " ".join(check_public(key) for key in keys)


BACKUP_KEYS = PublicKeys(
    "backup-keys",
    group=WATCHING,
    label=_("Backups are sealed for"),
    says=_(
        "Public keys, as `buckstop backup key FILE` makes them: only who has the private one, kept "
        "elsewhere, can read a backup. Without any, a backup is readable by whoever has it."
    ),
    default="",
    example="age1…",
)
BACKUP_DAYS = Number(
    "backup-days",
    group=WATCHING,
    label=_("A backup every so many days"),
    says=_("With 0 nobody looks: your backups are made by something else than `buckstop backup`."),
    default=7,
    least=0,
    most=90,
)
METRICS_TOKEN = Token(
    "metrics-token",
    group=WATCHING,
    label=_("Token of monitoring"),
    says=_("With it a program such as Prometheus reads /metrics, from wherever it asks."),
    default="",
    environment="BUCKSTOP_METRICS_TOKEN",
)
METRICS_PLACES = Places(
    "metrics-places",
    group=WATCHING,
    label=_("Places of monitoring"),
    says=_(
        "From these addresses and networks /metrics is open without a token. With neither, it is "
        "open to this machine alone, and only while the pages are of this machine too."
    ),
    default=(),
    environment="BUCKSTOP_METRICS_PLACES",
    example="10.0.0.7, 10.1.0.0/24",
)
