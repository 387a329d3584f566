"""Mail leaves."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from buckstop.doors.desk.reader import Reader
from buckstop.doors.desk.setting_up.step import Step
from buckstop.notices.queries import last_trial
from buckstop.outbox.models import Delivery, DeliveryState
from buckstop.outbox.settings import MAIL_OUT, mail_leaves, mail_taker


class MailOut(Step):
    """The relay, or a provider's API, is chosen, and took a letter."""

    name = "mail-out"
    rank = 40
    title = _("Mail out")
    says = _("A mail server of yours, or of your provider, takes our letters and delivers them.")
    group = MAIL_OUT
    leads_on = False

    @classmethod
    def evidence(cls) -> "QuerySet[Delivery] | bool":
        return Delivery.objects.filter(state=DeliveryState.SENT) if mail_leaves() else False

    @classmethod
    def shown(cls, reader: Reader) -> dict[str, Any]:
        return {
            "where": mail_taker(),
            "tried": last_trial(),
            "to": reader.person.email,
        }
