-- One row for each problem of a batch; those after the first (problems - running) still run.
-- `young` ones have been acknowledged and nothing else; the others have had an update and a plan.
-- Of these every fifth has a second customer, and of those that run some have an ask, somebody
-- above who was asked to step in, or an offer that waits for its answer. A few people own most.

CREATE TEMP TABLE grown AS
SELECT made.*,
    growing.iso(opened) AS opened_iso, growing.iso(opened + interval '10 minutes') AS later_iso,
    growing.iso(ended) AS ended_iso,
    growing.digest(tail, 1, said1) AS digest1, growing.digest(tail, 2, said2) AS digest2,
    growing.digest(tail, 3, said3) AS digest3, growing.digest(tail, 4, said3) AS digest4,
    CASE WHEN many THEN growing.digest(tail, 5, said5) END AS digest5,
    CASE WHEN asks THEN growing.digest(tail, 6, said3) END AS digest6,
    CASE WHEN climbs THEN growing.digest(tail, 7, said3) END AS digest7,
    CASE WHEN offered THEN growing.digest(tail, 8, said3) END AS digest8,
    CASE WHEN many THEN growing.digest(tail, 9, said2) END AS digest9
FROM (
SELECT
    series.*,
    CASE WHEN young THEN due ELSE opened + interval '30 minutes' END AS first_due,
    owner.id AS owner,
    other.id AS other,
    (SELECT id FROM growing.agent WHERE n = CASE WHEN owner.n = 0 THEN 1 ELSE 0 END) AS above,
    contact.id AS contact,
    contact.customer,
    contact.n AS contact_n,
    second.id AS contact2,
    second.customer AS customer2,
    second.n AS contact2_n,
    1000 + series.n AS number,
    growing.key(1, stamp, tail) AS chain,
    growing.key(2, stamp, tail) AS problem,
    growing.key(3, stamp, tail) AS kase,
    growing.key(33, stamp, tail) AS kase2,
    CASE WHEN many THEN growing.key(37, stamp, tail) END AS telling,
    title.said AS title,
    -- one text in 1,000 has a rare word, one in 20 a common one
    heard.said || CASE WHEN series.n % 1000 = 7 THEN E'\nIt says zirconium.' ELSE '' END
        || CASE WHEN series.n % 20 = 3 THEN E'\nThe printer stops.' ELSE '' END AS said1,
    heard.folded || CASE WHEN series.n % 1000 = 7 THEN E'\nit says zirconium.' ELSE '' END
        || CASE WHEN series.n % 20 = 3 THEN E'\nthe printer stops.' ELSE '' END
        || E'\ntrouble' AS folded1,
    told.said AS said2,
    told.folded AS folded2,
    short.said AS said3,
    heard2.said AS said5,
    heard2.folded || E'\ntrouble' AS folded5
FROM (
    SELECT
        n, opened, closed, young, growing.stamp(opened) AS stamp, growing.tail(n) AS tail,
        least(opened + interval '3 days', :'now'::timestamptz) AS ended,
        CASE WHEN young THEN :'due'::timestamptz
             ELSE :'due'::timestamptz + (n % 48) * interval '1 hour' END AS due,
        NOT young AND n % 5 = 0 AS many,
        NOT young AND NOT closed AND n % 7 = 0 AS asks,
        NOT young AND NOT closed AND n % 11 = 0 AS climbs,
        NOT young AND NOT closed AND n % 13 = 0 AS offered
    FROM (
        SELECT
            n, n <= :problems - :running AS closed, :young AS young,
            date_trunc('second', :'now'::timestamptz - interval '20 minutes'
                - (:problems - n) * (interval '700 days' / greatest(:problems, 1))) AS opened
        FROM generate_series(:first::bigint, :last::bigint) AS n
    ) AS line
    OFFSET 0  -- so that no expression is written out, and worked out, where it is used
) AS series
JOIN growing.agent owner ON owner.n = least(series.n % 20, series.n / 20 % 20)
JOIN growing.agent other ON other.n = (owner.n + 1) % 20
JOIN growing.contact contact
    ON contact.n = 4 + series.n % (4 * greatest(10, :problems / 100))
JOIN growing.contact second
    ON second.n = 4 + (series.n + 4) % (4 * greatest(10, :problems / 100))
JOIN growing.pool heard ON heard.n = series.n * 7919 % 20000
JOIN growing.pool told ON told.n = (series.n * 7919 + 11) % 20000
JOIN growing.pool heard2 ON heard2.n = (series.n * 7919 + 7) % 20000
JOIN growing.sentence short ON short.n = series.n * 3 % 5000
JOIN growing.sentence title ON title.n = series.n * 13 % 5000
OFFSET 0) AS made;

-- What people wrote: 1 the customer, 2 our update, 3 the understanding, 4 the step, 5 the second
-- customer, 6 the ask, 7 why somebody above is needed, 8 what the next owner must know, 9 our
-- update as the second customer got it.
INSERT INTO ledger_body (id, text, salt, digest)
SELECT growing.key(20 + which, stamp, tail), said, growing.salt_of(tail, which), digest
FROM grown, LATERAL (VALUES
    (1, true, said1, digest1), (2, NOT young, said2, digest2), (3, NOT young, said3, digest3),
    (4, NOT young, said3, digest4), (5, many, said5, digest5), (6, asks, said3, digest6),
    (7, climbs, said3, digest7), (8, offered, said3, digest8), (9, many, said2, digest9)
) AS w(which, applies, said, digest)
WHERE applies;
