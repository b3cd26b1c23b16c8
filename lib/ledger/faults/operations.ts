/** One of each writing operation, prepared so that it can be done in another process under a key of its own. */
import type { Ledger } from '..';
import type { Idempotency, Scope, Written } from '../types';

export interface Prepared {
  /** What the operation needs to exist: ids of a grant, a hold, a spend. */
  grantId: string;
  holdId: string;
  spendId: string;
  memberId: string;
}

type Perform = (
  ledger: Ledger,
  scope: Scope & { idempotency: Idempotency },
  prepared: Prepared,
) => Promise<Written<unknown>>;

const workspace = { kind: 'workspace' } as const;

export const OPERATIONS: Record<string, Perform> = {
  grant: (ledger, scope) => ledger.grant({ ...scope, owner: workspace, source: 'admin', amountMicro: 5_000_000n }),
  consume: (ledger, scope) => ledger.consume({ ...scope, owner: workspace, amountMicro: 3_000_000n, feature: 'chat' }),
  placeHold: (ledger, scope) => ledger.placeHold({ ...scope, owner: workspace, amountMicro: 2_000_000n }),
  captureHold: (ledger, scope, { holdId }) => ledger.captureHold({ ...scope, holdId, amountMicro: 1_000_000n }),
  releaseHold: (ledger, scope, { holdId }) => ledger.releaseHold({ ...scope, holdId }),
  reverse: (ledger, scope, { spendId }) => ledger.reverse({ ...scope, transactionId: spendId, reason: 'test' }),
  voidGrant: (ledger, scope, { grantId }) => ledger.voidGrant({ ...scope, grantId, reason: 'test' }),
  adjust: (ledger, scope) => ledger.adjust({ ...scope, owner: workspace, amountMicro: -1_000_000n, reason: 'test' }),
  transfer: (ledger, scope, { memberId }) =>
    ledger.transfer({ ...scope, from: workspace, to: { kind: 'member', memberId }, amountMicro: 4_000_000n }),
};

/** Makes what the operations need: a grant (with an end, where one is wanted), a spend and a hold on it. */
export async function prepare(
  ledger: Ledger,
  scope: Scope,
  memberId: string,
  expiresAt: Date | null = null,
): Promise<Prepared> {
  const grant = { owner: workspace, source: 'admin', amountMicro: 50_000_000n, expiresAt } as const;
  const granted = await ledger.grant({ ...scope, ...grant });
  const spent = await ledger.consume({ ...scope, owner: workspace, amountMicro: 7_000_000n });
  const held = await ledger.placeHold({ ...scope, owner: workspace, amountMicro: 6_000_000n });
  return {
    grantId: granted.result.grant.id,
    spendId: spent.result.transaction.id,
    holdId: held.result.hold.id,
    memberId,
  };
}

/** The key under which an operation is tried, in whatever process. */
export const keyFor = (workspaceId: string, operation: string): Idempotency => ({
  credentialId: workspaceId,
  key: `try-${operation}`,
  requestHash: Buffer.alloc(32, operation),
});
