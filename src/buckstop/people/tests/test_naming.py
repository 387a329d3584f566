"""Names are never split on a space without looking."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from buckstop.people.naming import called


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Ana Ruiz", "Ana"),
        ("  Ana   Ruiz ", "Ana"),
        ("Anna-Lena von der Heide", "Anna-Lena"),
        ("María José García", "María"),
        ("Seán O’Neil", "Seán"),
        ("Иван Петров", "Иван"),
        ("Huber, Peter", "Peter"),
        ("von der Heide, Anna", "Anna"),
        ("Jane Doe, PhD", "Jane"),
        ("Ana", "Ana"),
    ],
)
def test_a_given_name_is_used_where_it_is_plain(name: str, said: str):
    assert called(name) == said


@pytest.mark.parametrize(
    "name",
    [
        "Dr. Eva Stein",
        "Prof. Dr. Eva Stein",
        "Herr Müller",
        "Mr Smith",
        "Stein, Dr. Eva",
        "The first admin",
        "Order form",
        "Weberei Holm GmbH",
        "Müller & Söhne IT",
        "IT Support",
        "IBM Schweiz",
        "Nordbank, Zürich AG",
        "J. Smith",
        "山田 太郎",
        "김 민준",
        "ines@nordbank.example",
        "mira2 castell",
        "Jane (Accounting) Doe",
        "Somebody With A Very Long Row Of Words",
        "",
    ],
)
def test_in_doubt_the_whole_name_is_said(name: str):
    assert called(name) == " ".join(name.split())


@given(st.text(max_size=60))
def test_nothing_is_made_up_and_nothing_raises(name: str):
    whole = " ".join(name.split())
    said = called(name)
    assert said in whole
    assert bool(said) == bool(whole)
