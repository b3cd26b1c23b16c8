import { missing } from '../auth/policy';
import { getPool } from '../db/pool';
import { isAppError } from '../errors';
import { isUuid } from '../ids';
import type { GrantView, HoldView, Mode, TransactionView, WalletOwner, WalletOwnerKind } from '../ledger/types';
import { singleton } from '../singleton';
import { createBatchLoader } from './batch-loader';
import type { ApiContext } from './operation';

/** Things named by our id in a path: found only in the caller's own books, and otherwise not there at all. */

interface WalletKey {
  workspaceId: string;
  walletId: string;
}

interface WalletPlace {
  mode: Mode;
  owner: WalletOwner;
}

const idOfWallet = ({ workspaceId, walletId }: WalletKey): string => `${workspaceId} ${walletId}`;

/** A wallet never changes its books or its owner, so what was read stays true. */
const wallets = () =>
  singleton('api-wallets', () =>
    createBatchLoader<WalletKey, WalletPlace>({
      idOf: idOfWallet,
      maxAgeMs: 3_600_000,
      maxEntries: 50_000,
      maxBatch: 500,
      fetch: async (keys) => {
        type Row = WalletKey & { mode: Mode; ownerKind: WalletOwnerKind; ownerId: string };
        const { rows } = await getPool().query<Row>({
          name: 'api_find_wallets',
          text: `SELECT w.workspace_id AS "workspaceId", w.id AS "walletId", w.mode::text, w.owner_kind::text AS "ownerKind",
              w.owner_id AS "ownerId"
            FROM unnest($1::uuid[], $2::uuid[]) AS asked(workspace_id, id)
            JOIN wallets w ON w.workspace_id = asked.workspace_id AND w.id = asked.id`,
          values: [keys.map(({ workspaceId }) => workspaceId), keys.map(({ walletId }) => walletId)],
        });
        return new Map(rows.map((row) => [idOfWallet(row), { mode: row.mode, owner: ownerOf(row) }]));
      },
    }),
  );

function ownerOf({ ownerKind, ownerId }: { ownerKind: WalletOwnerKind; ownerId: string }): WalletOwner {
  if (ownerKind === 'member') return { kind: 'member', memberId: ownerId };
  return ownerKind === 'team' ? { kind: 'team', teamId: ownerId } : { kind: 'workspace' };
}

/** Wallets made or dropped elsewhere in a test. */
export const forgetWallets = (): void => wallets().clear();

interface InWallet {
  walletId: string;
  /** Whose usage it is. */
  memberId?: string | null;
}

/**
 * Reads one thing of a wallet by its id. What lies in the other mode's books, or in another member's wallet when the key
 * speaks for one member, gets the same answer as what does not exist. Errors: not_found.
 */
async function readOne<T extends InWallet>(
  ctx: ApiContext,
  what: string,
  id: string | undefined,
  read: (id: string) => Promise<T>,
): Promise<T> {
  if (id === undefined || !isUuid(id)) throw missing(what);
  const found = await orMissing(what, read(id.toLowerCase()));
  await requireVisible(ctx, what, found);
  return found;
}

/** The ledger's "not found" in the one wording that all of them have here. */
async function orMissing<T>(what: string, reading: Promise<T>): Promise<T> {
  try {
    return await reading;
  } catch (error) {
    throw isAppError(error) && error.code === 'not_found' ? missing(what) : error;
  }
}

async function requireVisible(ctx: ApiContext, what: string, { walletId, memberId }: InWallet): Promise<void> {
  const { workspaceId, mode } = ctx.scope;
  const wallet = await wallets().load({ workspaceId, walletId });
  if (wallet?.mode !== mode) throw missing(what);
  const own = ctx.actor.memberId;
  if (own === null) return;
  const isOwnWallet = wallet.owner.kind === 'member' && wallet.owner.memberId === own;
  if (isOwnWallet || memberId === own) return;
  if (wallet.owner.kind === 'member' || memberId != null) throw missing(what);
}

type Id = string | undefined;

export const readGrant = (ctx: ApiContext, grantId: Id): Promise<GrantView> =>
  readOne(ctx, 'grant', grantId, (id) => ctx.ledger.getGrant({ workspaceId: ctx.scope.workspaceId, grantId: id }));

export const readHold = (ctx: ApiContext, holdId: Id): Promise<HoldView> =>
  readOne(ctx, 'hold', holdId, (id) => ctx.ledger.getHold({ workspaceId: ctx.scope.workspaceId, holdId: id }));

export const readTransaction = (ctx: ApiContext, transactionId: Id): Promise<TransactionView> =>
  readOne(ctx, 'transaction', transactionId, (id) =>
    ctx.ledger.getTransaction({ workspaceId: ctx.scope.workspaceId, transactionId: id }),
  );
