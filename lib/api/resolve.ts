import type { ApiKeyActor } from '../auth/actor';
import { missing } from '../auth/policy';
import { getPool, type PoolClient } from '../db/pool';
import { AppError } from '../errors';
import { isUuid, NIL_UUID, newId } from '../ids';
import type { WalletOwner } from '../ledger/types';
import { singleton } from '../singleton';
import { createBatchLoader } from './batch-loader';
import type { ApiContext } from './operation';

/**
 * From a caller's names to our ids. Everywhere a customer, a user or a team is named, our id and the caller's own id
 * both work; when a text could be both, our id wins. What was found is believed for one second.
 */
const MAX_AGE_MS = 1_000;

interface CustomerRow {
  id: string;
  timeZone: string;
}

interface MemberKey {
  workspaceId: string;
  reference: string;
}

interface MemberRow {
  id: string;
  isRemoved: boolean;
}

const customers = () =>
  singleton('api-customers', () =>
    createBatchLoader<string, CustomerRow>({
      idOf: (reference) => reference,
      maxAgeMs: MAX_AGE_MS,
      maxEntries: 10_000,
      maxBatch: 500,
      fetch: async (references) => {
        const { rows } = await getPool().query<CustomerRow & { reference: string }>({
          name: 'api_find_customers',
          text: `SELECT DISTINCT ON (asked.reference) asked.reference, w.id, w.time_zone AS "timeZone"
            FROM unnest($1::text[], $2::uuid[]) AS asked(reference, id)
            JOIN workspaces w ON w.id = asked.id OR w.external_id = asked.reference
            ORDER BY asked.reference, w.id = asked.id DESC NULLS LAST`,
          values: [references, references.map(uuidOrNull)],
        });
        return new Map(rows.map(({ reference, ...row }) => [reference, row]));
      },
    }),
  );

const idOfMember = ({ workspaceId, reference }: MemberKey): string => `${workspaceId} ${reference}`;

const members = () =>
  singleton('api-members', () =>
    createBatchLoader<MemberKey, MemberRow>({
      idOf: idOfMember,
      maxAgeMs: MAX_AGE_MS,
      maxEntries: 50_000,
      maxBatch: 500,
      fetch: async (keys) => {
        const { rows } = await getPool().query<MemberRow & MemberKey>({
          name: 'api_find_members',
          text: `SELECT asked.workspace_id AS "workspaceId", asked.reference, m.id, m.removed_at IS NOT NULL AS "isRemoved"
            FROM unnest($1::uuid[], $2::text[], $3::uuid[]) AS asked(workspace_id, reference, id)
            CROSS JOIN LATERAL (
              SELECT id, removed_at, 0 AS rank FROM members WHERE workspace_id = asked.workspace_id AND id = asked.id
              UNION ALL
              SELECT id, removed_at, 1 FROM members
              WHERE workspace_id = asked.workspace_id AND external_id = asked.reference
              ORDER BY rank LIMIT 1) m`,
          values: [
            keys.map(({ workspaceId }) => workspaceId),
            keys.map(({ reference }) => reference),
            keys.map(({ reference }) => uuidOrNull(reference)),
          ],
        });
        return new Map(rows.map((row) => [idOfMember(row), row]));
      },
    }),
  );

/** Callers' own ids are kept composed, so a name that comes decomposed is the same one wherever it stands. */
const composed = (reference: string): string => reference.normalize('NFC');

const uuidOrNull = (reference: string): string | null => (isUuid(reference) ? reference.toLowerCase() : null);

/** Forgets what was found, for tests and after a change made here. */
export function forgetResolved(): void {
  customers().clear();
  members().clear();
}

/**
 * The customer a call is about. A customer's own key may name its customer or leave it out; naming another one looks
 * the same as naming one that does not exist. Errors: not_found, invalid_request.
 */
export async function resolveCustomer(actor: ApiKeyActor, reference: string | null): Promise<string> {
  if (actor.workspaceId !== null) {
    if (reference === null || reference.toLowerCase() === actor.workspaceId) return actor.workspaceId;
    const own = await findCustomer(reference);
    if (own?.id === actor.workspaceId) return own.id;
    throw missing('customer');
  }
  if (reference === null) {
    throw new AppError('invalid_request', {
      detail: "This key works for every customer, so say which one: send customerId (our id or the operator's own).",
    });
  }
  const found = await findCustomer(reference);
  if (!found) throw missing('customer');
  return found.id;
}

const findCustomer = async (reference: string): Promise<CustomerRow | undefined> =>
  reference.length > 255 || reference.includes('\0') ? undefined : customers().load(composed(reference));

/** The customer's own zone: what dates without one mean. */
export async function timeZoneOf(workspaceId: string): Promise<string> {
  return (await findCustomer(workspaceId))?.timeZone ?? 'UTC';
}

interface OwnerReference {
  userId?: string;
  teamId?: string;
}

/** The wallet a call names: the user's, else the team's, else the customer's own. Errors: not_found. */
export async function resolveOwner(
  { userId, teamId }: OwnerReference,
  ctx: ApiContext,
  options: { includeRemoved?: boolean } = {},
): Promise<WalletOwner> {
  if (userId !== undefined) return { kind: 'member', memberId: await resolveMember(userId, ctx, options) };
  if (teamId !== undefined) return { kind: 'team', teamId: await resolveTeam(teamId, ctx) };
  return { kind: 'workspace' };
}

/**
 * A member by our id or the caller's own. A key that speaks for one member finds no other. Errors: not_found.
 */
export async function resolveMember(
  reference: string,
  ctx: ApiContext,
  { includeRemoved = false }: { includeRemoved?: boolean } = {},
): Promise<string> {
  const found = await members().load({ workspaceId: ctx.scope.workspaceId, reference: composed(reference) });
  const isOther = ctx.actor.memberId !== null && found?.id !== ctx.actor.memberId;
  if (!found || isOther || (found.isRemoved && !includeRemoved)) throw missing('user');
  return found.id;
}

/** A team by our id or the caller's own; a key that speaks for one member finds that member's teams only. */
export async function resolveTeam(reference: string, ctx: ApiContext): Promise<string> {
  const { rows } = await getPool().query<{ id: string }>({
    name: 'api_find_team',
    text: `SELECT t.id FROM teams t
      WHERE t.workspace_id = $1 AND (t.id = $3 OR t.external_id = $2) AND t.removed_at IS NULL
        AND ($4::uuid IS NULL OR EXISTS (SELECT 1 FROM team_members m
          WHERE m.workspace_id = t.workspace_id AND m.team_id = t.id AND m.member_id = $4))
      ORDER BY t.id = $3 DESC NULLS LAST LIMIT 1`,
    values: [ctx.scope.workspaceId, composed(reference), uuidOrNull(reference), ctx.actor.memberId],
  });
  if (!rows[0]) throw missing('team');
  return rows[0].id;
}

/** Whether a grant to this user would be the first that is heard of them. A key of one member introduces nobody. */
export async function isNewcomer(userId: string | undefined, { actor, scope }: ApiContext): Promise<boolean> {
  if (userId === undefined || actor.memberId !== null) return false;
  return (await members().load({ workspaceId: scope.workspaceId, reference: composed(userId) })) === undefined;
}

/** Makes a member under the caller's id, unless another request did so a moment ago; answers our id. */
export async function introduceMember(client: PoolClient, workspaceId: string, userId: string): Promise<string> {
  const { rows } = await client.query<{ id: string }>(
    `INSERT INTO members (workspace_id, id, external_id, name) VALUES ($1, $2, $3, $3)
     ON CONFLICT (workspace_id, external_id) DO UPDATE SET external_id = excluded.external_id RETURNING id`,
    [workspaceId, newId(), composed(userId)],
  );
  if (!rows[0]) throw new Error('a member that was made or found has an id');
  return rows[0].id;
}

/** For whom a spend is counted: whom the call names, else the wallet's own user, else the key's member. */
export async function resolveBehalf(
  onBehalfOf: string | undefined,
  owner: WalletOwner,
  ctx: ApiContext,
): Promise<string | null> {
  if (onBehalfOf !== undefined) return resolveMember(onBehalfOf, ctx);
  return owner.kind === 'member' ? owner.memberId : ctx.actor.memberId;
}

/** The wallet a list is narrowed to; undefined: all of them. Removed users keep their history. Errors: not_found. */
export async function resolveFilterOwner(reference: OwnerReference, ctx: ApiContext): Promise<WalletOwner | undefined> {
  if (reference.userId === undefined && reference.teamId === undefined) return undefined;
  return resolveOwner(reference, ctx, { includeRemoved: true });
}

/**
 * The user whose usage a list is narrowed to. A key that speaks for one member sees that member's rows, and all of the
 * member's own wallet. Errors: not_found.
 */
export async function resolveFilterMember(
  onBehalfOf: string | undefined,
  owner: WalletOwner | undefined,
  ctx: ApiContext,
): Promise<string | undefined> {
  if (onBehalfOf !== undefined) return resolveMember(onBehalfOf, ctx, { includeRemoved: true });
  return owner?.kind === 'member' ? undefined : (ctx.actor.memberId ?? undefined);
}

/** An API key of the customer, by its id. Errors: not_found. */
export async function resolveKey(keyId: string, ctx: ApiContext): Promise<string> {
  const { rows } = isUuid(keyId)
    ? await getPool().query<{ id: string }>('SELECT id FROM api_keys WHERE id = $1 AND workspace_id = $2', [
        keyId,
        ctx.scope.workspaceId,
      ])
    : { rows: [] };
  if (!rows[0]) throw missing('API key');
  return rows[0].id;
}

export function ownerIdOf(owner: WalletOwner, workspaceId: string): string {
  if (owner.kind === 'member') return owner.memberId;
  return owner.kind === 'team' ? owner.teamId : workspaceId;
}

/** The id of an owner's wallet; the nil UUID, which no wallet has, while nothing was ever granted to it. */
export async function findWalletId(owner: WalletOwner, { scope }: ApiContext): Promise<string> {
  const { rows } = await getPool().query<{ id: string }>({
    name: 'api_find_wallet',
    text: `SELECT id FROM wallets
      WHERE workspace_id = $1 AND mode = $2::mode AND owner_kind = $3::wallet_owner_kind AND owner_id = $4`,
    values: [scope.workspaceId, scope.mode, owner.kind, ownerIdOf(owner, scope.workspaceId)],
  });
  return rows[0]?.id ?? NIL_UUID;
}
