import { createSecret } from '../../../auth/key-secret';
import { testClock } from '../../../clock';
import { getPool } from '../../../db/pool';
import { newId, newWorkspaceId } from '../../../ids';
import { createLedger, getLedger, type Ledger } from '../../../ledger';
import type { GrantInput, Mode, WalletOwner } from '../../../ledger/types';

export interface TestWorkspace {
  id: string;
  externalId: string;
}

let count = 0;

/** A workspace of its own for each test. */
export async function makeWorkspace({
  timeZone = 'UTC',
  currency = 'usd',
  externalId,
}: {
  timeZone?: string;
  currency?: string;
  externalId?: string;
} = {}): Promise<TestWorkspace> {
  const id = newWorkspaceId();
  const name = externalId ?? `acme.${++count}`;
  await getPool().query(
    `INSERT INTO workspaces (id, external_id, slug, name, time_zone, currency) VALUES ($1, $2, $3, $2, $4, $5)`,
    [id, name, `w-${id.slice(0, 18)}`, timeZone, currency],
  );
  return { id, externalId: name };
}

export async function makeMember(workspaceId: string, externalId: string | null = null): Promise<string> {
  const id = newId();
  await getPool().query('INSERT INTO members (workspace_id, id, external_id, name) VALUES ($1, $2, $3, $4)', [
    workspaceId,
    id,
    externalId,
    'Ada',
  ]);
  return id;
}

export async function makeTeam(workspaceId: string): Promise<string> {
  const id = newId();
  await getPool().query('INSERT INTO teams (workspace_id, id, name) VALUES ($1, $2, $3)', [workspaceId, id, 'Crew']);
  return id;
}

export interface TestKey {
  id: string;
  secret: string;
}

/** An API key; without a workspace the operator's. */
export async function makeKey({
  workspaceId = null,
  memberId = null,
  scopes = ['read', 'spend', 'grant', 'admin'],
  mode = 'live',
}: {
  workspaceId?: string | null;
  memberId?: string | null;
  scopes?: string[];
  mode?: Mode;
} = {}): Promise<TestKey> {
  const id = newId();
  const { secret, prefix, last4, hash } = createSecret(mode);
  await getPool().query(
    `INSERT INTO api_keys (id, workspace_id, member_id, name, mode, scopes, prefix, last4, hash)
     VALUES ($1, $2, $3, 'test', $4::mode, $5, $6, $7, $8)`,
    [id, workspaceId, memberId, mode, scopes, prefix, last4, hash],
  );
  return { id, secret };
}

const JOB = { kind: 'job', id: null } as const;
export const WORKSPACE: WalletOwner = { kind: 'workspace' };
export const memberOf = (memberId: string): WalletOwner => ({ kind: 'member', memberId });

const scope = (workspaceId: string, mode: Mode = 'live') => ({ workspaceId, mode, actor: JOB });

export const credits = (amount: number): bigint => BigInt(Math.round(amount * 1_000_000));

/**
 * A ledger whose clock stands still at this moment, and the millisecond after it: credits that it gives until then have
 * ended as soon as anybody looks, however long the giving took. Nothing has booked their end.
 */
export function stoppedLedger(): { ledger: Ledger; ended: Date } {
  const clock = testClock(new Date());
  return { ledger: createLedger({ pool: getPool(), clock }), ended: new Date(clock.now().getTime() + 1) };
}

export async function give(
  workspaceId: string,
  amount: number,
  { ledger = getLedger(), ...input }: Partial<GrantInput> & { mode?: Mode; ledger?: Ledger } = {},
): Promise<string> {
  const { result } = await ledger.grant({
    ...scope(workspaceId, input.mode),
    owner: WORKSPACE,
    amountMicro: credits(amount),
    source: 'promotion',
    ...input,
  });
  return result.grant.id;
}

/** Credits that have ended just now. */
export async function giveEnded(workspaceId: string, amount: number, input: Partial<GrantInput> = {}): Promise<string> {
  const { ledger, ended } = stoppedLedger();
  return give(workspaceId, amount, { ...input, ledger, expiresAt: ended });
}

export async function spend(
  workspaceId: string,
  amount: number,
  input: Partial<Parameters<ReturnType<typeof getLedger>['consume']>[0]> = {},
): Promise<string> {
  const { result } = await getLedger().consume({
    ...scope(workspaceId),
    owner: WORKSPACE,
    amountMicro: credits(amount),
    ...input,
  });
  return result.transaction.id;
}

export async function hold(workspaceId: string, amount: number, owner: WalletOwner = WORKSPACE): Promise<string> {
  const { result } = await getLedger().placeHold({ ...scope(workspaceId), owner, amountMicro: credits(amount) });
  return result.hold.id;
}
