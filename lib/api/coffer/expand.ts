import { authorize, type OperationName } from '../../auth/policy';
import { getPool } from '../../db/pool';
import type { GrantView, HoldView, TransactionView, WalletOwner } from '../../ledger/types';
import type { ApiContext } from '../operation';
import { listOf } from '../schema';
import { MEMBER_COLUMNS, type MemberRow, toWireMember } from './member-row';
import { TEAM_COLUMNS, type TeamRow, toWireTeam } from './team-row';
import { toWireGrant, toWireHold } from './wire';

/**
 * `expand`: what a row names by an id, read with it, by one look-up for a whole page. The names are those of the row's
 * fields without `Id`; what was asked for stands under `expanded`, null where the row names nothing.
 */
export type Expandable = 'user' | 'team' | 'onBehalfOf' | 'grant' | 'hold';

type Ids = Partial<Record<Expandable, string | null>>;
type Found = ReadonlyMap<string, unknown>;

interface Reader {
  /** What is expanded takes the right that reading it by itself takes. */
  policy: OperationName;
  read(ctx: ApiContext, ids: string[]): Promise<Found>;
}

const ROWS_MAX = 200;

const byId = <T extends { id: string }>(rows: T[], toWire: (row: T) => unknown): Found =>
  new Map(rows.map((row) => [row.id, toWire(row)]));

const member: Reader = {
  policy: 'members:view',
  read: async ({ scope }, ids) => {
    const { rows } = await getPool().query<MemberRow>(
      `SELECT ${MEMBER_COLUMNS} FROM members m WHERE m.workspace_id = $1 AND m.id = ANY($2::uuid[])`,
      [scope.workspaceId, ids],
    );
    return byId(rows, toWireMember);
  },
};

const team: Reader = {
  policy: 'teams:view',
  read: async ({ scope }, ids) => {
    const { rows } = await getPool().query<TeamRow>(
      `SELECT ${TEAM_COLUMNS} FROM teams t WHERE t.workspace_id = $1 AND t.id = ANY($2::uuid[])`,
      [scope.workspaceId, ids],
    );
    return byId(rows, toWireTeam);
  },
};

const grant: Reader = {
  policy: 'credits:read',
  read: async ({ ledger, scope: { workspaceId, mode } }, ids) =>
    byId((await ledger.listGrants({ workspaceId, mode, ids }, { limit: ROWS_MAX })).items, toWireGrant),
};

const hold: Reader = {
  policy: 'holds:view',
  read: async ({ ledger, scope: { workspaceId, mode } }, ids) =>
    byId((await ledger.listHolds({ workspaceId, mode, ids }, { limit: ROWS_MAX })).items, toWireHold),
};

const READERS: Record<Expandable, Reader> = { user: member, onBehalfOf: member, team, grant, hold };

/** The query member of a list or a single read whose rows name these. */
export const expandQuery = <const T extends readonly [Expandable, ...Expandable[]]>(names: T) => ({
  expand: listOf(
    names,
    `What the rows name, whole, under \`expanded\`. One or several of: ${names.join(', ')}.`,
  ).optional(),
});

const ofOwner = (owner: WalletOwner): Ids => ({
  user: owner.kind === 'member' ? owner.memberId : null,
  team: owner.kind === 'team' ? owner.teamId : null,
});

/** What the rows of each kind name. */
export const namedByTransaction = ({ memberId, grantId, holdId }: TransactionView): Ids => ({
  onBehalfOf: memberId,
  grant: grantId,
  hold: holdId,
});
export const namedByGrant = ({ owner }: GrantView): Ids => ofOwner(owner);
export const namedByHold = ({ owner, memberId }: HoldView): Ids => ({ ...ofOwner(owner), onBehalfOf: memberId });
export const namedByWallet = ({ owner }: { owner: WalletOwner }): Ids => ofOwner(owner);

/** What a row's wire form gets beside its own members: nothing, unless it was asked for. */
export type Expand<T> = (row: T) => { expanded?: Partial<Record<Expandable, unknown>> };

/**
 * Reads what the rows name, as far as it was asked for, one look-up for each name. Errors: forbidden, without the right to
 * read it.
 */
export async function expandRows<T>(
  ctx: ApiContext,
  asked: readonly Expandable[] | undefined,
  rows: readonly T[],
  namedBy: (row: T) => Ids,
): Promise<Expand<T>> {
  if (asked === undefined) return () => ({});
  const names = [...new Set(asked)];
  for (const name of names) authorize(ctx.actor, READERS[name].policy, { workspaceId: ctx.scope.workspaceId });
  const read = async (name: Expandable): Promise<[Expandable, Found]> => {
    const ids = [...new Set(rows.flatMap((row) => namedBy(row)[name] ?? []))];
    return [name, ids.length > 0 ? await READERS[name].read(ctx, ids) : new Map()];
  };
  const found = new Map(await Promise.all(names.map(read)));
  const of = (name: Expandable, id: string | null | undefined) => (id ? (found.get(name)?.get(id) ?? null) : null);
  return (row) => ({ expanded: Object.fromEntries(names.map((name) => [name, of(name, namedBy(row)[name])])) });
}
