"""From events as they were read to the two tables that every question reads.

The events stand in the table `events`: line, journey, step, team, customer, service (texts; team,
customer and service may be null) and happened (microseconds). Customers of a journey that no event
names stand in the table `also`, such services in `also_served`, whatever else is known of a journey
in `marked`.
"""

from collections.abc import Iterable

from buckstop.journeys.engine.store import Store

EVENTS = """
CREATE TABLE events (
    line BIGINT, journey VARCHAR, step VARCHAR, team VARCHAR, customer VARCHAR, service VARCHAR,
    happened BIGINT
);
CREATE TABLE also (journey VARCHAR, customer VARCHAR);
CREATE TABLE also_served (journey VARCHAR, service VARCHAR);
CREATE TABLE marked (journey VARCHAR, name VARCHAR, value VARCHAR)
"""

# The commonest has the lowest number, which packs best; equals by name, so that it is repeatable.
NAMES = """
CREATE TABLE {kind}_names AS
SELECT name, (row_number() OVER (ORDER BY times DESC, name) - 1)::INTEGER AS code
FROM (SELECT {kind} AS name, count(*) AS times FROM events WHERE {kind} IS NOT NULL GROUP BY 1)
"""

JOURNEY_NAMES = """
CREATE TABLE journey_names AS
SELECT name, (row_number() OVER () - 1)::INTEGER AS code
FROM (SELECT journey AS name FROM events GROUP BY 1)
"""

# What happened in the same instant stands in the order of its lines.
SORTED = """
CREATE TABLE sorted AS
SELECT j.code AS journey, s.code::USMALLINT AS step, t.code::USMALLINT AS team, e.happened
FROM events AS e
JOIN journey_names AS j ON j.name = e.journey
JOIN step_names AS s ON s.name = e.step
LEFT JOIN team_names AS t ON t.name = e.team
ORDER BY j.code, e.happened, e.line
"""

# No join, no parallel reading: `lag` looks at the row before as it lies in the sorted table.
STEPS = """
CREATE TABLE every_step AS
SELECT rowid AS place, journey, step, team, happened,
    CASE WHEN lag(journey) OVER () = journey THEN lag(step) OVER () END AS before,
    CASE WHEN lag(journey) OVER () = journey THEN happened - lag(happened) OVER () END AS waited
FROM sorted
"""

# Whose it is, as their numbers; a journey of nobody known is one customer of its own.
WHOSE = """
CREATE TABLE whose AS
SELECT j.code AS journey, c.code AS customer FROM (
    SELECT DISTINCT journey, customer FROM events WHERE customer IS NOT NULL
    UNION SELECT DISTINCT journey, customer FROM also
) AS pairs
JOIN journey_names AS j ON j.name = pairs.journey
JOIN customer_names AS c ON c.name = pairs.customer
"""

SERVICE_NAMES = """
CREATE TABLE service_names AS
SELECT name, (row_number() OVER (ORDER BY name) - 1)::INTEGER AS code FROM (
    SELECT service AS name FROM events WHERE service IS NOT NULL
    UNION SELECT service FROM also_served
)
"""

CUSTOMER_NAMES = """
CREATE TABLE customer_names AS
SELECT name, (row_number() OVER (ORDER BY name) - 1)::INTEGER AS code FROM (
    SELECT customer AS name FROM events WHERE customer IS NOT NULL
    UNION SELECT customer FROM also
)
"""

SERVED = """
CREATE TABLE served AS
SELECT DISTINCT j.code AS journey, s.code AS service
FROM (
    SELECT journey, service FROM events WHERE service IS NOT NULL UNION FROM also_served
) AS pairs
JOIN journey_names AS j ON j.name = pairs.journey
JOIN service_names AS s ON s.name = pairs.service
"""

MARKS = """
CREATE TABLE marks AS
SELECT DISTINCT j.code AS journey, m.name, m.value
FROM marked AS m JOIN journey_names AS j ON j.name = m.journey WHERE m.value IS NOT NULL
"""

BEGINNINGS = """
CREATE TABLE beginnings AS SELECT journey, min(place) AS first FROM every_step GROUP BY 1
"""

# `course` is the same where the steps are the same in the same order: a sum in 128 bits of 64-bit
# hashes of each step with its place, which needs no order to be summed in; its remainder by a prime
# of 63 bits, since Parquet would make a fraction of 128.
JOURNEYS = """
CREATE TABLE every_journey AS
SELECT s.journey, any_value(b.first) AS opening, min(happened) AS begins, max(happened) AS ends,
    count(*)::INTEGER AS steps, coalesce(any_value(w.customers), 1)::INTEGER AS customers,
    (sum(hash(step, place - b.first)) % 9223372036854775783)::BIGINT AS course
FROM every_step AS s JOIN beginnings AS b USING (journey) LEFT JOIN (
    SELECT journey, count(*) AS customers FROM whose GROUP BY 1
) AS w USING (journey)
GROUP BY s.journey
ORDER BY s.journey
"""


def begin(store: Store) -> None:
    """Make the tables that events are read into."""
    for statement in EVENTS.split(";"):
        store.run(statement)


def add_customers(store: Store, pairs: Iterable[tuple[str, str]]) -> None:
    """Customers of journeys that no event names."""
    if found := [*pairs]:
        journeys, customers = zip(*found, strict=True)
        store.run("INSERT INTO also SELECT unnest(?), unnest(?)", [list(journeys), list(customers)])


def prepare(store: Store) -> None:
    """Make what questions read of the events that were read in; those are gone then."""
    for kind in ("step", "team"):
        store.run(NAMES.format(kind=kind))
    store.run(CUSTOMER_NAMES)
    store.run(SERVICE_NAMES)
    store.run(JOURNEY_NAMES)
    store.run(WHOSE)
    store.run(SERVED)
    store.run(MARKS)
    store.run(SORTED)
    store.run("DROP TABLE events")
    store.run("DROP TABLE also")
    store.run("DROP TABLE also_served")
    store.run("DROP TABLE marked")
    store.run(STEPS)
    store.run("DROP TABLE sorted")
    store.run(BEGINNINGS)
    store.run(JOURNEYS)
    store.run("DROP TABLE beginnings")
    store.fresh()
