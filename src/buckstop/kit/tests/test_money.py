"""Amounts as people write them, in whole minor units; what could be misread isn't guessed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from buckstop.kit.money import LARGEST, Money, MoneyError, is_currency, plain, read, said


@pytest.mark.parametrize(
    ("text", "currency", "minor"),
    [
        ("120", "EUR", 12_000), ("12,5", "EUR", 1_250), ("12.50", "EUR", 1_250),
        ("1,200.50", "EUR", 120_050), ("1.200,50", "EUR", 120_050), ("1 200", "EUR", 120_000),
        ("1’200.50", "CHF", 120_050), ("1.234.567", "EUR", 123_456_700), ("€ 20", "EUR", 2_000),
        ("20 EUR", "EUR", 2_000), ("20€", "EUR", 2_000), ("1.200", "JPY", 1_200),
        ("1.200", "KWD", 1_200), ("0,05", "EUR", 5),
    ],
)  # fmt: skip
def test_an_amount_is_read_as_it_was_meant(text: str, currency: str, minor: int):
    assert read(text, currency) == Money(minor, currency)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("1.200", "ambiguous"), ("1,200", "ambiguous"), ("-5", "negative"), ("−5", "negative"),
        ("0", "nothing"), ("0,00", "nothing"), ("5 USD", "currency"), ("$5", "currency"),
        ("1,234", "ambiguous"), ("12.3456", "finer"), ("0.005", "finer"), ("abc", "unreadable"),
        ("", "unreadable"), ("1e9", "unreadable"), ("9" * 20, "large"), ("1,2,3", "unreadable"),
        ("１２", "unreadable"),
    ],
)  # fmt: skip
def test_what_is_none_says_why(text: str, code: str):
    with pytest.raises(MoneyError) as refused:
        read(text, "EUR")
    assert refused.value.code == code


@given(st.integers(1, LARGEST), st.sampled_from(["EUR", "JPY", "KWD"]))
def test_what_is_plain_is_read_back_without_doubt(minor: int, currency: str):
    assert read(plain(Money(minor, currency)), currency) == Money(minor, currency)


LOCALES = ["en", "de", "fr", "it_CH"]


@given(st.integers(1, LARGEST), st.sampled_from(["EUR", "JPY"]), st.sampled_from(LOCALES))
def test_what_is_said_is_read_back(minor: int, currency: str, locale: str):
    assert _read(said(Money(minor, currency), locale), currency) in (minor, "ambiguous")


@given(st.text(max_size=30), st.sampled_from(["EUR", "CHF", "USD", "JPY", "KWD"]))
def test_any_text_is_an_amount_or_says_why(text: str, currency: str):
    found = _read(text, currency)
    assert isinstance(found, str) or 0 < found <= LARGEST


def _read(text: str, currency: str) -> int | str:
    """So many minor units, or the code that says why not."""
    try:
        return read(text, currency).minor
    except MoneyError as refused:
        return refused.code


def test_currencies_are_those_of_the_world():
    assert is_currency("EUR")
    assert not is_currency("EURO")
