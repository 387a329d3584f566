"""Kills and a relay on its worst day together: what was accepted is known, and each letter is what
it is said to be; whoever must know is told.

For a longer run: FAULTS_MAILS=2000 FAULTS_KILLS=40 python -m pytest stories/test_storm.py -s
"""

import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from stories.bad_relay import BadRelay, Day, bad_relay
from stories.postmen import Postmen
from stories.test_faults import DELIVERIES, MAILS, TITLES, UNREAD, VICTIMS, later, made, storm
from stories.whole_house import WholeHouse, eventually, whole_house

__all__ = ["made"]  # the fixture
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="finds processes through /proc")

SILENT = 20  # mails that come while the relay says nothing
UNTOLD = """
SELECT message.problem_id FROM outbox_delivery delivery
JOIN conversations_message message ON message.id = delivery.owner
WHERE delivery.state IN ('failed', 'uncertain') AND NOT EXISTS (
    SELECT FROM notices_notice notice JOIN ledger_entry entry ON entry.id = notice.entry_id
    WHERE notice.problem_id = message.problem_id AND entry.code LIKE 'mail-%%')
"""
# Letters of the storm itself. What the clock makes while it is ahead (that a promise was missed,
# where the desk's hours begin then) may still wait when the test looks.
OF_THE_STORM = "owner IN (SELECT id FROM conversations_message WHERE kind = 'acknowledgement')"
WAITING = (
    f"SELECT count(*) FROM outbox_delivery WHERE state IN ('pending', 'handing') AND {OF_THE_STORM}"
)


@pytest.fixture
def relay() -> Iterator[tuple[BadRelay, int]]:
    with bad_relay() as running:
        yield running


def test_a_storm_ends_with_everything_known(made: Path, relay: tuple[BadRelay, int]) -> None:
    bad, port = relay
    with whole_house(made, BUCKSTOP_RELAY=f"smtp://127.0.0.1:{port}") as house:
        house.open()
        silent_relay_stops_nobody(house, bad)
        postmen = Postmen(house.mail_port, MAILS)
        postmen.start()
        killed = storm(house, postmen, [name for name in VICTIMS if name != "worker 2"])
        assert postmen.wait(120), f"{len(postmen.answered)} of {MAILS} were taken: {house.said()}"
        eventually(lambda: house.ask(UNREAD) == [(0,)], "what came is read")
        assert house.close() == 0
        with house.cluster.in_use():
            later(house, minutes=10, rounds=MAILS)
            later(house, minutes=240, rounds=MAILS)
            later(house, minutes=600, rounds=2 * MAILS)  # a bad relay is tried once a rest
            assert house.ask(WAITING) == [(0,)]
            what_was_accepted_is_known(house)
            each_letter_is_what_it_is_said_to_be(house, bad, sum(killed.values()))
            assert house.ask(UNTOLD) == []
        verified = house.run("ledger", "verify")
        assert verified.returncode == 0, verified.stdout + verified.stderr
        assert "Traceback" not in house.said(), house.said()


def silent_relay_stops_nobody(house: WholeHouse, bad: BadRelay) -> None:
    """One worker, and a relay that accepts connections and says nothing: mail is owned at once."""
    bad.silent = True
    postmen = Postmen(house.mail_port, SILENT, connections=2)
    postmen.start()
    assert postmen.wait(30)
    eventually(lambda: len(house.ask(TITLES)) == SILENT, "mail is owned while the relay is silent")
    assert bad.silent
    assert not bad.took
    bad.silent = False


def what_was_accepted_is_known(house: WholeHouse) -> None:
    titles = Counter(title for (title,) in house.ask(TITLES))
    assert titles == Counter(f"Nothing moves at site {number}" for number in range(MAILS))


def each_letter_is_what_it_is_said_to_be(house: WholeHouse, bad: BadRelay, kills: int) -> None:
    known = dict(house.ask(f"{DELIVERIES} AND {OF_THE_STORM}"))
    wrong = []
    for key, state in known.items():
        took, day = bad.took.get(key, 0), bad.days.get(key)
        right = {
            "sent": took == 1 and day in (Day.TAKES, Day.LATER),
            "uncertain": took <= 1,
            "failed": took == 0,
        }.get(state, False)
        if not right:
            wrong.append((state, took, day))
    states = Counter(known.values())
    print(f"letters: {dict(states)}; {kills} killed")
    assert wrong == []
    honest = sum(1 for day in bad.days.values() if day in (Day.DROPS, Day.BABBLES))
    assert states["uncertain"] <= honest + kills, "more in doubt than were on their way"
    assert states["failed"] == sum(1 for n in range(MAILS) if n % 7 == 2)
