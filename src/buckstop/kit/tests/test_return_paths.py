"""What stands in a return path is read from it, and nothing else is."""

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from buckstop.kit.ids import uuid7
from buckstop.kit.return_paths import LONGEST_LOCAL, read_return_path, return_path

TOKEN = "abcdefgh2345"


@given(st.uuids(), st.sampled_from(["", TOKEN]))
def test_a_key_is_read_again_however_it_is_written(key: UUID, mark: str) -> None:
    path = return_path("help@halden.example", "b", key, mark)
    assert read_return_path(path, "b") == key
    assert read_return_path(path.upper(), "b") == key
    assert read_return_path(path, "n") is None
    assert len(path.partition("@")[0]) <= LONGEST_LOCAL


def test_where_there_is_no_room_the_mark_stays() -> None:
    long = "the-service-desk-of-all-our-houses@halden.example"
    assert return_path(long, "b", uuid7(), TOKEN) == (
        f"the-service-desk-of-all-our-houses+{TOKEN}@halden.example"
    )
    assert return_path("x" * 60 + "@halden.example", "b", uuid7(), TOKEN) == (
        "x" * 60 + "@halden.example"
    )


@pytest.mark.parametrize(
    "address", ["help@halden.example", f"help+{TOKEN}@halden.example", "help+b" + "z" * 26 + "@x.y"]
)
def test_other_addresses_have_none(address: str) -> None:
    assert read_return_path(address, "b") is None
