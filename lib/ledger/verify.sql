-- The oracle. Each check selects the rows that break it; it shares no code with the app.

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
