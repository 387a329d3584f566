"""What an organisation chooses about writing to customers."""

from django.utils.translation import gettext_lazy as _

from buckstop.configuration.group import Group
from buckstop.configuration.kinds import Number

WRITING = Group(
    "writing",
    label=_("Writing to customers"),
    says=_("How what people write at the desk leaves the house."),
    rank=35,
)
UNDO_SECONDS = Number(
    "undo-seconds",
    group=WRITING,
    label=_("Seconds to take it back"),
    says=_("An answer or an update leaves after so many seconds; until then one click undoes it."),
    default=15,
    least=0,
    most=60,
    environment="BUCKSTOP_UNDO_SECONDS",
)
