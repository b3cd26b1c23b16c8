import type { KeyScope } from '../../auth/actor';
import { getPool } from '../../db/pool';
import { newId } from '../../ids';
import type { Mode } from '../../ledger/types';
import { makeKey, type TestKey } from '../wires/testing/fixtures';

/** One row of the matrix: who calls, and what is so about them. */
export interface MatrixActor {
  name: string;
  /** Null: sends no credential. */
  key: TestKey | null;
  /** Whether the credential is good at all. */
  isKnown: boolean;
  /** Null: for every customer. */
  workspaceId: string | null;
  memberId: string | null;
  scopes: readonly KeyScope[];
  mode: Mode;
}

export const FULL: readonly KeyScope[] = ['read', 'spend', 'grant', 'admin'];

interface Places {
  own: string;
  other: string;
  memberId: string;
}

/** Everybody who can call the API, with keys that exist. */
export async function makeActors({ own, other, memberId }: Places): Promise<MatrixActor[]> {
  const stranger = { isKnown: false, workspaceId: own, memberId: null, scopes: FULL, mode: 'live' as const };
  const known = async (
    name: string,
    { workspaceId = own, scopes = FULL, mode = 'live', ...rest }: Partial<Omit<MatrixActor, 'name' | 'key'>> = {},
  ): Promise<MatrixActor> => {
    const input = { workspaceId, memberId: rest.memberId ?? null, scopes: [...scopes], mode };
    return { name, isKnown: true, ...input, key: await makeKey(input) };
  };
  const spoilt = async (name: string, column: string, value: string): Promise<MatrixActor> => {
    const key = await makeKey({ workspaceId: own });
    await getPool().query(`UPDATE api_keys SET ${column} = ${value} WHERE id = $1`, [key.id]);
    return { name, ...stranger, key };
  };
  return Promise.all([
    { name: 'anonymous', ...stranger, key: null },
    { name: 'unknown key', ...stranger, key: { id: newId(), secret: `sk_live_${'a'.repeat(43)}` } },
    spoilt('revoked key', 'revoked_at', 'now()'),
    spoilt('expired key', 'expires_at', "now() - interval '1 minute'"),
    spoilt('key for another address', 'allowed_ips', "ARRAY['203.0.113.7/32']"),
    known('read key', { scopes: ['read'] }),
    known('spend key', { scopes: ['spend'] }),
    known('grant key', { scopes: ['grant'] }),
    known('admin key', { scopes: ['admin'] }),
    known('key of one member', { memberId }),
    known('test key', { mode: 'test' }),
    known('key of another workspace', { workspaceId: other }),
    known('operator read key', { workspaceId: null, scopes: ['read'] }),
    known('operator key', { workspaceId: null }),
    known('operator test key', { workspaceId: null, mode: 'test' }),
  ]);
}
