"""An outreach to ten thousand customers, from the press until the relay has the last letter."""

import time

from bench import beside, house

TOLD = 10_000
PATIENCE = 600  # seconds until we give up

# Each with a person, an address of a domain of their own, and a service that stops them.
FILL = """
SET session_replication_role = replica;
CREATE TEMP TABLE who AS SELECT n, gen_random_uuid() AS customer, gen_random_uuid() AS person
FROM generate_series(1, {told}) n;
CREATE TEMP TABLE service AS SELECT gen_random_uuid() AS id;
INSERT INTO services_service (id, chain_id, key, name, about, quiet_minutes)
SELECT id, gen_random_uuid(), 'told', 'Payments', '', 15 FROM service;
INSERT INTO people_customer (id, chain_id, name, zone, tier, language, private, created_at)
SELECT customer, gen_random_uuid(), 'Customer ' || n, '', '', '', false, now() FROM who;
INSERT INTO people_person (id, password, name, public_name, role, zone, languages, unnamed,
    created_at)
SELECT person, '', 'Person ' || n, 'Person ' || n, 'contact', '', '{{}}', false, now() FROM who;
INSERT INTO people_address (id, person_id, email, phone, rank, added_at)
SELECT gen_random_uuid(), person, 'it@c' || n || '.example', '', 0, now() FROM who;
INSERT INTO people_contact (id, person_id, customer_id, added_at)
SELECT gen_random_uuid(), person, customer, now() FROM who;
INSERT INTO services_use (id, service_id, customer_id, site, plan, matters, since)
SELECT gen_random_uuid(), service.id, customer, '', '', 2, now() - interval '1 day'
FROM who, service;
RESET session_replication_role;
ANALYZE;
"""
SENT = """
SELECT count(*) FROM outbox_delivery AS d JOIN conversations_message AS m ON m.id = d.owner
WHERE m.kind = 'outreach' AND d.state = 'sent'
"""


def measure() -> dict[str, float]:
    """`press` and `handed`, in seconds; the latter counts from the press."""
    with beside.beside("bench.sink") as sink, house.house("told") as ours:
        ours.settings["BUCKSTOP_RELAY"] = f"smtp://127.0.0.1:{sink.port}"
        with ours.connect() as connection:
            connection.execute(FILL.format(told=TOLD).encode())
        ours.serve(workers=2)
        began = time.monotonic()
        press = float(ours.run("bench.outreaching").split()[-1])
        with ours.connect() as connection:
            while time.monotonic() - began < PATIENCE:
                row = connection.execute(SENT.encode()).fetchone()
                if row is not None and row[0] >= TOLD:
                    return {"press": press, "handed": time.monotonic() - began}
                time.sleep(0.25)
    raise SystemExit(f"only {row} of {TOLD} letters left within {PATIENCE} s")
