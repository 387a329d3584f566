"""Part 10: how suppliers answered, over a million asks of fifty of them."""

import json
import time

from bench import house
from bench.figures import Figure

PART = "help"
ASKS, SUPPLIERS, TARGET_MS = 1_000_000, 50, 150

# As the superuser and without triggers: what a card is reckoned from, and nothing around it.
FILL = """
SET session_replication_role = replica;
INSERT INTO suppliers_supplier (id, chain_id, name, supplies, zone, opens, closes, weekdays,
    answers_stopped, answers_slowed, answers_unhindered)
SELECT gen_random_uuid(), gen_random_uuid(), 'Supplier ' || n, '', '', '08:00', '17:00', '01234',
    120, 480, 960 FROM generate_series(1, {suppliers}) n;
INSERT INTO suppliers_ask (id, commitment_id, supplier_id, hurts, plan_b_id, plan_b_at, token,
    ticket, asked_at, asked_due, answer_due, first_answer_at, done_at, missed_at, turned_to,
    uncounted)
SELECT gen_random_uuid(), gen_random_uuid(), found.ids[1 + n % {suppliers}], 1, gen_random_uuid(),
    at + interval '4 hours', n::text, '', at, at + interval '4 hours', at + interval '8 hours',
    CASE WHEN n % 11 > 0 THEN at + random() * interval '9 hours' END,
    CASE WHEN n % 7 > 0 THEN at + interval '9 hours' + random() * interval '3 days' END,
    CASE WHEN n % 5 = 0 THEN at + interval '4 hours' END, 0, false
FROM (SELECT array_agg(id) AS ids FROM suppliers_supplier) found,
    (SELECT n, now() - random() * interval '330 days' AS at FROM generate_series(1, {asks}) n) each;
UPDATE suppliers_ask SET uncounted = true WHERE id IN (
    SELECT DISTINCT ON (supplier_id, date_trunc('month', asked_at)) id FROM suppliers_ask);
RESET session_replication_role;
ANALYZE suppliers_ask;
"""


def measure() -> list[Figure]:
    """Reckon every month once, then read cards as pages, the file and programs do."""
    with house.house("help") as ours:
        with ours.connect() as connection:
            connection.execute(FILL.format(asks=ASKS, suppliers=SUPPLIERS).encode())
            connection.commit()
        begun = time.perf_counter()
        ran = ours.run("bench.scoring")
        took = time.perf_counter() - begun
    said = json.loads(ran.splitlines()[-1])
    name = f"{ASKS:,} asks of {SUPPLIERS} suppliers"
    return [
        Figure(PART, f"{name}: a supplier's card, p95", said["card"], "ms", "less", TARGET_MS),
        Figure(PART, f"{name}: all of them ranked, p95", said["all"], "ms", "less", TARGET_MS),
        Figure(PART, f"{name}: every month reckoned anew", said["counted"], "s", "less"),
        Figure(PART, f"{name}: all of this", took, "s", "less"),
    ]
