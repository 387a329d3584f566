INSERT INTO ledger_chain (id, subject, length, head, last_at)
SELECT chain, 'problem', length, head, last_at FROM grown;
SELECT setval('problem_number', 1000 + :problems);
