import { recordAudit } from '../auth/audit';
import { toLedgerActor } from '../auth/ledger-actor';
import { authorize, missing } from '../auth/policy';
import { getPool } from '../db/pool';
import { formats } from '../i18n/formats';
import { translator } from '../i18n/translator';
import { getLedger } from '../ledger';
import type { WalletOwner } from '../ledger/types';
import { Issues, idempotencyOf, type PortalChange } from './change';
import { creditsText } from './credits-text';
import { PORTAL_MODE } from './mode';
import { parseCredits } from './parse-credits';

export interface MoveInput {
  owner: Exclude<WalletOwner, { kind: 'workspace' }>;
  /** Out of the workspace's wallet, or back into it. */
  direction: 'give' | 'take';
  /** As typed. */
  amount: string;
}

const idOf = (owner: MoveInput['owner']): string => (owner.kind === 'member' ? owner.memberId : owner.teamId);

/** Who is gone can give back, but gets nothing any more. Errors: not_found. */
async function requireOwner(
  { workspace }: PortalChange,
  { owner, direction }: Omit<MoveInput, 'amount'>,
): Promise<void> {
  const table = owner.kind === 'member' ? 'members' : 'teams';
  const { rows } = await getPool().query<{ removedAt: Date | null }>(
    `SELECT removed_at AS "removedAt" FROM ${table} WHERE workspace_id = $1 AND id::text = $2`,
    [workspace.id, idOf(owner)],
  );
  const found = rows[0];
  if (!found || (direction === 'give' && found.removedAt)) throw missing(owner.kind === 'member' ? 'user' : 'team');
}

/**
 * Moves credits between the workspace's wallet and one inside it; once per form. Answers the amount as text.
 * Errors: forbidden, not_found, validation_failed, insufficient_credits.
 */
export async function moveCredits(change: PortalChange, input: MoveInput): Promise<string> {
  const { workspace } = change;
  authorize(change.actor, 'credits:transfer', { workspaceId: workspace.id });
  const t = translator(workspace.locale, 'forms');
  const issues = new Issues();
  const amountMicro = parseCredits(input.amount, workspace.locale);
  if (amountMicro === null) issues.add('amount', t('fields.amount'));
  else if (amountMicro <= 0n) issues.add('amount', t('fields.positive'));
  issues.refuse();
  await moveAmount(change, input, amountMicro ?? 0n);
  return formats(workspace.locale).credits(amountMicro ?? 0n);
}

/** The same with an amount that is known. Errors: forbidden, not_found, insufficient_credits. */
export async function moveAmount(
  change: PortalChange,
  input: Omit<MoveInput, 'amount'>,
  amount: bigint,
): Promise<void> {
  const { actor, workspace } = change;
  authorize(actor, 'credits:transfer', { workspaceId: workspace.id });
  await requireOwner(change, input);
  const own: WalletOwner = { kind: 'workspace' };
  const [from, to] = input.direction === 'give' ? [own, input.owner] : [input.owner, own];
  const writer = toLedgerActor(actor, workspace.id);
  const note = { from: from.kind, to: to.kind, amount: creditsText(amount) };
  await getLedger().transfer({
    workspaceId: workspace.id,
    mode: PORTAL_MODE,
    actor: writer,
    from,
    to,
    amountMicro: amount,
    idempotency: idempotencyOf(change, `move ${JSON.stringify({ ...note, owner: idOf(input.owner) })}`),
    alongside: (client) =>
      recordAudit(client, {
        workspaceId: workspace.id,
        action: 'credits.transfer',
        targetKind: input.owner.kind,
        targetId: idOf(input.owner),
        actor: writer,
        after: note,
        ip: change.ip,
      }),
  });
}
