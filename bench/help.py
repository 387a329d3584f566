"""Part 10: how suppliers answered, over a million asks of fifty of them; grants; the customers of
an account manager; final answers that are to be owed."""

import json
import time

from bench import house, pressing
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


CUSTOMERS, FACE_TARGET_MS = 500, 15

# 500 customers of one account manager: eleven cases each, the last of them open, with six promises
# of news and six letters each, over half a year.
FACES = """
SET session_replication_role = replica;
INSERT INTO people_person (password, id, name, public_name, role, email, zone, languages, unnamed,
    created_at)
VALUES ('', gen_random_uuid(), 'Bea', 'Bea', 'front line', 'bea@desk.example', '', '{{}}', false,
    now());
INSERT INTO people_customer (id, chain_id, name, zone, tier, language, private, manager_id,
    created_at)
SELECT gen_random_uuid(), gen_random_uuid(), 'Customer ' || n, '', '', '', false,
    (SELECT id FROM people_person WHERE email = 'bea@desk.example'), now()
FROM generate_series(1, {customers}) n;
CREATE TEMP TABLE new_case AS
SELECT gen_random_uuid() AS problem, gen_random_uuid() AS key, c.id AS customer, c.manager_id,
    row_number() OVER () AS number, now() - n * interval '16 days' - interval '1 day' AS at,
    n = 0 AS runs
FROM people_customer c, generate_series(0, 10) n WHERE c.manager_id IS NOT NULL;
INSERT INTO problems_problem (id, chain_id, number, title, kind, state, hurts, opened_at, owner_id,
    owner_since, news_due, changed_since_news, empty_updates, waiting_cases, closed_at, outcome)
SELECT problem, gen_random_uuid(), 5000000 + number, 'Transfers fail ' || number, 'problem',
    CASE WHEN runs THEN 'open' ELSE 'closed' END, number % 3, at, manager_id, at,
    CASE WHEN runs THEN now() + random() * interval '2 days' END, false, 0, runs::int,
    CASE WHEN NOT runs THEN at + interval '2 days' END, '' FROM new_case;
INSERT INTO problems_case (id, problem_id, customer_id, contact_id, title, state, opened_at,
    ended_at, held_because, how, token, proposed_name, proposed_email, rank)
SELECT key, problem, customer, manager_id, 'Transfers fail', CASE WHEN runs THEN 'open' ELSE
    'confirmed' END, at, CASE WHEN NOT runs THEN at + interval '2 days' END, '', 'mail',
    left(md5(key::text), 16), '', '', 0 FROM new_case;
INSERT INTO problems_commitment (id, problem_id, kind, state, debtor_id, made_at, due, held,
    ended_at)
SELECT gen_random_uuid(), problem, 'update', CASE WHEN (number + n) % 9 = 0 THEN 'missed' ELSE
    'kept' END, manager_id, at, at + n * interval '4 hours', '', at + n * interval '4 hours'
FROM new_case, generate_series(1, 6) n;
INSERT INTO conversations_message (id, problem_id, case_id, kind, channel, said_by_id, said_as, at,
    subject, message_id, in_reply_to, is_news, remarks, route, held_back)
SELECT gen_random_uuid(), problem, key, 'update', 'mail', manager_id, '',
    at + n * interval '4 hours', '', '', '', true, '', '', '' FROM new_case,
    generate_series(1, 6) n;
RESET session_replication_role;
ANALYZE;
"""


GRANTS, GRANT_TARGET_MS, RACING, FITS = 10_000, 25, 64, 32

# What one person gave this month by one limit, in one case: as the superuser, without triggers.
GIVEN = """
SET session_replication_role = replica;
INSERT INTO remedies_remedy (id, case_id, kind, what, amount, currency, text_id, asked_by_id,
    made_at, granted_by_id, granted_at, authority_id)
SELECT gen_random_uuid(), '{case}', 'credit', '', 100, 'EUR', gen_random_uuid(), '{person}',
    now(), '{person}', now(), '{authority}' FROM generate_series(1, {grants});
RESET session_replication_role;
ANALYZE remedies_remedy;
"""


RUNNING, OWE_TARGET_MS = 10_000, 50

# As many that run, of four hundred customers; of each the final answer is owed already.
OWED = """
SET session_replication_role = replica;
UPDATE people_customer SET tier = '{tier}' WHERE manager_id IS NOT NULL;
CREATE TEMP TABLE owed_case AS
SELECT gen_random_uuid() AS problem, gen_random_uuid() AS key, n,
    found.ids[1 + n % 400] AS customer, found.manager, now() - (n % 40) * interval '1 day' AS at
FROM (SELECT array_agg(id) AS ids, min(manager_id::text)::uuid AS manager FROM people_customer
    WHERE manager_id IS NOT NULL) found, generate_series(1, {running}) n;
INSERT INTO problems_problem (id, chain_id, number, title, kind, state, hurts, opened_at, owner_id,
    owner_since, news_due, changed_since_news, empty_updates, waiting_cases, outcome)
SELECT problem, gen_random_uuid(), 7000000 + n, 'Late ' || n, 'problem', 'open', n % 3, at, manager,
    at, now() + interval '1 day', false, 0, 1, '' FROM owed_case;
INSERT INTO problems_case (id, problem_id, customer_id, contact_id, title, state, opened_at,
    held_because, how, token, proposed_name, proposed_email, rank)
SELECT key, problem, customer, manager, 'Late', 'open', at, '', 'mail', left(md5(key::text), 16),
    '', '', 0 FROM owed_case;
INSERT INTO problems_commitment (id, problem_id, case_id, kind, state, debtor_id, made_at, due,
    held)
SELECT gen_random_uuid(), c.problem_id, c.id, 'final-answer', 'promised', c.contact_id, c.opened_at,
    c.opened_at + interval '56 days', ''
FROM problems_case c JOIN people_customer u ON u.id = c.customer_id
WHERE u.tier = '{tier}' AND c.state = 'open';
RESET session_replication_role;
ANALYZE;
"""

NOT_OWED = """
SET session_replication_role = replica;
DELETE FROM problems_commitment WHERE id IN (SELECT id FROM problems_commitment
    WHERE kind = 'final-answer' ORDER BY due DESC LIMIT 500);
RESET session_replication_role;
"""


def measure() -> list[Figure]:
    """Grants, also by keyboard, suppliers' cards, account managers' pages, then final answers."""
    with house.house("help") as ours:
        given = [*_grants(ours), *pressing.figures(ours)]
        return [*given, *_cards(ours), *_faces(ours), *_owed(ours)]


def _grants(ours: house.House) -> list[Figure]:
    """Give with a month's grants behind; then many at once on one limit."""
    keys = json.loads(ours.run("bench.granting", "prepare").splitlines()[-1])
    with ours.connect() as connection:
        connection.execute(GIVEN.format(grants=GRANTS, **keys).encode())
        connection.commit()
    said = json.loads(ours.run("bench.granting", "measure").splitlines()[-1])
    name = f"a grant within limits, {said['behind']:,} of the month behind it"
    lost = f"{RACING} racing grants on one limit, of which {FITS} fit"
    return [
        Figure(PART, f"{name}: p50", said["p50"], "ms", "less"),
        Figure(PART, f"{name}: p95", said["p95"], "ms", "less", GRANT_TARGET_MS),
        Figure(PART, f"{lost}: lost", FITS - said["given"], "grants", "less", 0),
        Figure(PART, f"{lost}: overdrawn", said["cents"] / 1000 - FITS, "grants", "less", 0),
    ]


def _faces(ours: house.House) -> list[Figure]:
    """Open the first and the last page of *My customers*."""
    with ours.connect() as connection:
        connection.execute(FACES.format(customers=CUSTOMERS).encode())
        connection.commit()
    said = json.loads(ours.run("bench.facing").splitlines()[-1])
    name = f"My customers, {CUSTOMERS} of them"
    return [
        Figure(PART, f"{name}: first page, p95", said["first"], "ms", "less", FACE_TARGET_MS),
        Figure(PART, f"{name}: last page, p95", said["last"], "ms", "less", FACE_TARGET_MS),
    ]


def _owed(ours: house.House) -> list[Figure]:
    """Look of which cases a final answer is to be owed: of none, then of some."""
    told = json.loads(ours.run("bench.owing", "prepare").splitlines()[-1])
    found = []
    for fill in (OWED.format(running=RUNNING, **told), NOT_OWED):
        with ours.connect() as connection:
            connection.execute(fill.encode())
            connection.commit()
        said = json.loads(ours.run("bench.owing", "measure").splitlines()[-1])
        name = f"final answers to be owed, {said['running']:,} cases running: {said['found']} found"
        found.append(Figure(PART, f"{name}, p95", said["p95"], "ms", "less", OWE_TARGET_MS))
    return found


def _cards(ours: house.House) -> list[Figure]:
    """Reckon every month once, then read cards as pages, the file and programs do."""
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
