"""Whether there is a status page, and for whom."""

from django.utils.translation import gettext_lazy as _

from buckstop.configuration.kinds import Choice
from buckstop.people.settings import ORGANISATION

OFF, PUBLIC, CUSTOMERS = "off", "public", "customers"

STATUS_PAGE = Choice(
    "status-page",
    group=ORGANISATION,
    label=_("Status page"),
    says=_(
        "What customers use, what is wrong with it now, and when the next news comes, computed "
        "from your problems and promises. For customers only, its address can’t be guessed, and "
        "stands on the page of each case."
    ),
    choices={
        OFF: _("There is none"),
        PUBLIC: _("For everybody"),
        CUSTOMERS: _("For customers only"),
    },
    default=OFF,
    example="public",
)
