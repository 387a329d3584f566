"""Every question says on Spark what it says on DuckDB, of the same log.

It runs where `buckstop[spark]` and a Java are installed: `pip install -e '.[spark]'`. On a busy
machine it takes longer than a test may: `pytest -o faulthandler_timeout=0`, and this file alone.
"""

import shutil
from datetime import timedelta
from importlib import import_module
from importlib.util import find_spec
from itertools import product

import pytest

from buckstop.journeys.engine import answers, hours, keeping
from buckstop.journeys.engine.selection import EPOCH, Selection, choose
from buckstop.journeys.engine.store import opened
from buckstop.journeys.tests import recount
from buckstop.journeys.tests.test_questions import OFFICE, a_log, asked, says_the_same

MISSING = [name for name in ("pyspark", "sqlglot") if find_spec(name) is None]
if not shutil.which("java"):
    MISSING.append("java")
SELECTIONS = (
    Selection(),
    Selection(EPOCH + timedelta(days=2), EPOCH + timedelta(days=25), customer="Voltio"),
    Selection(through=("ask",), never=("nothing",)),
)


@pytest.mark.skipif(bool(MISSING), reason=f"not installed here: {', '.join(MISSING)}")
def test_every_question_is_answered_alike_on_both(tmp_path):
    rows = a_log(11)
    with asked(rows) as store:
        keeping.keep(store, tmp_path)
    spark = import_module("buckstop.journeys.engine.spark")
    with spark.opened("local[2]") as theirs, opened(threads=1) as ours:
        for store in (ours, theirs):
            keeping.take_up(store, tmp_path)
        choose(theirs)
        says_the_same(theirs, recount.journeys(rows))
        for store in (ours, theirs):
            hours.put(store, OFFICE)
        for selection, working in product(SELECTIONS, (False, True)):
            how = answers.Telling(("ask",), ("wait",), working)
            said = [
                answers.answer(store, selection, SELECTIONS[0], how) | answers.journeys(store)
                for store in (ours, theirs)
            ]
            assert said[0]["totals"]["journeys"] > 0
            assert said[0] == said[1]
