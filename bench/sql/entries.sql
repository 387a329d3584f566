-- All entries of a batch's chains at once, and the chains with what they end with.
WITH added AS (
    INSERT INTO ledger_entry (id, chain_id, number, content, salt, seal, hash, code, at, audience,
        actor_kind, actor_id, cases)
    SELECT e.id, chain, e.number, e.content, e.salt, e.seal, e.hash,
        e.code, e.at, e.audience, e.kind, e.actor, e.cases
    FROM grown AS g
    CROSS JOIN LATERAL (SELECT 0 AS number, decode(repeat('00', 32), 'hex') AS hash) AS s0
    {steps}
    CROSS JOIN LATERAL (VALUES
        {rows}
    ) AS e(id, applies, number, content, salt, seal, hash, code, at, audience, kind, actor, cases)
    WHERE e.applies
    RETURNING chain_id, number, hash, at
)
INSERT INTO ledger_chain (id, subject, length, head, last_at)
SELECT DISTINCT ON (chain_id) chain_id, 'problem', number, hash, at
FROM added
ORDER BY chain_id, number DESC
