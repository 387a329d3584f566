"""What an organisation chooses about itself."""

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from buckstop.configuration.group import Group
from buckstop.configuration.kinds import Choice, Switch, Text, Zone

UNNAMED = "The service desk"
"""What stands for the organisation until it says its name."""


ORGANISATION = Group(
    "organisation",
    label=_("Organisation and look"),
    says=_("Who you are, as customers read it in every mail and on every page."),
    rank=10,
)

NAME = Text(
    "organisation-name",
    group=ORGANISATION,
    label=_("Name of your organisation"),
    says=_("Signs every mail and heads every page that customers see."),
    default=UNNAMED,
    environment="BUCKSTOP_HOUSE",
    example="Halden IT",
)
ZONE = Zone(
    "zone",
    group=ORGANISATION,
    label=_("Time zone"),
    says=_(
        "In which hours and shifts are meant, and times are written, where nobody says another "
        "one. Times already promised stay."
    ),
    default="UTC",
    environment="BUCKSTOP_ZONE",
    example="Europe/Zurich",
)
CONTACT_FORM = Switch(
    "contact-form",
    group=ORGANISATION,
    label=_("Contact form"),
    says=_(
        "Anybody can write to you at /contact/, and on your own web site where you put the script "
        "there. What they write is a problem that somebody owns, as if it had come by mail."
    ),
    default=True,
    example="1",
)
LANGUAGE = Choice(
    "language",
    group=ORGANISATION,
    label=_("Language"),
    says=_(
        "In which pages and mails speak to whoever hasn’t chosen another one, where nothing else "
        "is known of them."
    ),
    default="en",
    environment="BUCKSTOP_LANGUAGE",
    choices=dict(settings.LANGUAGES),
)
