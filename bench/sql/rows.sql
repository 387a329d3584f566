-- The rows of a batch's problems, what is owed on them, and what was said.

INSERT INTO problems_problem (id, chain_id, number, title, kind, state, hurts, opened_at, owner_id,
    owner_since, news_due, first_word_at, unheard_since, changed_since_news, empty_updates,
    waiting_cases, closed_at, outcome)
SELECT problem, chain, number, left(title, 60) || ' ' || n,
    (ARRAY['problem', 'problem', 'problem', 'request', 'question'])[1 + n % 5],
    CASE WHEN closed THEN 'closed' ELSE 'open' END, n % 3, opened, owner, opened,
    CASE WHEN NOT closed THEN due END,
    CASE WHEN NOT young THEN opened + interval '10 minutes' END,
    CASE WHEN NOT closed AND n % 50 = 0 THEN opened END,
    climbs, 0, CASE WHEN closed THEN 0 WHEN many THEN 2 ELSE 1 END,
    CASE WHEN closed THEN ended END, CASE WHEN closed THEN 'confirmed' ELSE '' END
FROM grown g;

INSERT INTO problems_tenure (id, problem_id, person_id, how, starts_at, ends_at)
SELECT growing.key(5, stamp, tail), problem, owner, 'routed', opened, CASE WHEN closed THEN ended END
FROM grown;

INSERT INTO problems_case (id, problem_id, customer_id, contact_id, title, state, opened_at,
    ended_at, token, proposed_name, proposed_email)
SELECT c.id, problem, c.customer, c.contact, left(title, 60),
    CASE WHEN closed THEN 'confirmed' ELSE 'open' END, opened, CASE WHEN closed THEN ended END,
    c.token || lpad(to_hex(n), 7, '0'), '', ''
FROM grown g, LATERAL (VALUES
    (true, kase, customer, contact, 'grown'), (many, kase2, customer2, contact2, 'again')
) AS c(applies, id, customer, contact, token)
WHERE c.applies;

INSERT INTO problems_stay (id, case_id, problem_id, from_number, starts_at)
SELECT s.id, s.kase, problem, s.number, opened
FROM grown, LATERAL (VALUES
    (true, growing.key(4, stamp, tail), kase, 1), (many, growing.key(34, stamp, tail), kase2, 7)
) AS s(applies, id, kase, number)
WHERE s.applies;

INSERT INTO problems_word (id, case_id, says, how, at)
SELECT w.id, w.kase, 'solved', 'page', ended
FROM grown, LATERAL (VALUES
    (true, growing.key(9, stamp, tail), kase), (many, growing.key(39, stamp, tail), kase2)
) AS w(applies, id, kase)
WHERE closed AND w.applies;

-- The first promise of news: kept by the update, or (young) still open.
INSERT INTO problems_commitment (id, problem_id, kind, state, debtor_id, made_at, due, warned_at,
    attend_at, ended_at)
SELECT growing.key(6, stamp, tail), problem, 'update',
    CASE WHEN young THEN 'promised' ELSE 'kept' END,
    owner, opened, first_due, CASE WHEN young THEN opened END, CASE WHEN young THEN due END,
    CASE WHEN NOT young THEN opened + interval '10 minutes' END
FROM grown;

-- The next one: open, or kept by the closing; a step of the plan; and what else is owed.
INSERT INTO problems_commitment (id, problem_id, kind, state, debtor_id, made_at, due, attend_at,
    ended_at, follows_id)
SELECT growing.key(7, stamp, tail), problem, 'update',
    CASE WHEN closed THEN 'kept' ELSE 'promised' END,
    owner, opened + interval '10 minutes', CASE WHEN closed THEN ended ELSE due END,
    CASE WHEN NOT closed THEN due - interval '15 minutes' END, CASE WHEN closed THEN ended END,
    growing.key(6, stamp, tail)
FROM grown WHERE NOT young;

INSERT INTO problems_commitment (id, problem_id, case_id, kind, state, debtor_id, creditor_id,
    what_id, made_at, due, attend_at, ended_at)
SELECT growing.key(8, stamp, tail), problem, kase, 'step',
    CASE WHEN closed THEN 'kept' WHEN n % 3 = 0 THEN 'requested' ELSE 'promised' END,
    CASE WHEN n % 3 = 0 THEN contact ELSE owner END, CASE WHEN n % 3 = 0 THEN owner END,
    growing.key(24, stamp, tail), opened + interval '10 minutes',
    CASE WHEN closed THEN ended ELSE due + interval '5 hours' END,
    CASE WHEN NOT closed THEN due + interval '5 hours' END, CASE WHEN closed THEN ended END
FROM grown WHERE NOT young;

INSERT INTO problems_commitment (id, problem_id, kind, state, debtor_id, creditor_id, what_id,
    made_at, due, attend_at)
SELECT c.id, problem, c.kind, 'requested', c.debtor, owner, c.what, opened + interval '10 minutes',
    due + interval '2 hours', due + interval '2 hours'
FROM grown, LATERAL (VALUES
    (asks, growing.key(45, stamp, tail), 'ask', other, growing.key(26, stamp, tail)),
    (climbs, growing.key(46, stamp, tail), 'escalation', above,
        growing.key(27, stamp, tail)),
    (offered, growing.key(47, stamp, tail), 'handoff', other, NULL)
) AS c(applies, id, kind, debtor, what)
WHERE c.applies;

INSERT INTO problems_escalation (commitment_id, by_customer)
SELECT growing.key(46, stamp, tail), false FROM grown WHERE climbs;

INSERT INTO problems_handoff (commitment_id, brief_id)
SELECT growing.key(47, stamp, tail), growing.key(28, stamp, tail) FROM grown WHERE offered;

INSERT INTO problems_understanding (id, problem_id, what_id, since, hit, written_by, at)
SELECT growing.key(14, stamp, tail), problem, growing.key(23, stamp, tail), '', '', owner,
    opened + interval '10 minutes'
FROM grown WHERE NOT young;

-- Two lines for each case: what they wrote and our acknowledgement; and the update to each.
INSERT INTO conversations_message (id, problem_id, case_id, kind, channel, said_by_id, said_as, at,
    subject, text_id, message_id, in_reply_to, telling, is_news, promises, owner_id, remarks)
SELECT m.id, problem, m.kase, m.kind, 'mail', m.said_by, '', m.at, 'Trouble', m.text,
    CASE WHEN m.kind = 'heard' THEN '<' || m.name || '.' || n || '@customer.example>' ELSE '' END,
    '', CASE WHEN m.kind = 'update' THEN telling END, true, m.promises,
    CASE WHEN m.kind <> 'heard' THEN owner END, ''
FROM grown, LATERAL (SELECT opened + interval '10 minutes' AS then) AS later, LATERAL (VALUES
    (true, growing.key(10, stamp, tail), kase, 'heard', contact, opened,
        growing.key(21, stamp, tail), NULL::timestamptz, 'grown'),
    (true, growing.key(11, stamp, tail), kase, 'acknowledgement', NULL, opened, NULL, first_due, ''),
    (NOT young, growing.key(12, stamp, tail), kase, 'update', owner, later.then,
        growing.key(22, stamp, tail), due, ''),
    (many, growing.key(50, stamp, tail), kase2, 'heard', contact2, opened,
        growing.key(25, stamp, tail), NULL, 'again'),
    (many, growing.key(51, stamp, tail), kase2, 'acknowledgement', NULL, opened, NULL, first_due, ''),
    (many, growing.key(52, stamp, tail), kase2, 'update', owner, later.then,
        growing.key(29, stamp, tail), due, '')
) AS m(applies, id, kase, kind, said_by, at, text, promises, name)
WHERE m.applies;

INSERT INTO conversations_findable (message_id, folded)
SELECT f.id, f.folded
FROM grown, LATERAL (VALUES
    (true, growing.key(10, stamp, tail), folded1), (true, growing.key(11, stamp, tail), ''),
    (NOT young, growing.key(12, stamp, tail), folded2), (many, growing.key(50, stamp, tail), folded5),
    (many, growing.key(51, stamp, tail), ''), (many, growing.key(52, stamp, tail), folded2)
) AS f(applies, id, folded)
WHERE f.applies;

INSERT INTO outbox_delivery (id, kind, owner, channel, address, copy, head_of_id, state, made_at,
    next_try_at, tries, sent_at, why)
SELECT d.id, 'letter', d.message, 'smtp', 'u' || d.contact || '@c.example', false, chain, 'sent',
    opened, opened, 1, opened, ''
FROM grown, LATERAL (VALUES
    (true, growing.key(15, stamp, tail), growing.key(11, stamp, tail), contact_n),
    (NOT young, growing.key(16, stamp, tail), growing.key(12, stamp, tail), contact_n),
    (many, growing.key(17, stamp, tail), growing.key(51, stamp, tail), contact2_n),
    (many, growing.key(18, stamp, tail), growing.key(52, stamp, tail), contact2_n)
) AS d(applies, id, message, contact)
WHERE d.applies;
