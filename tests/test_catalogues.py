"""Our languages say what the product says: nothing of what customers read is missing or lost."""

import re
from collections import Counter

import pytest

from tests.catalogues import FOR_CUSTOMERS, LANGUAGES, catalogue, marked, missing, sayings

PUT_IN = re.compile(r"%\(\w+\)[sd]|%[sd%]|\{\w*\}|</?\w[^>]*>|&\w+;")
ENOUGH = 0.95  # of all that there is: what was added last may wait for its translator


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_customers_read_is_said(language: str):
    left = missing(language)
    assert [one.says for one in left if one.for_customers] == []
    assert len(left) <= (1 - ENOUGH) * len(marked())


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_put_in_stays(language: str):
    wrong = []
    for (context, says), one in marked().items():
        found = catalogue(language).get(says, context or None)
        for said, plain in zip(
            sayings(found) if found else (), (says, one.of_several), strict=False
        ):
            lost = Counter(PUT_IN.findall(plain)) - Counter(PUT_IN.findall(said))
            made = Counter(PUT_IN.findall(said)) - Counter(PUT_IN.findall(plain))
            if said and (made or (lost and not one.of_several)):
                wrong.append((plain, said))
    assert wrong == []


def test_each_place_of_customers_words_has_some():
    files = {file for one in marked().values() for file in one.files}
    assert [place for place in FOR_CUSTOMERS if not any(f.startswith(place) for f in files)] == []


def test_messages_are_found_where_they_stand():
    assert marked()["", "Solved"].for_customers
    assert not marked()["", "My open ones"].for_customers
    assert marked()["", "%(n)d minute"].of_several == "%(n)d minutes"
