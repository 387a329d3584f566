"""Who the organisation is."""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from buckstop.configuration.setting import Origin
from buckstop.doors.desk.reader import Reader
from buckstop.doors.desk.setting_up.step import Step
from buckstop.people.settings import NAME, ORGANISATION, ZONE


class Organisation(Step):
    """Its name, zone and look."""

    name = "organisation"
    rank = 10
    title = _("Your organisation")
    says = _("Customers read its name under every mail and over every page of theirs.")
    group = ORGANISATION

    @classmethod
    def evidence(cls) -> bool:
        return NAME.origin is not Origin.DEFAULT and ZONE.origin is not Origin.DEFAULT

    @classmethod
    def shown(cls, reader: Reader) -> dict[str, Any]:
        host = urlsplit(settings.BASE_URL).hostname
        return {"pages": settings.BASE_URL, "only_here": host in ("localhost", "127.0.0.1", "::1")}
