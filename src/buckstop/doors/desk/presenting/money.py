"""Amounts as somebody of the desk writes them."""

from django.utils.translation import gettext as _

from buckstop.kit import money
from buckstop.kit.money import Money
from buckstop.ledger.refused import Refused
from buckstop.remedies.settings import CURRENCY


def read(text: str, field: str) -> Money | None:
    """The amount, in the house's currency; None where nothing was written. Raises Refused."""
    if not text.strip():
        return None
    try:
        return money.read(text, CURRENCY.value)
    except money.MoneyError as wrong:
        raise Refused("amount", _says(wrong.code), field) from wrong


def _says(code: str) -> str:
    said = {"currency": CURRENCY.value}
    return {
        "negative": _("An amount is more than nothing: leave out the minus."),
        "nothing": _("An amount is more than nothing."),
        "large": _("That is more than anybody could give: look at it again."),
        "finer": _("There is nothing that small: write it as 12.50."),
        "ambiguous": _("That can be read in two ways: write 1200 or 1.20."),
        "currency": _("Amounts are in %(currency)s here.") % said,
    }.get(code, _("Write an amount, such as 120 or 12.50.") % said)
