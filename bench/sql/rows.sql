-- The rows of problems, what is owed on them, and what was said.

INSERT INTO problems_problem (id, chain_id, number, title, kind, state, hurts, opened_at, owner_id,
    owner_since, news_due, first_word_at, unheard_since, changed_since_news, empty_updates,
    waiting_cases, closed_at, outcome)
SELECT problem, chain, number,
    (SELECT left(s.said, 60) FROM sentence s WHERE s.n = (g.n * 13) % 5000) || ' ' || n,
    (ARRAY['problem', 'problem', 'problem', 'request', 'question'])[1 + n % 5],
    CASE WHEN closed THEN 'closed' ELSE 'open' END, n % 3, opened, owner, opened,
    CASE WHEN NOT closed THEN due END,
    CASE WHEN NOT young THEN opened + interval '10 minutes' END,
    CASE WHEN NOT closed AND n % 5 = 0 THEN opened END,
    false, 0, CASE WHEN closed THEN 0 ELSE 1 END,
    CASE WHEN closed THEN ended END, CASE WHEN closed THEN 'confirmed' ELSE '' END
FROM grown g;

INSERT INTO problems_tenure (id, problem_id, person_id, how, starts_at, ends_at)
SELECT pg_temp.key(5, n, opened), problem, owner, 'routed', opened, CASE WHEN closed THEN ended END
FROM grown;

INSERT INTO problems_case (id, problem_id, customer_id, contact_id, title, state, opened_at,
    ended_at, token, proposed_name, proposed_email)
SELECT kase, problem, customer, contact,
    (SELECT left(s.said, 60) FROM sentence s WHERE s.n = (g.n * 13) % 5000),
    CASE WHEN closed THEN 'confirmed' ELSE 'open' END, opened,
    CASE WHEN closed THEN ended END, 'grown' || lpad(to_hex(n), 7, '0'), '', ''
FROM grown g;

INSERT INTO problems_stay (id, case_id, problem_id, from_number, starts_at)
SELECT pg_temp.key(4, n, opened), kase, problem, 4, opened FROM grown;

INSERT INTO problems_word (id, case_id, says, how, at)
SELECT pg_temp.key(9, n, opened), kase, 'solved', 'page', ended FROM grown WHERE closed;

-- The first promise of news: kept by the update, or (young) still open.
INSERT INTO problems_commitment (id, problem_id, kind, state, debtor_id, made_at, due, warned_at,
    attend_at, ended_at)
SELECT pg_temp.key(6, n, opened), problem, 'update', CASE WHEN young THEN 'promised' ELSE 'kept' END,
    owner, opened, first_due, CASE WHEN young THEN opened END, CASE WHEN young THEN due END,
    CASE WHEN NOT young THEN opened + interval '10 minutes' END
FROM grown;

-- The next one: open, or kept by the closing; and a step of the plan.
INSERT INTO problems_commitment (id, problem_id, kind, state, debtor_id, made_at, due, attend_at,
    ended_at, follows_id)
SELECT pg_temp.key(7, n, opened), problem, 'update', CASE WHEN closed THEN 'kept' ELSE 'promised' END,
    owner, opened + interval '10 minutes', CASE WHEN closed THEN ended ELSE due END,
    CASE WHEN NOT closed THEN due - interval '15 minutes' END, CASE WHEN closed THEN ended END,
    pg_temp.key(6, n, opened)
FROM grown WHERE NOT young;

INSERT INTO problems_commitment (id, problem_id, case_id, kind, state, debtor_id, creditor_id,
    what_id, made_at, due, attend_at, ended_at)
SELECT pg_temp.key(8, n, opened), problem, kase, 'step', CASE WHEN closed THEN 'kept' ELSE 'promised' END,
    CASE WHEN n % 3 = 0 THEN contact ELSE owner END, CASE WHEN n % 3 = 0 THEN owner END,
    pg_temp.key(24, n, opened), opened + interval '10 minutes',
    CASE WHEN closed THEN ended ELSE due + interval '5 hours' END,
    CASE WHEN NOT closed THEN due + interval '5 hours' END, CASE WHEN closed THEN ended END
FROM grown WHERE NOT young;

INSERT INTO problems_understanding (id, problem_id, what_id, since, hit, written_by, at)
SELECT pg_temp.key(14, n, opened), problem, pg_temp.key(23, n, opened), '', '', owner,
    opened + interval '10 minutes'
FROM grown WHERE NOT young;

INSERT INTO conversations_message (id, problem_id, case_id, kind, channel, said_by_id, said_as, at,
    subject, text_id, message_id, in_reply_to, is_news, promises, owner_id, remarks)
SELECT pg_temp.key(10, n, opened), problem, kase, 'heard', 'mail', contact, '', opened, 'Trouble',
    pg_temp.key(21, n, opened), '<grown.' || n || '@customer.example>', '', true,
    NULL::timestamptz, NULL::uuid, ''
FROM grown
UNION ALL
SELECT pg_temp.key(11, n, opened), problem, kase, 'acknowledgement', 'mail', NULL, '', opened,
    'Trouble', NULL, '', '', true, first_due, owner, ''
FROM grown
UNION ALL
SELECT pg_temp.key(12, n, opened), problem, kase, 'update', 'mail', owner, '',
    opened + interval '10 minutes', 'Trouble', pg_temp.key(22, n, opened), '', '', true, due, owner, ''
FROM grown WHERE NOT young;

INSERT INTO conversations_findable (message_id, folded)
SELECT id, buckstop_fold(buckstop_said(id)) FROM conversations_message;

INSERT INTO conversations_delivery (id, message_id, address, copy, state, made_at, next_try_at,
    tries, sent_at, why)
SELECT pg_temp.key(15 + kind, n, opened), pg_temp.key(11 + kind, n, opened),
    'u' || (4 + n % (4 * greatest(10, :problems / 100))) || '@c.example', false, 'sent', opened, opened, 1,
    opened, ''
FROM grown, generate_series(0, 1) AS kind WHERE kind = 0 OR NOT young;
