-- What the statements that follow need, in a schema of its own that is dropped afterwards: keys in
-- the order of time, texts with their folded form, agents, customers, contacts. The functions are
-- STABLE, so that they are written out where they are called: an IMMUTABLE one that calls what isn't
-- would be called for each row.

CREATE SCHEMA growing;

CREATE FUNCTION growing.stamp(at timestamptz) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT lpad(to_hex((extract(epoch FROM at) * 1000)::bigint), 12, '0')
$$;

CREATE FUNCTION growing.tail(n bigint) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT lpad(to_hex(n), 12, '0')
$$;

CREATE FUNCTION growing.key(kind int, stamp text, tail text) RETURNS uuid
LANGUAGE sql STABLE AS $$
    SELECT (stamp || ('7' || lpad(to_hex(kind), 3, '0') || '8' || lpad(to_hex(kind), 3, '0'))
        || tail)::uuid
$$;

CREATE FUNCTION growing.iso(at timestamptz) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"+00:00"')
$$;

CREATE FUNCTION growing.hex(key uuid) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT encode(uuid_send(key), 'hex')
$$;

CREATE FUNCTION growing.salt_of(tail text, which int) RETURNS bytea LANGUAGE sql STABLE AS $$
    SELECT uuid_send(md5(tail || which::text)::uuid)
$$;

CREATE FUNCTION growing.digest(tail text, which int, said text) RETURNS text
LANGUAGE sql STABLE AS $$
    SELECT encode(sha256(growing.salt_of(tail, which) || convert_to(said, 'UTF8')), 'hex')
$$;

-- 84 words from seven sentences; folding is dear, so that it is done once a text.
CREATE TABLE growing.pool AS
    SELECT n, said, buckstop_fold(said) AS folded FROM (
        SELECT p.n, string_agg(s.said, E'\n') AS said
        FROM generate_series(0, 19999) AS p(n)
        CROSS JOIN generate_series(0, 6) AS line
        JOIN growing.sentence s ON s.n = (p.n * 7919 + line * (31 + p.n % 977)) % 5000
        GROUP BY p.n
    ) AS made;

CREATE TABLE growing.agent AS
    SELECT row_number() OVER (ORDER BY email) - 1 AS n, id FROM people_person
    WHERE email LIKE 'agent%';

CREATE TABLE growing.customer AS
    SELECT n, growing.key(40, growing.stamp(:'now'), growing.tail(n)) AS chain, growing.key(41, growing.stamp(:'now'), growing.tail(n)) AS id
    FROM generate_series(1, greatest(10, :problems / 100)) AS n;

INSERT INTO ledger_chain (id, subject, length, head)
    SELECT chain, 'customer', 0, decode(repeat('00', 32), 'hex') FROM growing.customer;
INSERT INTO people_customer (id, chain_id, name, zone, created_at)
    SELECT id, chain, 'Customer ' || n, '', :'now' FROM growing.customer;
INSERT INTO people_domain (name, customer_id)
    SELECT 'c' || n || '.example', id FROM growing.customer;

CREATE TABLE growing.contact AS
    SELECT c.n * 4 + i AS n, c.n AS customer_n, c.id AS customer,
        growing.key(42, growing.stamp(:'now'), growing.tail(c.n * 4 + i)) AS id
    FROM growing.customer c, generate_series(0, 3) AS i;

INSERT INTO people_person (id, password, name, public_name, role, zone, created_at)
    SELECT id, '', 'Contact ' || n, 'Contact ' || n, 'contact', '', :'now' FROM growing.contact;
INSERT INTO people_address (id, person_id, email, phone, added_at)
    SELECT growing.key(43, growing.stamp(:'now'), growing.tail(n)), id, 'u' || n || '@c' || customer_n || '.example', '', :'now'
    FROM growing.contact;
INSERT INTO people_contact (id, person_id, customer_id, added_at)
    SELECT growing.key(44, growing.stamp(:'now'), growing.tail(n)), id, customer, :'now' FROM growing.contact;

ALTER TABLE growing.pool ADD PRIMARY KEY (n);
ALTER TABLE growing.contact ADD PRIMARY KEY (n);
ANALYZE growing.pool, growing.agent, growing.customer, growing.contact;
