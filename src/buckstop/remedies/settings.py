"""What an organisation chooses about making things right."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from buckstop.configuration.kinds import Text
from buckstop.kit.money import is_currency
from buckstop.ledger.refused import Refused
from buckstop.people.settings import ORGANISATION


class Currency(Text):
    """The code of a currency."""

    def read(self, text: str) -> str:
        said = super().read(text).upper()
        if not is_currency(said):
            raise Refused("currency", _("Write its code, as in EUR, CHF or USD."), self.name)
        return said


CURRENCY = Currency(
    "currency",
    group=ORGANISATION,
    label=gettext_lazy("Currency"),
    says=gettext_lazy(
        "In which credits and refunds are given, and limits are set. What was given stays as it is."
    ),
    default="EUR",
    environment="BUCKSTOP_CURRENCY",
    example="EUR",
)
