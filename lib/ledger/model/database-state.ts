/** A workspace's books as the tables have them, and as the reference ledger has them, in one shape. */
import type { Pool } from '@/lib/db/pool';
import type { ModelLedger } from './ledger';
import { debtOf, freeOf, heldIn, heldOf, isActive, type Leg, type ModelWallet, settledOf } from './state';

const ms = (column: string) => `CASE WHEN isfinite(${column}) THEN (extract(epoch FROM ${column}) * 1000)::bigint END`;

/** Wallets, grants, holds and the rows after those known ($2 wallet ids, $3 their versions). */
const STATE = `
SELECT
 (SELECT json_agg(json_build_object('id', w.id, 'ownerKind', w.owner_kind, 'ownerId', w.owner_id, 'settled', w.settled_micro::text,
    'held', w.held_micro::text, 'debt', w.debt_micro::text, 'version', w.version::text, 'policy', w.overdraft_policy,
    'overdraft', w.overdraft_micro::text, 'lastBookedAt', ${ms('w.last_booked_at')}))
  FROM wallets w WHERE w.workspace_id = $1) AS wallets,
 (SELECT json_agg(json_build_object('id', g.id, 'walletId', g.wallet_id, 'source', g.source, 'amount', g.amount_micro::text,
    'remaining', g.remaining_micro::text, 'held', g.held_micro::text, 'priority', g.priority, 'unitCost', g.unit_cost_nano::text,
    'currency', g.currency, 'features', g.features, 'effectiveAt', ${ms('g.effective_at')}, 'expiresAt', ${ms('g.expires_at')},
    'isStarted', g.is_started, 'isOpen', g.is_open, 'endedAt', ${ms('g.ended_at')}, 'endReason', g.end_reason,
    'parentId', g.parent_id, 'externalRef', g.external_ref, 'description', g.description, 'reason', g.reason,
    'metadata', g.metadata, 'createdAt', ${ms('g.created_at')}) ORDER BY g.id)
  FROM grants g WHERE g.workspace_id = $1) AS grants,
 (SELECT json_agg(json_build_object('id', h.id, 'walletId', h.wallet_id, 'amount', h.amount_micro::text,
    'captured', h.captured_micro::text, 'status', h.status, 'placedAt', ${ms('h.placed_at')}, 'expiresAt', ${ms('h.expires_at')},
    'endedAt', ${ms('h.ended_at')}, 'legs', (SELECT json_agg(json_build_array(l.grant_id, l.amount_micro::text) ORDER BY l.leg)
      FROM hold_allocations l WHERE l.workspace_id = h.workspace_id AND l.hold_id = h.id)) ORDER BY h.id)
  FROM holds h WHERE h.workspace_id = $1) AS holds,
 (SELECT json_agg(json_build_object('id', t.id, 'walletId', t.wallet_id, 'seq', t.seq::text, 'kind', t.kind,
    'amount', t.amount_micro::text, 'before', t.balance_before_micro::text, 'after', t.balance_after_micro::text,
    'memberId', t.member_id, 'apiKeyId', t.api_key_id, 'feature', t.feature, 'contextId', t.context_id,
    'contextDescription', t.context_description, 'holdId', t.hold_id, 'grantId', t.grant_id, 'relatedId', t.related_id,
    'actorKind', t.actor_kind, 'actorId', t.actor_id, 'reason', t.reason, 'metadata', t.metadata,
    'bookedAt', ${ms('t.booked_at')}, 'occurredAt', ${ms('t.occurred_at')},
    'legs', (SELECT json_agg(json_build_array(a.grant_id, a.amount_micro::text) ORDER BY a.leg) FROM allocations a
      WHERE a.workspace_id = t.workspace_id AND a.transaction_id = t.id AND a.booked_at = t.booked_at)) ORDER BY t.wallet_id, t.seq)
  FROM wallets w
  LEFT JOIN unnest($2::uuid[], $3::bigint[]) k (id, version) ON k.id = w.id
  JOIN transactions t ON t.workspace_id = w.workspace_id AND t.wallet_id = w.id AND t.seq > coalesce(k.version, 0)
    AND t.booked_at >= $4
  WHERE w.workspace_id = $1) AS rows`;

export interface WalletState {
  id: string;
  ownerKind: string;
  ownerId: string;
  settled: string;
  held: string;
  debt: string;
  version: string;
  policy: string;
  overdraft: string;
  lastBookedAt: number | null;
}

export interface RowState extends Record<string, unknown> {
  id: string;
  walletId: string;
  seq: string;
}

export interface BooksState {
  wallets: WalletState[];
  grants: (Record<string, unknown> & { id: string; walletId: string })[];
  holds: (Record<string, unknown> & { id: string })[];
  rows: RowState[];
}

export async function readState(
  pool: Pool,
  workspaceId: string,
  known: { walletId: string; version: number }[],
  since: number,
): Promise<BooksState> {
  const { rows } = await pool.query<{ [K in keyof BooksState]: BooksState[K] | null }>({
    name: 'model-state',
    text: STATE,
    values: [workspaceId, known.map(({ walletId }) => walletId), known.map(({ version }) => version), new Date(since)],
  });
  const [row] = rows;
  return { wallets: row?.wallets ?? [], grants: row?.grants ?? [], holds: row?.holds ?? [], rows: row?.rows ?? [] };
}

const legsState = (legs: Leg[]) =>
  legs.length === 0 ? null : legs.map(({ grant, amount }) => [grant?.id ?? null, String(amount)]);

export const walletOwnerKey = ({ ownerKind, ownerId }: { ownerKind: string; ownerId: string }, workspaceId: string) =>
  ownerKind === 'workspace' && ownerId === workspaceId ? 'workspace' : `${ownerKind} ${ownerId}`;

export const ownerKeyOf = ({ owner }: ModelWallet): string => {
  if (owner.kind === 'member') return `member ${owner.memberId}`;
  return owner.kind === 'team' ? `team ${owner.teamId}` : 'workspace';
};

/** The reference ledger's books, with the rows after those known. */
export function modelState(ledger: ModelLedger, workspaceId: string, known: Map<string, number>): BooksState {
  const wallets = ledger.wallets.filter(({ id }) => id !== '');
  return {
    wallets: wallets.map((wallet) => ({
      id: wallet.id,
      ownerKind: wallet.owner.kind,
      ownerId: ownerKeyOf(wallet).split(' ')[1] ?? workspaceId,
      settled: String(settledOf(wallet)),
      held: String(heldIn(wallet)),
      debt: String(debtOf(wallet)),
      version: String(wallet.transactions.length),
      policy: wallet.policy,
      overdraft: String(wallet.overdraft),
      lastBookedAt: wallet.transactions.at(-1)?.bookedAt ?? null,
    })),
    grants: wallets
      .flatMap(({ grants }) => grants)
      .map((grant) => ({
        id: grant.id,
        walletId: grant.wallet.id,
        source: grant.source,
        amount: String(grant.amount),
        remaining: String(grant.remaining),
        held: String(heldOf(grant)),
        priority: grant.priority,
        unitCost: String(grant.unitCost),
        currency: grant.currency,
        features: grant.features,
        effectiveAt: grant.effectiveAt,
        expiresAt: grant.expiresAt,
        isStarted: grant.started,
        isOpen: isActive(grant) && freeOf(grant) > 0n,
        endedAt: grant.endedAt,
        endReason: grant.endReason,
        parentId: grant.parent?.id ?? null,
        externalRef: grant.externalRef,
        description: grant.description,
        reason: grant.reason,
        metadata: grant.metadata,
        createdAt: grant.createdAt,
      }))
      .sort((a, b) => (a.id < b.id ? -1 : 1)),
    holds: wallets
      .flatMap(({ holds }) => holds)
      .map((hold) => ({
        id: hold.id,
        walletId: hold.wallet.id,
        amount: String(hold.amount),
        captured: String(hold.captured),
        status: hold.status,
        placedAt: hold.placedAt,
        expiresAt: hold.expiresAt,
        endedAt: hold.endedAt,
        legs: legsState(hold.legs),
      }))
      .sort((a, b) => (a.id < b.id ? -1 : 1)),
    rows: wallets
      .flatMap((wallet) => wallet.transactions.slice(known.get(ownerKeyOf(wallet)) ?? 0))
      .map((row) => ({
        id: row.id,
        walletId: row.wallet.id,
        seq: String(row.seq),
        kind: row.kind,
        amount: String(row.amount),
        before: String(row.before),
        after: String(row.after),
        memberId: row.memberId,
        apiKeyId: row.apiKeyId,
        feature: row.feature,
        contextId: row.contextId,
        contextDescription: row.contextDescription,
        holdId: row.hold?.id ?? null,
        grantId: row.grant?.id ?? null,
        relatedId: row.related?.id ?? null,
        actorKind: row.actorKind,
        actorId: row.actorId,
        reason: row.reason,
        metadata: row.metadata,
        bookedAt: row.bookedAt,
        occurredAt: row.occurredAt,
        legs: legsState(row.legs),
      }))
      .sort((a, b) =>
        a.walletId < b.walletId ? -1 : a.walletId > b.walletId ? 1 : Number(BigInt(a.seq) - BigInt(b.seq)),
      ),
  };
}
