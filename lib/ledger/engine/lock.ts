import type { Pool, PoolClient } from '../../db/pool';
import { isUuid, newId } from '../../ids';
import type { WalletState } from '../plan/state';
import { ownerIdOf } from '../plan/views';
import type { Mode, WalletOwner, WalletOwnerKind } from '../types';
import { type Directory, type KnownWallet, ownerKey } from './directory';
import type { Job } from './job';
import { toWalletState, WALLET_COLUMNS, type WalletRow } from './rows';
import { plainArray, run, toTimestamp } from './sql';

const FIND_WALLETS = `
  SELECT w.id, w.mode, w.owner_kind, w.owner_id, w.is_guarded
  FROM unnest($2::mode[], $3::wallet_owner_kind[], $4::uuid[]) AS x (mode, owner_kind, owner_id)
  JOIN wallets w ON w.workspace_id = $1 AND w.mode = x.mode AND w.owner_kind = x.owner_kind AND w.owner_id = x.owner_id`;

const FIND_BY_HOLD = `SELECT wallet_id FROM holds WHERE workspace_id = $1 AND id = ANY ($2::uuid[])`;
const FIND_BY_GRANT = `SELECT wallet_id FROM grants WHERE workspace_id = $1 AND id = ANY ($2::uuid[])`;
const FIND_BY_TRANSACTION = `SELECT wallet_id FROM transactions WHERE workspace_id = $1 AND id = ANY ($2::uuid[])`;

const LOCK_WORKSPACE = `SELECT id FROM workspaces WHERE id = $1 FOR KEY SHARE`;
const lockWallets = (suffix: string): string =>
  `SELECT ${WALLET_COLUMNS} FROM wallets WHERE workspace_id = $1 AND id = ANY ($2::uuid[])
   ORDER BY id FOR NO KEY UPDATE${suffix}`;

interface FoundWallet {
  id: string;
  mode: Mode;
  owner_kind: WalletOwnerKind;
  owner_id: string;
  is_guarded: boolean;
}

/** The ids asked for, once each; whatever is not a UUID names nothing. */
export const uniqueIds = (lists: (readonly string[] | undefined)[]): string[] => [
  ...new Set(lists.flatMap((list) => list ?? []).filter(isUuid)),
];

/**
 * Finds which wallets the jobs are about, and locks them in order of id. A wallet that an operation is going to make
 * holds the workspace's row, so that a new budget either sees the wallet or is seen by it.
 */
export async function lockWalletsOf(
  client: PoolClient,
  directory: Directory,
  workspaceId: string,
  jobs: readonly Job<unknown>[],
): Promise<{ wallets: WalletState[]; missing: { mode: Mode; owner: WalletOwner }[] }> {
  const owners = new Map(
    jobs.flatMap((job) =>
      job.owners.map(({ owner }) => [ownerKey(workspaceId, job.mode, owner), { mode: job.mode, owner }] as const),
    ),
  );
  await findUnknown(client, directory, workspaceId, owners);
  // Others add to the directory whenever this one waits, so who is known is asked anew after each wait.
  const known = () => [...owners.keys()].flatMap((key) => directory.wallets.get(key)?.id ?? []);
  const ids = new Set([...known(), ...(await findByIds(client, workspaceId, jobs))]);
  const isAbsent = (key: string) => !ids.has(directory.wallets.get(key)?.id ?? '');
  const wasAbsent = [...owners.keys()].some(isAbsent);
  const isCreating = wasAbsent && jobs.some((job) => job.owners.some((need) => need.mayCreate));
  if (isCreating) await run(client, 'lock-workspace', LOCK_WORKSPACE, [workspaceId]);
  const wallets = await lockByIds(client, workspaceId, [...ids]);
  if (wasAbsent) {
    // Whoever held these locks before us may have made a wallet and moved credits into it: without it, they would be
    // seen in neither place. Its id is newer than theirs, so the order of locks stands.
    if (wallets.length > 0) await findUnknown(client, directory, workspaceId, owners);
    const late = known().filter((id) => !ids.has(id));
    wallets.push(...(await lockByIds(client, workspaceId, late)));
  }
  // What appeared only now is taken as missing: making it again loses the race, and the work is done anew.
  const locked = new Set(wallets.map(({ id }) => id));
  const missing = [...owners].filter(([key]) => !locked.has(directory.wallets.get(key)?.id ?? ''));
  return { wallets, missing: missing.map(([, named]) => named) };
}

export async function lockByIds(
  client: PoolClient,
  workspaceId: string,
  ids: readonly string[],
  { skipLocked = false }: { skipLocked?: boolean } = {},
): Promise<WalletState[]> {
  if (ids.length === 0) return [];
  const rows = await run<WalletRow>(
    client,
    skipLocked ? 'lock-wallets-free' : 'lock-wallets',
    lockWallets(skipLocked ? ' SKIP LOCKED' : ''),
    [workspaceId, plainArray(ids)],
  );
  return rows.map(toWalletState);
}

/** The wallet of one owner, for the single statement. */
export async function findWallet(
  pool: Pool,
  directory: Directory,
  workspaceId: string,
  mode: Mode,
  owner: WalletOwner,
): Promise<KnownWallet | undefined> {
  const key = ownerKey(workspaceId, mode, owner);
  await findUnknown(pool, directory, workspaceId, new Map([[key, { mode, owner }]]));
  return directory.wallets.get(key);
}

const MAKE_WALLET = `
  INSERT INTO wallets (workspace_id, id, mode, owner_kind, owner_id, is_guarded, created_at)
  SELECT w.id, $2::uuid, $3::mode, $4::wallet_owner_kind, $5::uuid,
    EXISTS (SELECT 1 FROM budgets b WHERE b.workspace_id = $1 AND b.mode = $3::mode),
    coalesce($6::timestamptz, clock_timestamp())
  FROM workspaces w
  WHERE w.id = $1 AND ($4::wallet_owner_kind = 'workspace'
    OR EXISTS (SELECT 1 FROM members m WHERE m.workspace_id = $1 AND m.id = $5::uuid AND $4::wallet_owner_kind = 'member')
    OR EXISTS (SELECT 1 FROM teams t WHERE t.workspace_id = $1 AND t.id = $5::uuid AND $4::wallet_owner_kind = 'team'))
  ON CONFLICT DO NOTHING`;

/**
 * Makes the wallets a job may need beforehand, where a lost race could not be retried because the transaction is the
 * caller's.
 */
export async function makeWallets(client: PoolClient, job: Job<unknown>, now: Date | null): Promise<void> {
  const { workspaceId, mode } = job;
  const wanted = job.owners.filter(({ mayCreate }) => mayCreate).map(({ owner }) => owner);
  if (wanted.length === 0) return;
  await run(client, 'lock-workspace', LOCK_WORKSPACE, [workspaceId]);
  const owners = new Map(wanted.map((owner) => [ownerIdOf(owner, workspaceId), owner]));
  for (const [ownerId, owner] of [...owners].sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (!isUuid(ownerId)) continue;
    await run(client, 'make-wallet', MAKE_WALLET, [
      workspaceId,
      newId(),
      mode,
      owner.kind,
      ownerId,
      now && toTimestamp(now.getTime()),
    ]);
  }
}

async function findUnknown(
  client: Pool | PoolClient,
  directory: Directory,
  workspaceId: string,
  owners: Map<string, { mode: Mode; owner: WalletOwner }>,
): Promise<void> {
  const unknown = [...owners]
    .filter(([key, { owner }]) => !directory.wallets.get(key) && isUuid(ownerIdOf(owner, workspaceId)))
    .map(([, named]) => named);
  if (unknown.length === 0) return;
  const found = await run<FoundWallet>(client, 'find-wallets', FIND_WALLETS, [
    workspaceId,
    plainArray(unknown.map(({ mode }) => mode)),
    plainArray(unknown.map(({ owner }) => owner.kind)),
    plainArray(unknown.map(({ owner }) => ownerIdOf(owner, workspaceId))),
  ]);
  for (const row of found) {
    const key = `${workspaceId} ${row.mode} ${row.owner_kind} ${row.owner_id}`;
    directory.wallets.set(key, { id: row.id, isGuarded: row.is_guarded });
  }
}

async function findByIds(client: PoolClient, workspaceId: string, jobs: readonly Job<unknown>[]): Promise<string[]> {
  const lookups = [
    { name: 'find-by-hold', sql: FIND_BY_HOLD, ids: uniqueIds(jobs.map((job) => job.needs.holdIds)) },
    { name: 'find-by-grant', sql: FIND_BY_GRANT, ids: uniqueIds(jobs.map((job) => job.needs.grantIds)) },
    { name: 'find-by-row', sql: FIND_BY_TRANSACTION, ids: uniqueIds(jobs.map((job) => job.needs.transactionIds)) },
  ];
  const found: string[] = [];
  for (const { name, sql, ids } of lookups) {
    if (ids.length === 0) continue;
    const rows = await run<{ wallet_id: string }>(client, name, sql, [workspaceId, plainArray(ids)]);
    found.push(...rows.map((row) => row.wallet_id));
  }
  return found;
}

/** A wallet as a row of zeros, written only when something is booked in it. */
export function newWalletState(workspaceId: string, mode: Mode, owner: WalletOwner, now: number): WalletState {
  return {
    id: newId(),
    mode,
    ownerKind: owner.kind,
    ownerId: ownerIdOf(owner, workspaceId),
    createdAt: now,
    isNew: true,
    settled: 0n,
    held: 0n,
    debt: 0n,
    version: 0n,
    policy: 'none',
    overdraft: 0n,
    isGuarded: false,
    nextEventAt: Number.POSITIVE_INFINITY,
    lastBookedAt: Number.NEGATIVE_INFINITY,
    heldOverdraft: 0n,
    mayUnguard: false,
    open: [],
    beyond: [],
    horizon: null,
    isComplete: true,
    loadedCount: 0,
  };
}
