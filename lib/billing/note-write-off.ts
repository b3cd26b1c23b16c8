import { recordAudit } from '../auth/audit';
import type { PoolClient } from '../db/pool';
import type { PurchaseRow } from './purchase-row';
import type { TakenBack } from './take-back';

/**
 * Writes down what was spent before its money went back and is forgiven: all of it where the operator chose so, else only
 * what was spent of the bonus. Nothing, where nothing was.
 */
export async function noteWriteOff(
  client: PoolClient,
  row: PurchaseRow,
  { credit, bonus }: { credit: TakenBack; bonus: TakenBack },
  reason: string,
): Promise<void> {
  if (credit.writtenOffMicro === 0n && bonus.writtenOffMicro === 0n) return;
  await recordAudit(client, {
    workspaceId: row.workspace_id,
    action: 'refund.write_off',
    targetKind: 'purchase',
    targetId: row.id,
    actor: { kind: 'job', id: null },
    reason,
    after: { creditMicro: credit.writtenOffMicro.toString(), bonusMicro: bonus.writtenOffMicro.toString() },
  });
}
