"""Chains stay whole whoever writes them at once: two processes, and clocks that disagree."""

import os
import subprocess
import sys

import pytest
from django.db import connection

from buckstop.ledger.tests import writers
from buckstop.ledger.tests.history import begin
from tests.database import TestDatabase

WRITERS, TURNS = 6, 8


@pytest.mark.django_db(transaction=True)
def test_two_processes_of_writers_leave_every_chain_whole(test_database: TestDatabase) -> None:
    things = [begin() for _ in range(2)]
    connection.close()
    keys = [str(thing.chain_id) for thing in things]
    typed = [sys.executable, "-m", "bench.writing", WRITERS, TURNS, *keys]
    with subprocess.Popen(
        [str(word) for word in typed],
        env=os.environ | {"DATABASE_URL": test_database.url},
        stdout=subprocess.PIPE,
        text=True,
    ) as beside:
        stayed = writers.write(things, WRITERS, TURNS, seed=1)
        said, _ = beside.communicate()
    writers.check(things, stayed + int(said))
