-- One more entry at the end of each chain, sealed as `ledger.sealing` does it.
WITH content AS (
    SELECT g.n, chain, length + 1 AS number, head, at, {by} AS actor, {cases} AS cases,
        pg_temp.salt_of(g.n, 100 + {step}) AS salt,
        convert_to('{{"at":"' || pg_temp.iso(at) || '","audience":"{audience}","by":{{"id":'
            || coalesce('"' || pg_temp.hex({by}) || '"', 'null') || ',"kind":"{kind}"}},"cases":['
            || coalesce('"' || pg_temp.hex(({cases})[1]) || '"', '') || '],"code":"{code}","fields":{{'
            || {fields} || '}}}}', 'UTF8') AS content
    FROM (SELECT *, {at} AS at FROM grown WHERE {which}) AS g
), sealed AS (
    SELECT *, convert_to('{{"chain":"' || pg_temp.hex(chain) || '","content":"'
        || encode(sha256(salt || content), 'hex') || '","number":' || number || ',"previous":"'
        || encode(head, 'hex') || '","version":1}}', 'UTF8') AS seal
    FROM content
), added AS (
    INSERT INTO ledger_entry (id, chain_id, number, content, salt, seal, hash, code, at, audience,
        actor_kind, actor_id, cases)
    SELECT pg_temp.key(100 + {step}, n, at), chain, number, content, salt, seal, sha256(seal), '{code}',
        at, '{audience}', '{kind}', actor, cases
    FROM sealed
    RETURNING chain_id, number, hash, at
)
UPDATE grown SET length = added.number, head = added.hash, last_at = added.at
FROM added WHERE grown.chain = added.chain_id
