import { z } from 'zod';
import type { GrantStatus, GrantView, TransactionKind } from '../../ledger/types';
import { formatInstant, localDateOf } from '../dates';
import { creditNumber } from '../wires/write-json';
import { toCreditId, toMovementId } from './ids';

/**
 * The one place where lots take Togai's form: decimal numbers, calendar dates in the workspace's zone, a closed list of
 * four states.
 */
export const TOGAI_UNIT = 'credits';

export type CreditStatus = 'ACTIVE' | 'CONSUMED' | 'EXPIRED' | 'VOIDED';
export type MovementType = 'CREDITED' | 'DEBITED' | 'EXPIRED' | 'VOIDED';

const STATUSES: Record<GrantStatus, CreditStatus> = {
  scheduled: 'ACTIVE', // dated ahead: Togai knows no state of its own for it, and counts it as inapplicable
  active: 'ACTIVE',
  consumed: 'CONSUMED',
  expired: 'EXPIRED',
  voided: 'VOIDED',
};

export const toCreditStatus = (status: GrantStatus): CreditStatus => STATUSES[status];

/** What takes credits away without anybody having used them; everything else that goes down was a use. */
const TAKEN: Partial<Record<TransactionKind, MovementType>> = {
  expire: 'EXPIRED',
  void: 'VOIDED',
  refund: 'VOIDED',
  dispute_hold: 'VOIDED',
};

export const TAKEN_KINDS = [...Object.keys(TAKEN), 'dispute_release'] as TransactionKind[];

export function toMovementType(kind: TransactionKind, amountMicro: bigint): MovementType {
  return amountMicro > 0n ? 'CREDITED' : (TAKEN[kind] ?? 'DEBITED');
}

/** What a credit was created with beyond what a grant has a column for. */
const Creation = z.object({
  /** The account as the request spelled it. */
  accountId: z.string(),
  purpose: z.string(),
  applicableEntityIds: z.array(z.string()).optional(),
  idempotencyKey: z.string().optional(),
});
export type Creation = z.infer<typeof Creation>;

export const toCreationMetadata = (creation: Creation): { togai: Creation } => ({ togai: creation });

export function readCreation(metadata: GrantView['metadata']): Creation | undefined {
  return z.object({ togai: Creation }).safeParse(metadata).data?.togai;
}

/** All rate cards by use: in Togai's words, no limit to any one feature. */
const ALL_USAGE = 'ALL_USAGE_METER_RATE_CARDS';

/** Features that a credit may be spent on; empty: all. */
export function toFeatures(applicableEntityIds: string[] | undefined): string[] {
  const ids = [...new Set(applicableEntityIds ?? [])];
  return ids.includes(ALL_USAGE) ? [] : ids;
}

/** The workspace as Togai sees it: account, and that account's customer. */
export interface Account {
  workspaceId: string;
  externalId: string | null;
  timeZone: string;
}

export interface Lot {
  account: Account;
  grant: GrantView;
  isStarted: boolean;
  /** Of an ended one: what expired or was taken back, positive. */
  takenMicro: bigint;
  /** When it last got or gave something; null: never yet. */
  movedAt: Date | null;
}

/**
 * One credit. `accountId` is spelled as the present request spells it, else as the one that created the credit did (as
 * long as that still names the workspace), else the caller's own id, else ours.
 */
export function toCredit({ account, grant, isStarted, takenMicro, movedAt }: Lot, askedAccountId?: string) {
  const creation = readCreation(grant.metadata);
  const own = creation && isNameOf(account, creation.accountId) ? creation.accountId : undefined;
  return {
    accountId: askedAccountId ?? own ?? account.externalId ?? account.workspaceId,
    purpose: creation?.purpose ?? grant.description ?? grant.reason ?? grant.source,
    applicableEntityIds: creation?.applicableEntityIds ?? grant.features,
    effectiveFrom: localDateOf(grant.effectiveAt, account.timeZone),
    effectiveUntil: grant.expiresAt ? localDateOf(lastInstantBefore(grant.expiresAt), account.timeZone) : undefined,
    creditAmount: creditNumber(grant.amountMicro),
    priority: grant.priority,
    grantorId: grant.externalRef ?? undefined,
    idempotencyKey: creation?.idempotencyKey,
    id: toCreditId({ workspaceId: account.workspaceId, grantId: grant.id }),
    customerId: account.workspaceId,
    status: toCreditStatus(grant.status),
    creditUnit: TOGAI_UNIT,
    holdAmount: creditNumber(grant.heldMicro),
    consumedAmount: creditNumber(isStarted ? grant.amountMicro - grant.remainingMicro - takenMicro : 0n),
    createdAt: formatInstant(grant.createdAt),
    updatedAt: updatedAtOf(grant, movedAt),
  };
}

/** Whether a name as it was sent is the account's still, by our id or the operator's own. */
const isNameOf = ({ workspaceId, externalId }: Account, sent: string): boolean =>
  sent.toLowerCase() === workspaceId || sent.normalize('NFC') === externalId;

/** The time of the newest change after the credit was made, if there was one. */
function updatedAtOf({ createdAt, endedAt }: GrantView, movedAt: Date | null): string | undefined {
  const latest = Math.max(endedAt?.getTime() ?? 0, movedAt?.getTime() ?? 0);
  return latest > createdAt.getTime() ? formatInstant(new Date(latest)) : undefined;
}

/** Ends are exclusive in the ledger, and Togai names the last usable day. */
const lastInstantBefore = (end: Date): Date => new Date(end.getTime() - 1);

export interface Movement {
  transactionId: string;
  leg: number;
  kind: TransactionKind;
  /** Signed: what the credit got or gave. */
  amountMicro: bigint;
  feature: string | null;
  bookedAt: Date;
}

export const toWireMovement = (creditId: string, row: Movement) => ({
  id: toMovementId(row.transactionId, row.leg),
  creditId,
  transactionType: toMovementType(row.kind, row.amountMicro),
  amount: creditNumber(row.amountMicro < 0n ? -row.amountMicro : row.amountMicro),
  entityId: row.feature ?? undefined,
  createdAt: formatInstant(row.bookedAt),
});
