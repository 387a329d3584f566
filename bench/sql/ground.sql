-- What the statements that follow need: keys in the order of time, sentences, customers, contacts.
-- Run by the superuser with triggers off; `checks.sql` asks afterwards what they would have asked.

CREATE FUNCTION pg_temp.key(kind int, n int, at timestamptz) RETURNS uuid LANGUAGE sql IMMUTABLE AS $$
    SELECT (lpad(to_hex((extract(epoch FROM at) * 1000)::bigint), 12, '0')
        || '7' || lpad(to_hex(kind), 3, '0') || '8' || lpad(to_hex(kind), 3, '0')
        || lpad(to_hex(n), 12, '0'))::uuid
$$;

CREATE FUNCTION pg_temp.iso(at timestamptz) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"+00:00"')
$$;

CREATE FUNCTION pg_temp.hex(key uuid) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT replace(key::text, '-', '')
$$;

-- 84 words from seven sentences; one text in 1,000 has a rare word, one in 20 a common one.
CREATE FUNCTION pg_temp.text_of(n int, which int) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT string_agg(s.said, E'\n')
        || CASE WHEN $2 = 1 AND $1 % 1000 = 7 THEN E'\nIt says zirconium.' ELSE '' END
        || CASE WHEN $2 = 1 AND $1 % 20 = 3 THEN E'\nThe printer stops.' ELSE '' END
    FROM generate_series(0, 6) AS line
    JOIN sentence s ON s.n = ($1 * 7919 + $2 * 104729 + line * 31) % 5000
$$;

CREATE FUNCTION pg_temp.salt_of(n int, which int) RETURNS bytea LANGUAGE sql IMMUTABLE AS $$
    SELECT substr(sha256(convert_to(n || '/' || which, 'UTF8')), 1, 16)
$$;

CREATE TEMP TABLE agent AS
    SELECT row_number() OVER (ORDER BY email) - 1 AS n, id FROM people_person WHERE email LIKE 'agent%';

CREATE TEMP TABLE customer AS
    SELECT n, pg_temp.key(40, n, :'now') AS chain, pg_temp.key(41, n, :'now') AS id
    FROM generate_series(1, greatest(10, :problems / 100)) AS n;

INSERT INTO ledger_chain (id, subject, length, head)
    SELECT chain, 'customer', 0, decode(repeat('00', 32), 'hex') FROM customer;
INSERT INTO people_customer (id, chain_id, name, zone, created_at)
    SELECT id, chain, 'Customer ' || n, '', :'now' FROM customer;
INSERT INTO people_domain (name, customer_id) SELECT 'c' || n || '.example', id FROM customer;

CREATE TEMP TABLE contact AS
    SELECT c.n * 4 + i AS n, c.n AS customer_n, c.id AS customer, pg_temp.key(42, c.n * 4 + i, :'now') AS id
    FROM customer c, generate_series(0, 3) AS i;

INSERT INTO people_person (id, password, name, public_name, role, zone, created_at)
    SELECT id, '', 'Contact ' || n, 'Contact ' || n, 'contact', '', :'now' FROM contact;
INSERT INTO people_address (id, person_id, email, phone, added_at)
    SELECT pg_temp.key(43, n, :'now'), id, 'u' || n || '@c' || customer_n || '.example', '', :'now'
    FROM contact;
INSERT INTO people_contact (id, person_id, customer_id, added_at)
    SELECT pg_temp.key(44, n, :'now'), id, customer, :'now' FROM contact;
