"""What an organisation chooses about how its pages look."""

from django.utils.translation import gettext_lazy as _

from buckstop.configuration.kinds import Colour, Picture
from buckstop.people.settings import ORGANISATION

ACCENT = Colour(
    "accent",
    group=ORGANISATION,
    label=_("Accent colour"),
    says=_(
        "Of links and buttons on every page, for customers too. It must be readable on paper; for "
        "the dark it is made lighter by itself."
    ),
    default="",
    example="#1a5fb4",
)
LOGO = Picture(
    "logo",
    group=ORGANISATION,
    label=_("Logo"),
    says=_("Stands over the pages that customers see. PNG, JPEG, GIF or WebP, at most 200 KiB."),
    default=None,
)
