"""Keys are in the order in which they were made; references are read as people type them."""

import time
from concurrent.futures import ThreadPoolExecutor

from buckstop.kit.ids import key_of, number_of, reference, uuid7


def test_keys_are_of_version_7():
    before = time.time_ns() // 1_000_000
    made = uuid7()
    assert made.version == 7
    assert made.variant == "specified in RFC 4122"
    assert before <= made.int >> 80 <= time.time_ns() // 1_000_000 + 1


def test_keys_are_in_the_order_in_which_they_were_made():
    made = [uuid7() for _ in range(20_000)]
    assert made == sorted(made)
    assert len(set(made)) == len(made)


def test_keys_of_many_threads_differ():
    with ThreadPoolExecutor(4) as threads:
        made = list(threads.map(lambda _: uuid7(), range(8_000)))
    assert len(set(made)) == len(made)


def test_references_are_read_as_people_type_them():
    assert reference(1042) == "P-1042"
    assert [number_of(said) for said in ("P-1042", "p1042", " #1042 ", "1042")] == [1042] * 4
    assert [number_of(said) for said in ("", "P-", "P-1x", "²", "1" * 10)] == [None] * 5


def test_a_key_is_read_where_it_is_one():
    made = uuid7()
    assert key_of(str(made)) == key_of(made.hex) == made
    assert [key_of(said) for said in ("", "new", "\x00", str(made)[1:])] == [None] * 4
