"""What an organisation chooses about how mail is believed."""

from django.utils.translation import gettext_lazy as _

from buckstop.configuration.kinds import Switch, Text
from buckstop.outbox.settings import MAIL_IN

PROBES = Switch(
    "probe-mails",
    group=MAIL_IN,
    label=_("Probe mails"),
    says=_(
        "Every five minutes a letter leaves to each of the desk’s addresses, by the way that "
        "letters to customers take. Where one isn’t taken, or doesn’t come back, that is a problem "
        "of somebody within a quarter of an hour. Your mail server must let our own address "
        "through."
    ),
    default=False,
    example="1",
)
TRUSTED_AUTHENTICATION = Text(
    "trusted-authentication",
    group=MAIL_IN,
    label=_("Your mail server’s name for what it checked"),
    says=_(
        "The first word of its Authentication-Results. A colleague’s mail counts as theirs only "
        "where this server says that it is. It must remove such headers that come from outside."
    ),
    default="",
    environment="BUCKSTOP_TRUSTED_AUTHENTICATION",
    example="mx.halden.example",
)
