import { getPool } from '../../db/pool';
import { getLedger } from '../../ledger';
import type { Mode } from '../../ledger/types';

/**
 * Books what fell due in a workspace (ends, starts, holds that ran out), so that rows, lots and balances that a wire
 * reads next agree to the instant. Costs one look-up when nothing is due, which is nearly always.
 */
export async function bookDue(workspaceId: string, mode: Mode): Promise<void> {
  const { rows } = await getPool().query<{ id: string }>({
    name: 'wires-due-wallets',
    text: `SELECT id FROM wallets WHERE workspace_id = $1 AND mode = $2::mode AND next_event_at <= now()`,
    values: [workspaceId, mode],
  });
  for (const { id } of rows) await getLedger().bookDueEvents(workspaceId, id);
}
