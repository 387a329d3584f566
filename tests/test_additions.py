"""Each sort of addition has one place: measured on what was added so far."""

import pytest

from tests.additions import OF_ONE_LINE, SORTS, Sort


@pytest.mark.parametrize("sort", SORTS, ids=lambda sort: sort.name)
def test_an_addition_touches_few_files(sort: Sort):
    own, elsewhere = sort.usual
    assert sort.added()
    assert own <= sort.own
    assert elsewhere <= sort.elsewhere


def test_most_letters_and_acts_are_named_nowhere_else():
    for sort in SORTS[1:3]:
        named = [one.name for one in sort.added() if one.elsewhere]
        assert len(named) <= len(sort.added()) / 3, named


@pytest.mark.parametrize("sort", OF_ONE_LINE, ids=lambda sort: sort.name)
def test_what_is_a_line_is_named_nowhere_else(sort: Sort):
    assert {one.name: sorted(one.elsewhere) for one in sort.added() if one.elsewhere} == {}
    assert {len(one.own) for one in sort.added()} == {1}
