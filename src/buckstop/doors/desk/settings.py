"""What an organisation chooses about setting up."""

from django.utils.translation import gettext_lazy as _

from buckstop.configuration.group import Group
from buckstop.configuration.kinds import Names

SETTING_UP = Group(
    "setting-up",
    label=_("Setting up"),
    says=_("What isn’t done yet stands on the first page of admins, until it is dismissed."),
    rank=90,
    own_page=True,
)
DISMISSED = Names(
    "dismissed-steps",
    group=SETTING_UP,
    label=_("Steps that nobody needs"),
    says=_("Their names, with commas between; without a name here its step stands there again."),
    default=(),
)
