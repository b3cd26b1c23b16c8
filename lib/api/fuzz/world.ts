import { getPool } from '../../db/pool';
import { newId } from '../../ids';
import { getLedger } from '../../ledger';
import { toClientId, toCustomerId } from '../kable/ids';
import { toCreditId } from '../togai/ids';
import {
  give,
  hold,
  makeKey,
  makeMember,
  makeTeam,
  makeWorkspace,
  memberOf,
  spend,
  type TestKey,
} from '../wires/testing/fixtures';
import type { Wire } from './describe-routes';
import { type Json, RawJson } from './nasty-values';

/** Whose thing a request names; a colleague is another member of the same customer. */
export type Whose = 'own' | 'colleague' | 'other' | 'missing';

/** Things that requests name by id. */
export const KINDS = [
  'customer',
  'member',
  'newcomer',
  'team',
  'grant',
  'hold',
  'transaction',
  'budget',
  'wallet',
  'key',
  'credit',
  'kableCustomer',
  'purchase',
  'pack',
  'endpoint',
  'delivery',
  'alert',
  'document',
] as const;
export type Kind = (typeof KINDS)[number];

/** Stands in a request for a real id until it is sent: `@grant.own`. */
export const token = (kind: Kind, whose: Whose): string => `@${kind}.${whose}`;
const TOKEN = /^@(\w+)\.(own|colleague|other|missing)$/;

/** Who sends a request. */
export const SENDERS = ['key', 'operator', 'member', 'test', 'nobody', 'unknown'] as const;
export type Sender = (typeof SENDERS)[number];

export interface Household {
  workspaceId: string;
  externalId: string;
  memberId: string;
  walletId: string;
  packId: string;
}

/** Two customers with people, credits and keys, for some requests; then another world takes over. */
export interface World {
  own: Household;
  other: Household;
  /** Replaces every token in a value by an id; whatever may be used up is made anew. */
  fill(value: Json): Promise<Json>;
  headersOf(sender: Sender, wire: Wire): Record<string, string>;
}

const CREDITS = 100_000;

async function makeHousehold(): Promise<Household & { key: TestKey }> {
  const { id: workspaceId, externalId } = await makeWorkspace({ externalId: `acme.${newId()}` });
  const [memberId, key] = await Promise.all([makeMember(workspaceId, `u.${newId()}`), makeKey({ workspaceId })]);
  await give(workspaceId, CREDITS);
  await give(workspaceId, CREDITS, { owner: memberOf(memberId) });
  await give(workspaceId, CREDITS, { mode: 'test' });
  await give(workspaceId, CREDITS, { mode: 'test', owner: memberOf(memberId) });
  const { walletId } = await getLedger().balance({ workspaceId, mode: 'live', owner: memberOf(memberId) });
  return { workspaceId, externalId, memberId, walletId: walletId ?? '', packId: await makePack(), key };
}

async function makeColleague(home: Household): Promise<Household> {
  const memberId = await makeMember(home.workspaceId);
  await give(home.workspaceId, CREDITS, { owner: memberOf(memberId) });
  return { ...home, memberId };
}

/** A team with the household's member in it. */
async function makeOwnTeam({ workspaceId, memberId }: Household): Promise<string> {
  const id = await makeTeam(workspaceId);
  await getPool().query('INSERT INTO team_members (workspace_id, team_id, member_id) VALUES ($1, $2, $3)', [
    workspaceId,
    id,
    memberId,
  ]);
  return id;
}

const JOB = { kind: 'job', id: null } as const;

export async function makePack(): Promise<string> {
  const id = newId();
  await getPool().query(
    `INSERT INTO packs (id, name, credit_micro, price_minor, currency) VALUES ($1, 'Pack', 1000000000, 2500, 'usd')`,
    [id],
  );
  return id;
}

/** One that stops nobody. */
export async function makeBudget(workspaceId: string): Promise<string> {
  const { result } = await getLedger().setBudget({
    workspaceId,
    mode: 'live',
    actor: JOB,
    scope: 'workspace',
    period: 'lifetime',
    limitMicro: 9_000_000_000_000_000n,
  });
  return result.id;
}

export async function makePurchase(workspaceId: string): Promise<string> {
  const id = newId();
  await getPool().query(
    `INSERT INTO purchases (workspace_id, id, credit_micro, price_minor, currency, actor_kind)
     VALUES ($1, $2, 1000000, 100, 'usd', 'user')`,
    [workspaceId, id],
  );
  return id;
}

/** The household's one endpoint, enabled; made again if a request removed it. Its id is the household's own. */
async function makeEndpoint(workspaceId: string): Promise<string> {
  await getPool().query(
    `INSERT INTO webhook_endpoints (workspace_id, id, mode, url, secret) VALUES ($1, $1, 'live', 'https://example.com/', '')
     ON CONFLICT DO NOTHING`,
    [workspaceId],
  );
  await getPool().query('UPDATE webhook_endpoints SET disabled_at = NULL, disabled_reason = NULL WHERE id = $1', [
    workspaceId,
  ]);
  return workspaceId;
}

/** A delivery to that endpoint, under the same id, because both are named in one path. */
async function makeDelivery(workspaceId: string): Promise<string> {
  await makeEndpoint(workspaceId);
  await getPool().query(
    `INSERT INTO webhook_deliveries (workspace_id, id, endpoint_id, event_id, type, payload)
     VALUES ($1, $1, $1, $2, 'webhook.test', '{}') ON CONFLICT DO NOTHING`,
    [workspaceId, newId()],
  );
  return workspaceId;
}

export async function makeAlert(workspaceId: string): Promise<string> {
  const id = newId();
  await getPool().query(
    `INSERT INTO alert_rules (workspace_id, id, kind, amount_micro) VALUES ($1, $2, 'balance_below', 1000000)`,
    [workspaceId, id],
  );
  return id;
}

function idOf(kind: Kind, home: Household): Promise<string> | string {
  const { workspaceId, memberId } = home;
  const owner = memberOf(memberId);
  switch (kind) {
    case 'customer':
      return workspaceId;
    case 'kableCustomer':
      return toCustomerId(workspaceId);
    case 'member':
      return memberId;
    case 'team':
      return makeOwnTeam(home);
    case 'newcomer':
      return makeMember(workspaceId);
    case 'wallet':
      return home.walletId;
    case 'key':
      return makeKey({ workspaceId, scopes: ['read', 'spend'] }).then(({ id }) => id);
    case 'pack':
      return home.packId;
    case 'document':
      return 'togai.json';
    case 'endpoint':
      return makeEndpoint(workspaceId);
    case 'alert':
      return makeAlert(workspaceId);
    case 'delivery':
      return makeDelivery(workspaceId);
    case 'purchase':
      return makePurchase(workspaceId);
    case 'grant':
      return give(workspaceId, 5, { owner });
    case 'credit':
      return give(workspaceId, 5, { owner }).then((grantId) => toCreditId({ workspaceId, grantId }));
    case 'hold':
      return hold(workspaceId, 1, owner);
    case 'transaction':
      return spend(workspaceId, 1, { owner });
    case 'budget':
      return makeBudget(workspaceId);
  }
}

function missingIdOf(kind: Kind): string {
  if (kind === 'credit') return toCreditId({ workspaceId: newId(), grantId: newId() });
  return kind === 'kableCustomer' ? toCustomerId(newId()) : newId();
}

/** How each wire is told who calls. */
export function credential(wire: Wire, { id, secret }: TestKey): Record<string, string> {
  if (wire === 'kable') return { 'kable-client-id': toClientId(id), 'kable-client-secret': secret };
  return wire === 'flowhunt' ? { 'api-key': secret } : { authorization: `Bearer ${secret}` };
}

export async function makeWorld(): Promise<World> {
  const [own, other] = await Promise.all([makeHousehold(), makeHousehold()]);
  const { workspaceId, memberId } = own;
  const homes = { own, other, colleague: await makeColleague(own) };
  const [operator, member, test] = await Promise.all([
    makeKey(),
    makeKey({ workspaceId, memberId }),
    makeKey({ workspaceId, mode: 'test' }),
  ]);
  const keys = { key: own.key, operator, member, test };

  async function fillText(text: string): Promise<string> {
    const [, kind, whose] = TOKEN.exec(text) ?? [];
    if (kind === undefined) return text;
    if (whose === 'missing') return missingIdOf(kind as Kind);
    return idOf(kind as Kind, homes[whose as keyof typeof homes]);
  }

  async function fill(value: Json): Promise<Json> {
    if (typeof value === 'string') return fillText(value);
    if (Array.isArray(value)) return Promise.all(value.map(fill));
    if (typeof value !== 'object' || value === null || value instanceof RawJson) return value;
    const entries = await Promise.all(Object.entries(value).map(async ([name, item]) => [name, await fill(item)]));
    return Object.fromEntries(entries) as Json;
  }

  return {
    own,
    other,
    fill,
    headersOf: (sender, wire) => {
      if (sender === 'nobody') return {};
      if (sender === 'unknown') return credential(wire, { id: newId(), secret: 'sk_live_unknown' });
      return credential(wire, keys[sender]);
    },
  };
}
