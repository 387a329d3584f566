-- One row for each problem that is to be made; those after the first (problems - running) still run.
-- `young` ones have been acknowledged and nothing else; the others have had an update and a plan.

CREATE TEMP TABLE grown AS
SELECT
    series.n,
    series.n <= :problems - :running AS closed,
    :young AS young,
    opened,
    least(opened + interval '3 days', :'now'::timestamptz) AS ended,
    opened + interval '30 minutes' AS first_due,
    CASE WHEN :young THEN :'due'::timestamptz
         ELSE :'due'::timestamptz + (series.n % 48) * interval '1 hour' END AS due,
    agent.id AS owner,
    contact.id AS contact,
    contact.customer,
    1000 + series.n AS number,
    pg_temp.key(1, series.n, opened) AS chain,
    pg_temp.key(2, series.n, opened) AS problem,
    pg_temp.key(3, series.n, opened) AS kase,
    0 AS length,
    NULL::timestamptz AS last_at,
    decode(repeat('00', 32), 'hex') AS head
FROM (
    SELECT n, date_trunc('second', :'now'::timestamptz - interval '20 minutes'
        - (:problems - n) * (interval '700 days' / greatest(:problems, 1))) AS opened
    FROM generate_series(1, :problems) AS n
) AS series
JOIN agent ON agent.n = series.n % 20
JOIN contact ON contact.n = 4 + series.n % (4 * greatest(10, :problems / 100));

UPDATE grown SET first_due = due WHERE young;

-- What people wrote: 1 the customer, 2 our update, 3 the understanding, 4 the step.
CREATE TEMP TABLE written AS
SELECT w.*, encode(sha256(w.salt || convert_to(w.said, 'UTF8')), 'hex') AS digest FROM (
    SELECT n, which, pg_temp.key(20 + which, n, opened) AS id, pg_temp.salt_of(n, which) AS salt,
        CASE WHEN which < 3 THEN pg_temp.text_of(n, which)
             ELSE (SELECT s.said FROM sentence s WHERE s.n = (grown.n * 3 + which) % 5000) END AS said
    FROM grown, generate_series(1, 4) AS which
    WHERE which = 1 OR NOT young
) AS w;
CREATE INDEX ON written (n, which);
ANALYZE grown; ANALYZE written;

INSERT INTO ledger_body (id, text, salt, digest) SELECT id, said, salt, digest FROM written;
