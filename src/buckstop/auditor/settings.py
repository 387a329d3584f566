"""What an organisation chooses about being watched."""

from urllib.parse import urlsplit

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from buckstop.configuration.group import Group
from buckstop.configuration.kinds import Number, Text
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
BACKUP_DAYS = Number(
    "backup-days",
    group=WATCHING,
    label=_("A backup every so many days"),
    says=_("With 0 nobody looks: your backups are made by something else than `buckstop backup`."),
    default=7,
    least=0,
    most=90,
)
