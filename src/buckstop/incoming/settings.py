"""What an organisation chooses about how mail is believed."""

from django.utils.translation import gettext_lazy as _

from buckstop.configuration.kinds import Text
from buckstop.outbox.settings import MAIL_IN

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
