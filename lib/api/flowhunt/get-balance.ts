import { AppError } from '../../errors';
import type { Ledger } from '../../ledger';
import type { Mode } from '../../ledger/types';
import { contextIn, wireOperation } from '../wires/wire-operation';
import { userIdOf } from './codec';
import { flowhunt } from './dialect';
import { workspaceOf } from './names';

/** GET /v2/credits/balance: what the key's member has left; a key of no member speaks for the whole workspace. */
export const getBalance = wireOperation({
  dialect: flowhunt,
  summary: 'Credits left for the calling user',
  policy: 'credits:read',
  run: async (wire) => {
    const { workspaceId, memberId } = wire.actor;
    if (workspaceId === null) {
      throw new AppError('forbidden', { detail: 'This key belongs to no user. Use one of a workspace.' });
    }
    const { ledger, scope } = contextIn(wire, workspaceId);
    return {
      body: {
        user_id: userIdOf(memberId, workspaceId),
        credits: await readAvailable(ledger, { workspaceId, mode: scope.mode, memberId }),
      },
    };
  },
});

async function readAvailable(
  ledger: Ledger,
  { workspaceId, mode, memberId }: { workspaceId: string; mode: Mode; memberId: string | null },
): Promise<bigint> {
  if (memberId === null) return (await ledger.workspaceFigures({ workspaceId, mode })).availableMicro;
  const owner = { kind: 'member', memberId } as const;
  return (await ledger.balance({ workspaceId, mode, owner, withGrants: false })).availableMicro;
}

/** GET /v2/credits/workspace_balance: what all wallets of the workspace have left together. */
export const getWorkspaceBalance = wireOperation({
  dialect: flowhunt,
  summary: 'Credits left for a workspace',
  policy: 'credits:read',
  run: async (wire) => {
    const { scope } = await workspaceOf(wire);
    const { workspaceId, mode } = scope;
    const { ledger } = contextIn(wire, workspaceId);
    const figures = await ledger.workspaceFigures({ workspaceId, mode });
    return { body: { user_id: userIdOf(wire.actor.memberId, workspaceId), credits: figures.availableMicro } };
  },
});
