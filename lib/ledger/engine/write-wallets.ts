import { isOpen } from '../plan/burn-order';
import type { GrantState, WalletState } from '../plan/state';
import { type Part, rows } from './part';
import { jsonArray, plainArray, textArray, timeArray } from './sql';

export function newWallets(wallets: WalletState[]): Part {
  const sorted = [...wallets].sort((a, b) => (a.ownerId < b.ownerId ? -1 : 1));
  return {
    letters: 'wn',
    sql: (
      p,
    ) => `INSERT INTO wallets (workspace_id, id, mode, owner_kind, owner_id, settled_micro, held_micro, debt_micro,
        version, overdraft_policy, overdraft_micro, is_guarded, next_event_at, last_booked_at, created_at)
      SELECT $1::uuid, x.* FROM ${rows(p, [
        ['id', 'uuid'],
        ['mode', 'mode'],
        ['owner_kind', 'wallet_owner_kind'],
        ['owner_id', 'uuid'],
        ...WALLET_FIGURES,
        ['created_at', 'timestamptz'],
      ])}`,
    values: [
      plainArray(sorted.map(({ id }) => id)),
      plainArray(sorted.map(({ mode }) => mode)),
      plainArray(sorted.map(({ ownerKind }) => ownerKind)),
      plainArray(sorted.map(({ ownerId }) => ownerId)),
      ...walletFigures(sorted),
      timeArray(sorted.map(({ createdAt }) => createdAt)),
    ],
  };
}

const WALLET_FIGURES: [string, string][] = [
  ['settled', 'bigint'],
  ['held', 'bigint'],
  ['debt', 'bigint'],
  ['version', 'bigint'],
  ['policy', 'overdraft_policy'],
  ['overdraft', 'bigint'],
  ['is_guarded', 'boolean'],
  ['next_event_at', 'timestamptz'],
  ['last_booked_at', 'timestamptz'],
];

const walletFigures = (wallets: WalletState[]): string[] => [
  plainArray(wallets.map(({ settled }) => settled)),
  plainArray(wallets.map(({ held }) => held)),
  plainArray(wallets.map(({ debt }) => debt)),
  plainArray(wallets.map(({ version }) => version)),
  plainArray(wallets.map(({ policy }) => policy)),
  plainArray(wallets.map(({ overdraft }) => overdraft)),
  plainArray(wallets.map(({ isGuarded }) => isGuarded)),
  timeArray(wallets.map(({ nextEventAt }) => nextEventAt)),
  timeArray(wallets.map(({ lastBookedAt }) => lastBookedAt)),
];

export const changedWallets = (wallets: WalletState[]): Part => ({
  letters: 'wc',
  sql: (p) => `UPDATE wallets SET settled_micro = x.settled, held_micro = x.held, debt_micro = x.debt,
      version = x.version, overdraft_policy = x.policy, overdraft_micro = x.overdraft, is_guarded = x.is_guarded,
      next_event_at = x.next_event_at, last_booked_at = x.last_booked_at
    FROM ${rows(p, [['id', 'uuid'], ...WALLET_FIGURES])}
    WHERE wallets.workspace_id = $1 AND wallets.id = x.id`,
  values: [plainArray(wallets.map(({ id }) => id)), ...walletFigures(wallets)],
});

/** What a spend changes of a grant. */
export const spentGrants = (grants: GrantState[]): Part => ({
  letters: 'gs',
  sql: (p) => `UPDATE grants SET remaining_micro = x.remaining, held_micro = x.held, is_open = x.is_open
    FROM ${rows(p, [
      ['id', 'uuid'],
      ['remaining', 'bigint'],
      ['held', 'bigint'],
      ['is_open', 'boolean'],
    ])}
    WHERE grants.workspace_id = $1 AND grants.id = x.id`,
  values: [
    plainArray(grants.map(({ id }) => id)),
    plainArray(grants.map(({ remaining }) => remaining)),
    plainArray(grants.map(({ held }) => held)),
    plainArray(grants.map(isOpen)),
  ],
});

/** Grants that began, ended, were split or got another end. */
export const changedGrants = (grants: GrantState[]): Part => ({
  letters: 'gc',
  sql: (p) => `UPDATE grants SET remaining_micro = x.remaining, held_micro = x.held, is_open = x.is_open,
      amount_micro = coalesce(x.amount, grants.amount_micro), is_started = x.is_started, expires_at = x.expires_at,
      ended_at = x.ended_at, end_reason = x.end_reason
    FROM ${rows(p, [
      ['id', 'uuid'],
      ['remaining', 'bigint'],
      ['held', 'bigint'],
      ['is_open', 'boolean'],
      ['amount', 'bigint'],
      ['is_started', 'boolean'],
      ['expires_at', 'timestamptz'],
      ['ended_at', 'timestamptz'],
      ['end_reason', 'text'],
    ])}
    WHERE grants.workspace_id = $1 AND grants.id = x.id`,
  values: [
    plainArray(grants.map(({ id }) => id)),
    plainArray(grants.map(({ remaining }) => remaining)),
    plainArray(grants.map(({ held }) => held)),
    plainArray(grants.map(isOpen)),
    plainArray(grants.map(({ details }) => details?.amount ?? null)),
    plainArray(grants.map(({ isStarted }) => isStarted)),
    timeArray(grants.map(({ expiresAt }) => expiresAt)),
    timeArray(grants.map(({ endedAt }) => endedAt)),
    plainArray(grants.map(({ endReason }) => endReason)),
  ],
});

export const newGrants = (grants: GrantState[]): Part => ({
  letters: 'gn',
  sql: (p) => `INSERT INTO grants (workspace_id, id, wallet_id, source, amount_micro, remaining_micro, held_micro,
      priority, unit_cost_nano, currency, features, effective_at, expires_at, is_started, is_open, ended_at, end_reason,
      purchase_id, parent_id, external_ref, description, reason, metadata, created_at)
    SELECT $1::uuid, x.id, x.wallet_id, x.source, x.amount, x.remaining, x.held, x.priority, x.unit_cost, x.currency,
      x.features::text[], x.effective_at, x.expires_at, x.is_started, x.is_open, x.ended_at, x.end_reason,
      x.purchase_id, x.parent_id, x.external_ref, x.description, x.reason, x.metadata::jsonb, x.created_at
    FROM ${rows(p, [
      ['id', 'uuid'],
      ['wallet_id', 'uuid'],
      ['source', 'grant_source'],
      ['amount', 'bigint'],
      ['remaining', 'bigint'],
      ['held', 'bigint'],
      ['priority', 'int'],
      ['unit_cost', 'bigint'],
      ['currency', 'text'],
      ['features', 'text'],
      ['effective_at', 'timestamptz'],
      ['expires_at', 'timestamptz'],
      ['is_started', 'boolean'],
      ['is_open', 'boolean'],
      ['ended_at', 'timestamptz'],
      ['end_reason', 'text'],
      ['purchase_id', 'uuid'],
      ['parent_id', 'uuid'],
      ['external_ref', 'text'],
      ['description', 'text'],
      ['reason', 'text'],
      ['metadata', 'text'],
      ['created_at', 'timestamptz'],
    ])}`,
  values: [
    plainArray(grants.map(({ id }) => id)),
    plainArray(grants.map(({ walletId }) => walletId)),
    plainArray(grants.map(({ details }) => details?.source ?? null)),
    plainArray(grants.map(({ details }) => details?.amount ?? null)),
    plainArray(grants.map(({ remaining }) => remaining)),
    plainArray(grants.map(({ held }) => held)),
    plainArray(grants.map(({ priority }) => priority)),
    plainArray(grants.map(({ unitCost }) => unitCost)),
    textArray(grants.map(({ details }) => details?.currency ?? null)),
    textArray(grants.map(({ features }) => textArray(features))),
    timeArray(grants.map(({ effectiveAt }) => effectiveAt)),
    timeArray(grants.map(({ expiresAt }) => expiresAt)),
    plainArray(grants.map(({ isStarted }) => isStarted)),
    plainArray(grants.map(isOpen)),
    timeArray(grants.map(({ endedAt }) => endedAt)),
    plainArray(grants.map(({ endReason }) => endReason)),
    plainArray(grants.map(({ details }) => details?.purchaseId ?? null)),
    plainArray(grants.map(({ details }) => details?.parentId ?? null)),
    textArray(grants.map(({ details }) => details?.externalRef ?? null)),
    textArray(grants.map(({ details }) => details?.description ?? null)),
    textArray(grants.map(({ details }) => details?.reason ?? null)),
    jsonArray(grants.map(({ details }) => details?.metadata ?? null)),
    timeArray(grants.map(({ createdAt }) => createdAt)),
  ],
});
