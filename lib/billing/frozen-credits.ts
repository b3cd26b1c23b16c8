import { getPool } from '../db/pool';

/** What disputes that nobody has decided keep out of one grant. */
export interface FrozenCredits {
  grantId: string;
  walletId: string;
  amountMicro: bigint;
}

/** Rows of decided disputes stay where they were taken, and freeze nothing any more. */
const ROWS = `
  SELECT t.grant_id AS "grantId", t.wallet_id AS "walletId", (-sum(t.amount_micro))::bigint AS "amountMicro"
  FROM disputes d JOIN transactions t ON t.workspace_id = $1 AND t.related_id = d.id AND t.kind = 'dispute_hold'
  WHERE d.workspace_id = $1 AND d.effect = 'frozen' AND NOT EXISTS (SELECT 1 FROM transactions r
    WHERE r.workspace_id = $1 AND r.related_id = t.id AND r.kind = 'dispute_release')
  GROUP BY t.grant_id, t.wallet_id`;

/** The credits of a workspace that are frozen now, in both modes, one entry per grant. The caller has authorised. */
export async function listFrozenCredits(workspaceId: string): Promise<FrozenCredits[]> {
  return (await getPool().query<FrozenCredits>(ROWS, [workspaceId])).rows;
}
