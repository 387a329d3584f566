"""The pages of a big house: 500 staff, 40 teams, 100,000 open commitments."""

import statistics
from typing import Any

import psycopg

from bench import house, pages
from bench.figures import Figure
from bench.spans import p95

PART = "coverage"
STAFF, RUNNING, OPEN = 500, 46_000, 100_000
MOST_MS, ROUNDS = 25, 12
PROBLEMS = RUNNING + RUNNING // 10
PAGES = {"my work": "member", "coverage board": "agent00"}
"""And whose addresses begin so, who ask for them."""

# Each problem that runs goes to a team, and with what its owner owes to somebody of that team.
SPREAD = """
WITH people AS (
    SELECT team_id AS team, array_agg(person_id ORDER BY person_id) AS keys
    FROM coverage_member WHERE until IS NULL GROUP BY team_id
), numbered AS (
    SELECT team, keys, row_number() OVER (ORDER BY team) - 1 AS n FROM people
), given AS (
    SELECT p.id, p.owner_id AS was, t.team,
           t.keys[1 + (p.number / 40) % cardinality(t.keys)] AS owner
    FROM problems_problem AS p JOIN numbered AS t ON t.n = p.number % 40 WHERE p.state <> 'closed'
), moved AS (
    UPDATE problems_problem AS p SET team_id = given.team, owner_id = given.owner
    FROM given WHERE p.id = given.id
), tenures AS (
    UPDATE problems_tenure AS t SET person_id = given.owner
    FROM given WHERE t.problem_id = given.id AND t.ends_at IS NULL
)
UPDATE problems_commitment AS c SET debtor_id = given.owner
FROM given WHERE c.problem_id = given.id AND c.debtor_id = given.was AND c.ended_at IS NULL
"""


def measure() -> list[Figure]:
    """The median and the 95th percentile of each page, asked by members of a team in turn."""
    with house.house("crowd") as ours:
        ours.run("bench.crowding", str(STAFF))
        opened, found = _grown(ours), []
        for page, who in PAGES.items():
            ours.settings["BENCH_AS"] = who
            with pages.asker(ours, PROBLEMS) as asker:
                found += _asked(asker, page, opened)
        return found


def _grown(ours: house.House) -> int:
    """Problems, spread over the house's teams; how much is owed there."""
    pages.grow(ours, PROBLEMS, RUNNING)
    url = ours.cluster.url("postgres", pages.named(PROBLEMS))
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(b"SET session_replication_role = replica")
        connection.execute(SPREAD.encode())
        connection.execute(b"VACUUM ANALYZE problems_commitment, problems_problem")
        row = connection.execute(
            b"SELECT count(*) FROM problems_commitment WHERE ended_at IS NULL"
        ).fetchone()
    assert row
    opened: int = row[0]
    return opened


def _asked(asker: Any, page: str, opened: int) -> list[Figure]:
    asker.ask(page)
    answers = [asker.ask(page) for _round in range(ROUNDS)]
    took = [value for answer in answers for value in answer["ms"]]
    cpu = [value for answer in answers for value in answer["cpu"]]
    name = f"{page}, {STAFF} staff, 40 teams, {opened:,} open commitments"
    more = {"cpu_ms": statistics.median(cpu), "queries": max(answers[0]["queries"]),
            "bytes": answers[0]["bytes"]}  # fmt: skip
    return [
        Figure(PART, f"{name}, median", statistics.median(took), "ms", "less"),
        Figure(PART, f"{name}, p95", p95(took), "ms", "less", MOST_MS, more=more),
    ]
