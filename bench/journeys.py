"""Part 11: ten million events asked four questions, beside the same questions written the plain
way; our own ledger of a million entries to its map; a million rows of CSV read.

`JOURNEYS_DATA=FOLDER` measures on data of others besides: what repeats an earlier report, in its
`texts`, and the time that cases still take, in its `logs`. `JOURNEYS_SHORT=1` is a tenth of it all.
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from bench import house
from bench.figures import Figure, Peer

PART = "journeys"
SHORT = "short" if os.environ.get("JOURNEYS_SHORT") else ""
DATA = os.environ.get("JOURNEYS_DATA", "")
EVENTS, ENTRIES = (1_000_000, 100_000) if SHORT else (10_000_000, 1_000_000)
ROWS = 1_000_000
FULL_TEXT = [
    Peer("full-text search, Hadoop", 0.402, "TOSEM-DBRD, result-log/FTS: 92 duplicates"),
    Peer("full-text search, Spark", 0.42, "TOSEM-DBRD, result-log/FTS: 81 duplicates"),
]
HELPDESK = [
    Peer("LightGBM", 4.74, "PTRC_PN_DL, Helpdesk: a split of its own"),
    Peer("BiLSTM", 4.16, "the same"),
    Peer("the mean", 10.11, "the same"),
]

# Of each problem ten entries over some days, as the superuser and without triggers.
LEDGER = """
SET session_replication_role = replica;
CREATE TEMP TABLE new_problem AS
SELECT gen_random_uuid() AS key, gen_random_uuid() AS chain, n,
    now() - random() * interval '300 days' AS at FROM generate_series(1, {problems}) n;
INSERT INTO problems_problem (id, chain_id, number, title, kind, state, hurts, opened_at, owner_id,
    owner_since, changed_since_news, empty_updates, waiting_cases, closed_at, outcome)
SELECT key, chain, 6000000 + n, 'Transfers fail', 'problem', 'closed', 1, at, gen_random_uuid(),
    at, false, 0, 0, at + interval '3 days', '' FROM new_problem;
INSERT INTO ledger_entry (id, chain_id, number, content, salt, seal, hash, code, at, audience,
    actor_kind, cases)
SELECT gen_random_uuid(), chain, step, convert_to('{{"fields": {{"before": null}}}}', 'UTF8'), '',
    '', '', (ARRAY['problem-opened', 'tenure-began', 'first-word', 'news-sent', 'customer-heard',
        'news-sent', 'tenure-began', 'fix-said', 'case-confirmed', 'problem-closed'])[
        CASE WHEN step IN (1, 2, 8, 9, 10) THEN step ELSE 3 + (random() * 4)::int END],
    at + step * interval '7 hours' * random(), 'internal', 'staff', '{{}}'
FROM new_problem, generate_series(1, 10) step;
RESET session_replication_role;
ANALYZE ledger_entry;
"""


def measure() -> list[Figure]:
    """Each in a process of its own, so that memory is its own too."""
    with tempfile.TemporaryDirectory(prefix="buckstop-bench-") as name:
        folder = Path(name)
        _run("make", folder, EVENTS)
        plain, ours = _run("plain", folder, EVENTS), _run("ours", folder, EVENTS)
        read = _run("csv", folder, ROWS)
    asked = sum(ours["asked"].values())
    with house.house("journeys") as there:
        with there.connect() as connection:
            connection.execute(LEDGER.format(problems=ENTRIES // 10).encode())
            connection.commit()
        own = json.loads(there.run("bench.own_journeys").splitlines()[-1])
    many = f"{EVENTS / 1e6:.0f} M events"
    against = {"floor": plain["asked"], "floor_is": "the plain way, in DuckDB"}
    return [
        Figure(PART, f"{many}: map, variants, ping-pong, waits", asked, "s", "less", 0.33, True,
               ratio=asked / plain["asked"], more=ours["asked"], **against),
        Figure(PART, f"{many}: and preparing them", asked + ours["prepared"], "s", "less",
               ratio=(asked + ours["prepared"]) / plain["asked"], **against),
        Figure(PART, f"{many}: memory", ours["memory"], "GB", "less", 0.8,
               floor=plain["memory"], floor_is="the plain way, in DuckDB"),
        Figure(PART, f"our own ledger of {ENTRIES / 1e6:.0f} M entries to its map", own["map"], "s",
               "less", 3),
        Figure(PART, f"a CSV of {ROWS / 1e6:.0f} M rows read", read["read"], "s", "less", 10),
        *(_of_others(Path(DATA)) if DATA else []),
    ]  # fmt: skip


def _of_others(folder: Path) -> list[Figure]:
    """How well what repeats is found, and how far off the time is that is still to come."""
    same = _honest("duplicates", folder / "texts")
    off = _honest("remaining", folder / "logs")
    found = [
        Figure(PART, f"earlier report among the first 10: {how}", recall["10"], "", "more",
               peers=FULL_TEXT, more=recall | {"of": same["repeat"]})
        for how, recall in same["recall"].items()
    ]  # fmt: skip
    for log, one in off.items():
        mean, peers = one["one mean"], HELPDESK if log.startswith("helpdesk") else []
        found.append(
            Figure(PART, f"remaining time, days off: {log}", one["like"], "days", "less",
                   floor=mean, floor_is="one mean for all", ratio=one["like"] / mean, peers=peers,
                   more=one)
        )  # fmt: skip
    return found


def _honest(what: str, folder: Path) -> dict[str, Any]:
    return _said("bench.honest", what, str(folder), *([SHORT] if SHORT else []))


def _run(what: str, folder: Path, many: int) -> dict[str, Any]:
    return _said("bench.reckoned", what, str(folder), str(many))


def _said(module: str, *said: str) -> dict[str, Any]:
    """The last line that a process of its own prints."""
    ran = subprocess.run(
        [sys.executable, "-m", module, *said], check=True, stdout=subprocess.PIPE, text=True
    )
    found: dict[str, Any] = json.loads(ran.stdout.splitlines()[-1])
    return found
