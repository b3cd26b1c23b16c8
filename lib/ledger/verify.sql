-- The oracle. Each check selects the rows that break it; it shares no code with the app. Amounts are micro-credits.
-- A check is one pass over the tables it names, so that it can be run over large books too.

-- @check I1-allocations: what grants and debt gave or got for a transaction sums to its amount
SELECT t.workspace_id, t.id, t.amount_micro, a.total AS allocations_micro
FROM transactions t
LEFT JOIN (SELECT workspace_id, transaction_id, booked_at, sum(amount_micro) AS total FROM allocations GROUP BY 1, 2, 3) a
  ON a.workspace_id = t.workspace_id AND a.transaction_id = t.id AND a.booked_at = t.booked_at
WHERE t.amount_micro <> coalesce(a.total, 0);

-- @check I1-orphans: every allocation belongs to a transaction
SELECT a.workspace_id, a.transaction_id, a.leg, a.amount_micro
FROM allocations a
LEFT JOIN transactions t ON t.workspace_id = a.workspace_id AND t.id = a.transaction_id AND t.booked_at = a.booked_at
WHERE t.id IS NULL;

-- @check I1-transfers: what leaves a wallet by a transfer arrives in another of the same workspace and mode
SELECT workspace_id, mode, sum(amount_micro) AS difference_micro
FROM transactions WHERE kind IN ('transfer_out', 'transfer_in')
GROUP BY workspace_id, mode HAVING sum(amount_micro) <> 0;

-- @check I2-chain: a wallet's rows are numbered 1, 2, 3, … and each begins with the balance that the one before left
SELECT * FROM (
  SELECT workspace_id, wallet_id, id, seq, balance_before_micro, balance_after_micro, amount_micro,
         lag(seq, 1, 0::bigint) OVER chain AS previous_seq,
         lag(balance_after_micro, 1, 0::bigint) OVER chain AS previous_balance_micro
  FROM transactions WINDOW chain AS (PARTITION BY workspace_id, wallet_id ORDER BY seq)
) t
WHERE seq <> previous_seq + 1 OR balance_before_micro <> previous_balance_micro
   OR balance_after_micro <> balance_before_micro + amount_micro;

-- @check I2-time: the time of booking never runs backwards along a wallet's chain
SELECT * FROM (
  SELECT workspace_id, wallet_id, id, seq, booked_at,
         lag(booked_at) OVER (PARTITION BY workspace_id, wallet_id ORDER BY seq) AS previous_booked_at
  FROM transactions
) t
WHERE booked_at < previous_booked_at;

-- @check I2-ids: an id names one transaction
SELECT workspace_id, id, count(*) AS times FROM transactions GROUP BY 1, 2 HAVING count(*) > 1;

-- @check I2-version: a wallet knows the number and the time of its newest row
SELECT w.workspace_id, w.id, w.version, t.newest, w.last_booked_at, t.booked_at
FROM wallets w
LEFT JOIN (SELECT workspace_id, wallet_id, max(seq) AS newest, max(booked_at) AS booked_at FROM transactions GROUP BY 1, 2) t
  ON t.workspace_id = w.workspace_id AND t.wallet_id = w.id
WHERE w.version <> coalesce(t.newest, 0) OR w.last_booked_at <> coalesce(t.booked_at, '-infinity');

-- @check I2-settled: a wallet's settled balance is the sum of its transactions
SELECT w.workspace_id, w.id, w.settled_micro, coalesce(t.total, 0) AS transactions_micro
FROM wallets w
LEFT JOIN (SELECT workspace_id, wallet_id, sum(amount_micro) AS total FROM transactions GROUP BY 1, 2) t
  ON t.workspace_id = w.workspace_id AND t.wallet_id = w.id
WHERE w.settled_micro <> coalesce(t.total, 0);

-- @check I2-grants: a wallet's settled balance is what its started grants have left, less its debt
SELECT w.workspace_id, w.id, w.settled_micro, coalesce(g.total, 0) AS remaining_micro, w.debt_micro
FROM wallets w
LEFT JOIN (SELECT workspace_id, wallet_id, sum(remaining_micro) AS total FROM grants WHERE is_started GROUP BY 1, 2) g
  ON g.workspace_id = w.workspace_id AND g.wallet_id = w.id
WHERE w.settled_micro <> coalesce(g.total, 0) - w.debt_micro;

-- @check I2-remaining: a grant has left what the rows gave it and took from it; nothing before it starts
SELECT g.workspace_id, g.id, g.is_started, g.remaining_micro, coalesce(a.total, 0) AS allocations_micro
FROM grants g
LEFT JOIN (SELECT workspace_id, grant_id, sum(amount_micro) AS total, count(*) AS legs FROM allocations
           WHERE grant_id IS NOT NULL GROUP BY 1, 2) a
  ON a.workspace_id = g.workspace_id AND a.grant_id = g.id
WHERE CASE WHEN g.is_started THEN g.remaining_micro <> coalesce(a.total, 0)
           ELSE a.legs IS NOT NULL OR g.remaining_micro <> CASE WHEN g.ended_at IS NULL THEN g.amount_micro ELSE 0 END END;

-- @check I2-debt: a wallet's debt is what its rows took beyond the grants, less what was paid back
SELECT w.workspace_id, w.id, w.debt_micro, coalesce(d.total, 0) AS allocations_micro
FROM wallets w
LEFT JOIN (
  SELECT t.workspace_id, t.wallet_id, -sum(a.amount_micro) AS total
  FROM allocations a
  JOIN transactions t ON t.workspace_id = a.workspace_id AND t.id = a.transaction_id AND t.booked_at = a.booked_at
  WHERE a.grant_id IS NULL GROUP BY 1, 2
) d ON d.workspace_id = w.workspace_id AND d.wallet_id = w.id
WHERE w.debt_micro <> coalesce(d.total, 0);

-- @check I2-held: what a wallet holds is the sum of its open holds
SELECT w.workspace_id, w.id, w.held_micro, coalesce(h.total, 0) AS holds_micro
FROM wallets w
LEFT JOIN (SELECT workspace_id, wallet_id, sum(amount_micro) AS total FROM holds WHERE status = 'open' GROUP BY 1, 2) h
  ON h.workspace_id = w.workspace_id AND h.wallet_id = w.id
WHERE w.held_micro <> coalesce(h.total, 0);

-- @check I2-hold-legs: what a hold sets aside, grant by grant and from the overdraft, is its amount
SELECT h.workspace_id, h.id, h.amount_micro, coalesce(l.total, 0) AS legs_micro
FROM holds h
LEFT JOIN (SELECT workspace_id, hold_id, sum(amount_micro) AS total FROM hold_allocations GROUP BY 1, 2) l
  ON l.workspace_id = h.workspace_id AND l.hold_id = h.id
WHERE h.amount_micro <> coalesce(l.total, 0);

-- @check I2-grant-held: what is held of a grant is what open holds set aside of it
SELECT g.workspace_id, g.id, g.held_micro, coalesce(l.total, 0) AS legs_micro
FROM grants g
LEFT JOIN (
  SELECT l.workspace_id, l.grant_id, sum(l.amount_micro) AS total
  FROM holds h JOIN hold_allocations l ON l.workspace_id = h.workspace_id AND l.hold_id = h.id
  WHERE h.status = 'open' GROUP BY 1, 2
) l ON l.workspace_id = g.workspace_id AND l.grant_id = g.id
WHERE g.held_micro <> coalesce(l.total, 0);

-- @check I3-available: available is never below zero but by an overdraft, or by a payment that was taken back
SELECT workspace_id, id, settled_micro, held_micro, debt_micro, overdraft_policy
FROM wallets WHERE settled_micro - held_micro < 0 AND debt_micro = 0 AND overdraft_policy = 'none';

-- @check I4-paid: a paid purchase has one purchase grant and one of bonus credits where it has any, in its wallet; others none
SELECT p.workspace_id, p.id, p.status, g.purchases, g.bonuses
FROM purchases p
LEFT JOIN (
  SELECT g.workspace_id, g.purchase_id, count(*) FILTER (WHERE g.source = 'purchase') AS purchases,
         count(*) FILTER (WHERE g.source = 'bonus') AS bonuses,
         bool_and(w.mode = p.mode AND CASE WHEN p.wallet_id IS NULL THEN w.owner_kind = 'workspace' ELSE w.id = p.wallet_id END)
           AS in_its_wallet
  FROM grants g
  JOIN wallets w ON w.workspace_id = g.workspace_id AND w.id = g.wallet_id
  JOIN purchases p ON p.workspace_id = g.workspace_id AND p.id = g.purchase_id
  WHERE g.parent_id IS NULL AND g.source IN ('purchase', 'bonus') GROUP BY 1, 2
) g ON g.workspace_id = p.workspace_id AND g.purchase_id = p.id
WHERE CASE WHEN p.status = 'paid'
           THEN coalesce(g.purchases, 0) <> 1 OR coalesce(g.bonuses, 0) <> (p.bonus_micro > 0)::int OR NOT g.in_its_wallet
           ELSE coalesce(g.purchases, 0) + coalesce(g.bonuses, 0) > 0 END;

-- @check I4-amount: what was granted for a purchase is what was bought, and nothing is granted for a purchase unknown
SELECT g.workspace_id, g.purchase_id, g.source, g.granted_micro, p.credit_micro, p.bonus_micro
FROM (
  SELECT g.workspace_id, g.purchase_id, g.source, sum(g.amount_micro) AS granted_micro FROM grants g
  WHERE g.purchase_id IS NOT NULL AND g.source IN ('purchase', 'bonus')
    -- Split from a started grant by a row: those credits are in the first grant's amount already.
    AND NOT EXISTS (
      SELECT 1 FROM allocations a
      JOIN allocations b ON b.workspace_id = a.workspace_id AND b.transaction_id = a.transaction_id AND b.booked_at = a.booked_at
      WHERE a.workspace_id = g.workspace_id AND a.grant_id = g.id AND a.amount_micro > 0
        AND b.grant_id = g.parent_id AND b.amount_micro < 0)
  GROUP BY 1, 2, 3
) g
LEFT JOIN purchases p ON p.workspace_id = g.workspace_id AND p.id = g.purchase_id
WHERE p.id IS NULL OR g.granted_micro <> CASE g.source WHEN 'purchase' THEN p.credit_micro ELSE p.bonus_micro END;

-- @check I5-replies: what is stored under an idempotency key is final: a reply that will be given again, never a failure of ours
SELECT workspace_id, credential_id, key, status
FROM idempotency_records
WHERE status IS NULL OR reply IS NULL OR status < 200 OR status >= 500 OR status IN (422, 429);

-- @check I6-append-only: the role that runs this cannot change or delete ledger and audit rows (a superuser is beyond it)
SELECT c.relname, p.privilege
FROM pg_class c
JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = current_schema()
CROSS JOIN (VALUES ('UPDATE'), ('DELETE'), ('TRUNCATE')) p (privilege)
WHERE c.relkind IN ('r', 'p') AND c.relname ~ '^(transactions|allocations)(_\d{6})?$|^audit_log$'
  AND has_table_privilege(c.oid, p.privilege)
  AND NOT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user);

-- @check I7-bounds: 0 <= held <= remaining <= amount for every grant
SELECT workspace_id, id, amount_micro, remaining_micro, held_micro
FROM grants WHERE NOT (0 <= held_micro AND held_micro <= remaining_micro AND remaining_micro <= amount_micro);

-- @check I7-term: nothing is spent from a grant before its start or after its end; a capture counts by when its hold was placed
SELECT t.workspace_id, t.id, t.kind, t.booked_at, h.placed_at, a.grant_id, g.effective_at, g.expires_at
FROM transactions t
JOIN allocations a ON a.workspace_id = t.workspace_id AND a.transaction_id = t.id AND a.booked_at = t.booked_at
JOIN grants g ON g.workspace_id = a.workspace_id AND g.id = a.grant_id
LEFT JOIN holds h ON h.workspace_id = t.workspace_id AND h.id = t.hold_id AND t.kind = 'capture'
WHERE t.kind IN ('consume', 'capture') AND a.amount_micro < 0
  AND (coalesce(h.placed_at, t.booked_at) < g.effective_at OR coalesce(h.placed_at, t.booked_at) >= g.expires_at);

-- @check I7-scope: a spend takes only from grants that are good for its feature
SELECT t.workspace_id, t.id, t.feature, a.grant_id, g.features
FROM transactions t
JOIN allocations a ON a.workspace_id = t.workspace_id AND a.transaction_id = t.id AND a.booked_at = t.booked_at
JOIN grants g ON g.workspace_id = a.workspace_id AND g.id = a.grant_id
WHERE t.kind IN ('consume', 'capture') AND a.amount_micro < 0
  AND cardinality(g.features) > 0 AND (t.feature IS NULL OR t.feature <> ALL (g.features));

-- @check I7-order: within a spend, grants of a lower priority number come first (an end may have been changed since)
SELECT * FROM (
  SELECT t.workspace_id, t.id, a.leg, a.grant_id, g.priority,
         lag(g.priority) OVER (PARTITION BY t.workspace_id, t.id ORDER BY a.leg) AS previous_priority
  FROM transactions t
  JOIN allocations a ON a.workspace_id = t.workspace_id AND a.transaction_id = t.id AND a.booked_at = t.booked_at
  JOIN grants g ON g.workspace_id = a.workspace_id AND g.id = a.grant_id
  WHERE t.kind IN ('consume', 'capture') AND a.amount_micro < 0
) x WHERE priority < previous_priority;

-- @check I7-open: a grant is open exactly when it started, has not ended and has something that is not held
SELECT workspace_id, id, is_open, is_started, ended_at, remaining_micro, held_micro
FROM grants WHERE is_open <> (is_started AND ended_at IS NULL AND remaining_micro > held_micro);

-- @check I7-ended: a grant that has ended keeps no more than what is held of it
SELECT workspace_id, id, end_reason, ended_at, remaining_micro, held_micro
FROM grants WHERE is_started AND ended_at IS NOT NULL AND remaining_micro > held_micro;

-- @check I7-guarded: a wallet with debt, an overdraft, scoped credits or a budget over it takes the careful path
SELECT w.workspace_id, w.id
FROM wallets w
WHERE NOT w.is_guarded AND (
  w.debt_micro > 0 OR w.overdraft_policy <> 'none'
  OR EXISTS (SELECT 1 FROM budgets b WHERE b.workspace_id = w.workspace_id AND b.mode = w.mode)
  OR EXISTS (SELECT 1 FROM grants g WHERE g.workspace_id = w.workspace_id AND g.wallet_id = w.id AND g.ended_at IS NULL
             AND cardinality(g.features) > 0 AND g.remaining_micro > 0));

-- @check I8-next-event: a wallet wakes no later than its first start, end or hold's end that is still to be booked
SELECT w.workspace_id, w.id, w.next_event_at, e.first_at
FROM wallets w
JOIN (
  SELECT workspace_id, wallet_id, min(at) AS first_at FROM (
    SELECT workspace_id, wallet_id, CASE WHEN is_started THEN expires_at ELSE effective_at END AS at
    FROM grants WHERE ended_at IS NULL AND remaining_micro > 0
    UNION ALL SELECT workspace_id, wallet_id, expires_at FROM holds WHERE status = 'open'
  ) x GROUP BY 1, 2
) e ON e.workspace_id = w.workspace_id AND e.wallet_id = w.id
WHERE w.next_event_at > e.first_at;

-- @check I8-once: a captured hold has one capture row of what it says, any other hold none
SELECT h.workspace_id, h.id, h.status, h.captured_micro, coalesce(t.times, 0) AS captures, coalesce(t.total, 0) AS rows_micro
FROM holds h
LEFT JOIN (SELECT workspace_id, hold_id, count(*) AS times, -sum(amount_micro) AS total FROM transactions
           WHERE kind = 'capture' GROUP BY 1, 2) t ON t.workspace_id = h.workspace_id AND t.hold_id = h.id
WHERE coalesce(t.times, 0) <> (h.status = 'captured')::int OR coalesce(t.total, 0) <> h.captured_micro
   OR h.captured_micro > h.amount_micro;

-- @check I8-ended: an ended hold says when, not before it was placed; an open one has taken nothing yet
SELECT workspace_id, id, status, placed_at, ended_at, captured_micro
FROM holds
WHERE (status = 'open') <> (ended_at IS NULL) OR ended_at < placed_at OR (status <> 'captured' AND captured_micro <> 0);

-- @check I9-reversals: a spend is given back at most once in full, and to its own wallet
SELECT s.workspace_id, s.id, s.kind, s.amount_micro, r.total AS given_back_micro
FROM (SELECT workspace_id, related_id, wallet_id, sum(amount_micro) AS total FROM transactions
      WHERE kind = 'reverse' GROUP BY 1, 2, 3) r
LEFT JOIN transactions s ON s.workspace_id = r.workspace_id AND s.id = r.related_id AND s.wallet_id = r.wallet_id
WHERE s.id IS NULL OR s.kind NOT IN ('consume', 'capture') OR r.total > -s.amount_micro;

-- @check I9-same-grants: a reversal gives no grant more than the spend took from it, and others only what was debt and is repaid
SELECT r.workspace_id, r.related_id AS spend_id, r.grant_id, r.back AS given_back_micro, coalesce(s.taken, 0) AS taken_micro
FROM (
  SELECT t.workspace_id, t.related_id, a.grant_id, sum(a.amount_micro) AS back
  FROM transactions t JOIN allocations a ON a.workspace_id = t.workspace_id AND a.transaction_id = t.id AND a.booked_at = t.booked_at
  WHERE t.kind = 'reverse' AND a.grant_id IS NOT NULL GROUP BY 1, 2, 3
) r
LEFT JOIN (SELECT workspace_id, transaction_id, grant_id, -sum(amount_micro) AS taken FROM allocations GROUP BY 1, 2, 3) s
  ON s.workspace_id = r.workspace_id AND s.transaction_id = r.related_id AND s.grant_id = r.grant_id
JOIN grants g ON g.workspace_id = r.workspace_id AND g.id = r.grant_id
WHERE r.back > coalesce(s.taken, CASE g.source WHEN 'adjustment' THEN g.amount_micro ELSE 0 END);

-- @check I13-rollups: the 15-minute sums are the sums of the rows
SELECT workspace_id, mode, bucket_at, wallet_id, member_id, api_key_id, feature, kind,
       r.amount_micro AS rollup_micro, t.amount_micro AS rows_micro, r.count AS rollup_count, t.count AS row_count
FROM usage_rollups r
FULL JOIN (
  SELECT workspace_id, mode, date_bin('15 minutes', occurred_at, '2000-01-01T00:00:00Z') AS bucket_at, wallet_id,
         coalesce(member_id, '00000000-0000-0000-0000-000000000000') AS member_id,
         coalesce(api_key_id, '00000000-0000-0000-0000-000000000000') AS api_key_id,
         coalesce(feature, '') AS feature, kind, sum(amount_micro) AS amount_micro, count(*) AS count
  FROM transactions GROUP BY 1, 2, 3, 4, 5, 6, 7, 8
) t USING (workspace_id, mode, bucket_at, wallet_id, member_id, api_key_id, feature, kind)
WHERE r.amount_micro IS DISTINCT FROM t.amount_micro OR r.count IS DISTINCT FROM t.count;

-- @check I13-budgets: a budget's counter is what was used in its period and what open holds of it keep
SELECT * FROM (
  SELECT c.workspace_id, c.budget_id, c.period_start, c.used_micro, c.held_micro,
    (SELECT coalesce(-sum(r.amount_micro), 0) FROM usage_rollups r
     WHERE r.workspace_id = c.workspace_id AND r.mode = c.mode AND r.kind IN ('consume', 'capture', 'reverse')
       AND r.bucket_at >= c.period_start AND r.bucket_at < c.period_end
       AND CASE c.scope WHEN 'member' THEN r.member_id = c.scope_id WHEN 'api_key' THEN r.api_key_id = c.scope_id ELSE true END
    ) AS rollups_micro,
    (SELECT coalesce(sum(h.amount_micro), 0) FROM holds h
     JOIN wallets w ON w.workspace_id = h.workspace_id AND w.id = h.wallet_id
     WHERE h.workspace_id = c.workspace_id AND w.mode = c.mode AND h.status = 'open'
       AND h.placed_at >= c.period_start AND h.placed_at < c.period_end
       AND CASE c.scope WHEN 'member' THEN h.member_id = c.scope_id WHEN 'api_key' THEN h.api_key_id = c.scope_id ELSE true END
    ) AS holds_micro
  FROM (
    SELECT b.mode, b.scope, b.scope_id, n.*, c.*,
      CASE b.period WHEN 'lifetime' THEN 'infinity'
        -- A midnight that a clock change shows twice is taken at its first showing.
        ELSE n.next_at - CASE WHEN ((n.next_at - interval '1 hour') AT TIME ZONE s.time_zone)::date = n.next_day
                              THEN interval '1 hour' ELSE interval '0' END END AS period_end
    FROM budget_counters c
    JOIN budgets b ON b.workspace_id = c.workspace_id AND b.id = c.budget_id
    JOIN workspaces s ON s.id = c.workspace_id
    CROSS JOIN LATERAL (SELECT ((c.period_start AT TIME ZONE s.time_zone)::date
      + CASE b.period WHEN 'month' THEN interval '1 month' ELSE interval '1 day' END)::date AS next_day) d
    CROSS JOIN LATERAL (SELECT d.next_day, d.next_day::timestamp AT TIME ZONE s.time_zone AS next_at) n
  ) c
) x WHERE used_micro <> rollups_micro OR held_micro <> holds_micro;

-- @check I14-wallets: a transaction lies in a wallet of its own workspace and mode
SELECT t.workspace_id, t.id, t.wallet_id, t.mode
FROM (SELECT workspace_id, wallet_id, mode, min(id::text) AS id FROM transactions GROUP BY 1, 2, 3) t
LEFT JOIN wallets w ON w.workspace_id = t.workspace_id AND w.id = t.wallet_id AND w.mode = t.mode
WHERE w.id IS NULL;

-- @check I14-grants: what pays for a transaction is a grant of the same workspace and wallet
SELECT a.workspace_id, a.transaction_id, a.grant_id, t.wallet_id
FROM allocations a
JOIN transactions t ON t.workspace_id = a.workspace_id AND t.id = a.transaction_id AND t.booked_at = a.booked_at
LEFT JOIN grants g ON g.workspace_id = a.workspace_id AND g.id = a.grant_id AND g.wallet_id = t.wallet_id
WHERE a.grant_id IS NOT NULL AND g.id IS NULL;

-- @check I14-holds: a hold sets aside grants of its own workspace and wallet, and a capture names a hold of its wallet
SELECT h.workspace_id, h.id AS hold_id, l.grant_id AS stranger
FROM holds h
JOIN hold_allocations l ON l.workspace_id = h.workspace_id AND l.hold_id = h.id
LEFT JOIN grants g ON g.workspace_id = l.workspace_id AND g.id = l.grant_id AND g.wallet_id = h.wallet_id
WHERE l.grant_id IS NOT NULL AND g.id IS NULL
UNION ALL
SELECT t.workspace_id, t.hold_id, t.id
FROM transactions t
LEFT JOIN holds h ON h.workspace_id = t.workspace_id AND h.id = t.hold_id AND h.wallet_id = t.wallet_id
WHERE t.kind = 'capture' AND h.id IS NULL;

-- @check I14-owners: a wallet's owner is of its workspace
SELECT w.workspace_id, w.id, w.owner_kind, w.owner_id
FROM wallets w
LEFT JOIN members m ON m.workspace_id = w.workspace_id AND m.id = w.owner_id AND w.owner_kind = 'member'
LEFT JOIN teams t ON t.workspace_id = w.workspace_id AND t.id = w.owner_id AND w.owner_kind = 'team'
WHERE CASE w.owner_kind WHEN 'workspace' THEN w.owner_id <> w.workspace_id
           WHEN 'member' THEN m.id IS NULL ELSE t.id IS NULL END;
