"""Amounts of money: whole minor units of a currency, never a float.

Currencies, their minor units and how an amount is written come from Babel (Unicode CLDR).
"""

import re
from dataclasses import dataclass
from decimal import Decimal

from babel.core import Locale
from babel.numbers import format_currency, get_currency_precision, list_currencies

LARGEST = 10**15
"""No amount has more minor units: a longer one is a slip of the keyboard."""
_SYMBOLS = {"€": "EUR", "£": "GBP", "$": "USD", "¥": "JPY"}
_AMOUNT = re.compile(r"[0-9]+(?:[  .,'’_][0-9]{3})*(?:[.,][0-9]+)?")


class MoneyError(ValueError):
    """`code` says what is wrong with an amount: unreadable, negative, ambiguous, finer, large,
    nothing or currency."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Money:
    """So many minor units (cents) of a currency (ISO 4217)."""

    minor: int
    currency: str

    def __str__(self) -> str:
        """As people write it."""
        return said(self)


def is_currency(code: str) -> bool:
    """Whether that is the code of a currency."""
    return code in list_currencies()


def read(text: str, currency: str) -> Money:
    """The amount that somebody wrote, in `currency`. Raises MoneyError, whose code says why not.

    With a comma or a point, thousands grouped or not, with or without the currency: `1,200.50`,
    `1.200,50`, `1 200`, `€ 20`, `20 EUR`. What could be read in two ways is ambiguous: `1.200`.
    """
    written = _without_currency(" ".join(text.split()), currency)
    if written.startswith(("-", "−", "–")):
        raise MoneyError("negative")
    if not _AMOUNT.fullmatch(written):
        raise MoneyError("unreadable")
    whole, fraction = _parts(written, get_currency_precision(currency))
    minor = int(whole + fraction)
    if minor == 0:
        raise MoneyError("nothing")
    if minor > LARGEST:
        raise MoneyError("large")
    return Money(minor, currency)


def _without_currency(written: str, currency: str) -> str:
    """Without its sign or code; raises MoneyError where it is another currency."""
    marked = re.fullmatch(r"([^0-9−–.,-]*)(.*?)([^0-9.,]*)", written)
    assert marked is not None
    for mark in (marked[1].strip(), marked[3].strip()):
        if mark and _SYMBOLS.get(mark, mark.upper()) != currency:
            other = is_currency(_SYMBOLS.get(mark, mark.upper()))
            raise MoneyError("currency" if other else "unreadable")
    return marked[2].strip()


def _parts(written: str, precision: int) -> tuple[str, str]:
    """The whole part and the minor units, as digits."""
    marks = re.sub(r"[0-9]", "", written)
    last = marks[-1:]
    if last not in {".", ","} or marks.count(last) > 1:
        return re.sub(r"[^0-9]", "", written), "0" * precision
    whole, _, fraction = written.rpartition(last)
    if len(fraction) == 3 and precision != 3:
        if precision and len(marks) == 1 and len(whole) <= 3:
            raise MoneyError("finer" if whole.strip("0") == "" else "ambiguous")
        return re.sub(r"[^0-9]", "", written), "0" * precision
    if len(fraction) > precision:
        raise MoneyError("finer")
    return re.sub(r"[^0-9]", "", whole), fraction.ljust(precision, "0")


def plain(money: Money) -> str:
    """As `read` reads it without doubt: 1200.50, or 1200; without the currency."""
    digits = get_currency_precision(money.currency)
    whole, fraction = divmod(money.minor, 10**digits)
    return f"{whole}.{fraction:0{digits}}" if fraction else str(whole)


def said(money: Money, locale: str = "en") -> str:
    """As people of `locale` write it: €1,200.50; whole amounts without cents: €120."""
    digits = get_currency_precision(money.currency)
    value = Decimal(money.minor).scaleb(-digits)
    written = format_currency(value, money.currency, locale=locale)
    point = Locale.parse(locale).number_symbols["latn"]["decimal"]
    return re.sub(rf"{re.escape(point)}0+(?![0-9])", "", written)
