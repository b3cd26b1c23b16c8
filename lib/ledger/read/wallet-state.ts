import { applyDueEvents, type DueHold, dueGrantsSql, dueHoldsSql, type LiveGrant, toLiveGrant } from './due-events';
import type { Db, GrantRow } from './rows';

/** How a wallet's figures and grants stand at an instant at which something is due but not booked. */
export interface DueWallet {
  settled: bigint;
  held: bigint;
  debt: bigint;
  grants: Map<string, LiveGrant>;
}

interface DueRow {
  id: string;
  settled_micro: bigint;
  held_micro: bigint;
  debt_micro: bigint;
  due_holds: DueHold[] | null;
  due_grants: GrantRow[] | null;
}

const DUE = `
SELECT w.id, w.settled_micro, w.held_micro, w.debt_micro, ${dueHoldsSql('$3')} AS due_holds, ${dueGrantsSql('$3')} AS due_grants
FROM wallets w WHERE w.workspace_id = $1 AND w.id = ANY($2::uuid[]) AND w.next_event_at <= $3`;

/** Those of the given wallets for which something fell due by `at` that is not booked, as they stand with it. */
export async function readDueWallets(
  db: Db,
  workspaceId: string,
  walletIds: string[],
  at: Date,
): Promise<Map<string, DueWallet>> {
  const out = new Map<string, DueWallet>();
  if (walletIds.length === 0) return out;
  const { rows } = await db.query<DueRow>({
    name: 'ledger-due-wallets',
    text: DUE,
    values: [workspaceId, walletIds, at],
  });
  for (const row of rows) {
    const state: DueWallet = {
      settled: row.settled_micro,
      held: row.held_micro,
      debt: row.debt_micro,
      grants: new Map((row.due_grants ?? []).map((grant) => [grant.id, toLiveGrant(grant)])),
    };
    if (applyDueEvents(state, row.due_holds ?? [], at.getTime())) out.set(row.id, state);
  }
  return out;
}
