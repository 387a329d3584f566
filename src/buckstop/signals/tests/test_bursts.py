"""A burst is more reports of the like than usual, whatever is usual; a busy hour is none."""

from datetime import UTC, datetime, timedelta
from itertools import combinations
from random import Random
from uuid import UUID, uuid5

from hypothesis import given
from hypothesis import strategies as st

from buckstop.signals.rules.bursts import HOUR, Report, _linked, bursts, words_of

NOW = datetime(2026, 3, 2, 10, tzinfo=UTC)
ROOM = UUID(int=7)
USUAL = ("Password forgotten", "Printer jams again", "Invoice is wrong", "New phone wanted",
         "Transfers fail sometimes", "Cannot open the archive")  # fmt: skip


def report(n: int, at: datetime, text: str, *services: UUID) -> Report:
    return Report(
        uuid5(ROOM, str((n, at))), uuid5(ROOM, str(n)), at, words_of(text), frozenset(services)
    )


def past(an_hour: int, *services: UUID) -> list[Report]:
    """Eight weeks of so many reports each working hour, about anything."""
    rng = Random(3)
    hours = (NOW - HOUR * n for n in range(8 * 168, 1, -1))
    return [
        report(rng.randrange(200), at, rng.choice(USUAL), *services)
        for at in hours
        if at.weekday() < 5 and 8 <= at.hour < 18
        for _ in range(an_hour)
    ]


def lately(texts: list[str], *services: UUID) -> list[Report]:
    return [
        report(1_000 + n, NOW - timedelta(minutes=n), text, *services)
        for n, text in enumerate(texts)
    ]


def test_a_busy_hour_of_a_busy_desk_is_no_burst():
    mail = UUID(int=1)
    assert bursts(lately(list(USUAL), mail), past(5, mail), at=NOW) == []
    assert len(bursts(lately(list(USUAL), mail), past(0), at=NOW)) == 1, "where nobody ever writes"


def test_the_like_is_found_among_the_usual_without_any_service():
    alike = ["Gateway timeout since nine", "gateway: timeout!", "Timeouts of the gateway",
             "We see gateway timeouts"]  # fmt: skip
    [found] = bursts(lately([*USUAL, *alike]), past(5), at=NOW)
    assert found.service is None
    assert found.customers == 4


def test_words_of_a_service_are_counted_beside_its_own():
    payments = UUID(int=2)
    reports = lately(["Überweisungen hängen", "überweisung hängt", "Alle Überweisungen"], payments)
    [found] = bursts(reports, past(1, payments), at=NOW)
    assert (found.service, found.customers) == (payments, 3)
    same = [report(1, NOW, "Überweisung hängt", payments) for _ in range(9)]
    assert bursts(same, [], at=NOW) == [], "one customer is none, however often they write"


def test_two_troubles_at_once_of_what_needs_the_same_network_are_two():
    network, portal, bank = (UUID(int=n) for n in (3, 4, 5))
    signed = [f"Nobody can sign in {n}" for n in ("today", "here", "again", "now")]
    reports = lately(signed, portal, network)
    reports += [report(2_000 + n, NOW, "Überweisung hängt", bank, network) for n in range(3)]
    found = {one.service: one.customers for one in bursts(reports, past(1, network), at=NOW)}
    assert found == {portal: 4, bank: 3}


def test_what_fails_with_the_network_in_other_words_is_one():
    network = UUID(int=3)
    said = ["Phones are dead", "Mailbox empty", "Printer offline", "Transfers hang", "Portal slow"]
    reports = [
        report(3_000 + n, NOW, text, UUID(int=10 + n), network) for n, text in enumerate(said)
    ]
    [found] = bursts(reports, [], at=NOW)
    assert (found.service, found.customers) == (network, 5)


SAID = st.lists(st.frozensets(st.sampled_from("abcdefgh"), max_size=4), max_size=12)


@given(SAID, st.sampled_from([1, 2]))
def test_parts_are_what_laying_each_beside_all_finds(said: list[frozenset[str]], shared: int):
    reports = [report(n, NOW, "") for n in range(len(said))]
    telling = {one.case: words for one, words in zip(reports, said, strict=True)}
    parts = [{one.case} for one in reports]
    for one, other in combinations(telling, 2):
        if len(telling[one] & telling[other]) >= shared:
            mine, theirs = (next(p for p in parts if key in p) for key in (one, other))
            if mine is not theirs:
                parts.remove(theirs)
                mine |= theirs
    found = [{one.case for one in part} for part in _linked(reports, telling, shared=shared)]
    assert sorted(map(sorted, found)) == sorted(map(sorted, parts))
