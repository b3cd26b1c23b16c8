import type { Actor } from '../auth/actor';
import { recordAudit } from '../auth/audit';
import { toLedgerActor } from '../auth/ledger-actor';
import { authorize, missing } from '../auth/policy';
import { mailReceipt } from '../billing/mail-receipt';
import { findPurchaseRow } from '../billing/purchase-row';
import { getPool } from '../db/pool';
import { inTransaction } from '../db/transaction';
import { isUuid } from '../ids';
import type { PortalWorkspace } from './workspace';

const PAUSE_MINUTES = 5;

export type Mailed = { to: string } | { refused: 'too_soon' | 'nobody' };

/**
 * Sends the receipt of a paid purchase once more, to the billing contact or to who bought it: never to an address that
 * somebody types. Once in five minutes. Errors: forbidden, not_found.
 */
export async function mailReceiptAgain(actor: Actor, workspace: PortalWorkspace, purchaseId: string): Promise<Mailed> {
  authorize(actor, 'receipts:mail', { workspaceId: workspace.id });
  const found = isUuid(purchaseId) ? await findPurchaseRow(getPool(), purchaseId) : null;
  if (!found || found.workspace_id !== workspace.id || found.status !== 'paid') throw missing('receipt');
  return inTransaction(async (client): Promise<Mailed> => {
    await client.query('SELECT 1 FROM purchases WHERE id = $1 FOR UPDATE', [found.id]);
    const { rowCount } = await client.query(
      `SELECT 1 FROM audit_log WHERE workspace_id = $1 AND action = 'receipt.mail' AND target_id = $2
         AND created_at > now() - make_interval(mins => $3) LIMIT 1`,
      [workspace.id, found.id, PAUSE_MINUTES],
    );
    if ((rowCount ?? 0) > 0) return { refused: 'too_soon' };
    const to = await mailReceipt(client, found);
    if (!to) return { refused: 'nobody' };
    await recordAudit(client, {
      workspaceId: workspace.id,
      action: 'receipt.mail',
      targetKind: 'purchase',
      targetId: found.id,
      actor: toLedgerActor(actor, workspace.id),
      after: { to },
    });
    return { to };
  });
}
