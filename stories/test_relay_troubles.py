"""A relay that is silent, with one worker: mail is read all the same, and nothing is in doubt."""

import sys

import pytest

from stories.postmen import Postmen
from stories.whole_house import eventually, first_start, whole_house
from tests.relays import SILENT, bad_relay

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="finds processes through /proc")

PROBLEMS = "SELECT count(*) FROM problems_problem"
STATES = "SELECT state, tries FROM outbox_delivery WHERE kind = 'letter' ORDER BY state, tries"


def test_a_silent_relay_stops_nothing_else_and_leaves_nothing_in_doubt() -> None:
    with bad_relay() as relay, whole_house(first_start(), BUCKSTOP_RELAY=relay.url) as house:
        relay.says["DATA"] = SILENT
        house.open()
        Postmen(house.mail_port, 3, connections=1).start()
        eventually(relay.waits.is_set, "a letter is in hand")
        postmen = Postmen(house.mail_port, 6, connections=1)
        postmen.start()
        eventually(lambda: house.ask(PROBLEMS) == [(6,)], "what came meanwhile is owned")
        eventually(lambda: len(house.ask(STATES)) == 6, "each is acknowledged")
        assert not relay.let_go.is_set()
        assert house.close() == 0
        assert "did not stop" not in house.said()
        with house.cluster.in_use():
            assert house.ask(STATES) == [("pending", 0)] * 6
        assert relay.mails == []
