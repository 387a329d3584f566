"""Where customers write to."""

from django.utils.translation import gettext_lazy as _

from buckstop.configuration.setting import Origin
from buckstop.doors.desk.setting_up.step import Step
from buckstop.outbox.settings import ADDRESSES, MAIL_IN


class Addresses(Step):
    """The desk's mail addresses."""

    name = "addresses"
    rank = 20
    title = _("The desk’s mail addresses")
    says = _("Customers write to them; everything else is refused.")
    group = MAIL_IN

    @classmethod
    def evidence(cls) -> bool:
        return ADDRESSES.origin is not Origin.DEFAULT
