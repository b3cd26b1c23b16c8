import { describe, expect, it } from 'vitest';
import type { Role } from '@/prisma/generated/enums';
import { isAppError } from '../errors';
import { type Actor, ANONYMOUS, type ApiKeyActor, type KeyScope, type UserActor } from './actor';
import { authorize, can, missing, OPERATIONS, type OperationName, ruleOf } from './policy';

const OWN = '11111111-1111-4111-8111-111111111111';
const OTHER = '22222222-2222-4222-8222-222222222222';
const ABSENT = '33333333-3333-4333-8333-333333333333';
const MEMBER = '44444444-4444-7444-8444-444444444444';
const OTHER_MEMBER = '55555555-5555-7555-8555-555555555555';

const user = (role: Role | null, isOperator = false): UserActor => ({
  kind: 'user',
  userId: 'u',
  email: 'a@example.com',
  isOperator,
  memberships: role ? [{ workspaceId: OWN, memberId: MEMBER, role }] : [],
  sessionId: 's',
});
const key = (scopes: KeyScope[], rest: Partial<ApiKeyActor> = {}): ApiKeyActor => ({
  kind: 'api_key',
  keyId: 'k',
  workspaceId: OWN,
  memberId: null,
  scopes,
  mode: 'live',
  ...rest,
});

/** The columns of the table below, in its order. */
const ACTORS: [string, Actor][] = [
  ['anonymous', ANONYMOUS],
  ['user without a place', user(null)],
  ['viewer', user('viewer')],
  ['member', user('member')],
  ['billing', user('billing')],
  ['admin', user('admin')],
  ['owner', user('owner')],
  ['operator as user', user(null, true)],
  ['operator', { kind: 'operator', userId: null }],
  ['job', { kind: 'job', name: 'sweep' }],
  ['key read', key(['read'])],
  ['key spend', key(['spend'])],
  ['key grant', key(['grant'])],
  ['key admin', key(['admin'])],
  ['member key of all scopes', key(['read', 'spend', 'grant', 'admin'], { memberId: MEMBER })],
  ['operator key read', key(['read'], { workspaceId: null })],
  ['operator key spend', key(['spend'], { workspaceId: null })],
  ['operator key grant', key(['grant'], { workspaceId: null })],
  ['operator key admin', key(['admin'], { workspaceId: null })],
];

/**
 * The whole table once more, by hand: x may, dot may not, on one's own workspace. Columns in groups: nobody and roles,
 * operator and job, keys of a workspace, keys of the operator.
 */
const TABLE: Record<OperationName, string> = {
  'workspace:view': '..xxxxx xxx x..xx x..x',
  'workspace:update': '.....xx xx. ...x. ...x',
  'workspace:close': '......x xx. ..... ....',
  'usage:view': '..xxxxx xxx x..xx x..x',
  'usage:export': '..xxxxx xx. x..x. x..x',
  'transactions:view': '..xxxxx xxx x..xx x..x',
  'transactions:export': '..xxxxx xx. x..x. x..x',
  'audit:view': '.....xx xx. ...x. ...x',
  'members:view': '..xxxxx xxx x..x. x..x',
  'members:manage': '.....xx xx. ...x. ...x',
  'members:manage_owners': '......x xx. ..... ....',
  'members:leave': '..xxxxx ... ..... ....',
  'teams:view': '..xxxxx xxx x..x. x..x',
  'teams:manage': '.....xx xx. ...x. ...x',
  'purchases:view': '....xxx xxx ...x. ...x',
  'purchases:create': '....xxx ... ..... ....',
  'purchases:look': '....xxx xx. ..... ....',
  'receipts:mail': '....xxx ... ..... ....',
  'purchases:create_link': '....... ... ..xx. ..xx',
  'offers:view': '..xxxxx xx. x..x. x..x',
  'purchases:refund': '....... xx. ..... ....',
  'purchases:settle': '....... xxx ..... ....',
  'auto_top_up:view': '....xxx xxx ...x. ...x',
  'auto_top_up:manage': '....xxx ... ..... ....',
  'auto_top_up:stop': '....xxx xxx ...x. ...x',
  'auto_top_up:run': '....... ..x ..... ....',
  'payment_methods:manage': '....xxx ... ..... ....',
  'keys:view': '...xxxx xx. ...x. ...x',
  'keys:manage': '.....xx xx. ...x. ...x',
  'keys:manage_own': '...xxxx ... ..... ....',
  'keys:manage_privileged': '....... xx. ..... ....',
  'budgets:view': '..xxxxx xxx x..xx x..x',
  'budgets:manage': '.....xx xx. ...x. ...x',
  'alerts:view': '..xxxxx xxx x..x. x..x',
  'alerts:manage': '....xxx xx. ...x. ...x',
  'webhooks:view': '.....xx xxx ...x. ...x',
  'webhooks:manage': '.....xx xx. ...x. ...x',
  'credits:read': '..xxxxx xxx x..xx x..x',
  'credits:spend': '....... ... .x.xx .x.x',
  'credits:reverse': '....... xx. ..xx. ..xx',
  'credits:grant': '....... xxx ..xx. ..xx',
  'credits:transfer': '....xxx xx. ...x. ...x',
  'credits:admin': '....... xxx ...x. ...x',
  'holds:view': '..xxxxx xxx x..xx x..x',
  'holds:spend': '....... ... .x.xx .x.x',
  'holds:release': '....... xxx .x.xx .x.x',
  'self:view': '.xxxxxx x.. x..xx x..x',
  'self:update': '.xxxxxx x.. ..... ....',
  'self:manage_sessions': '.xxxxxx x.. ..... ....',
  'workspaces:create_own': '.xxxxxx x.. ..... ....',
  'operator:view': '....... xx. ..... ....',
  'customers:view': '....... xxx ..... x..x',
  'customers:manage': '....... xx. ..... ...x',
  'packs:view': '....... xxx ..... x..x',
  'packs:manage': '....... xx. ..... ...x',
  'users:manage': '....... xx. ..... ....',
  'operator_keys:manage': '....... xx. ..... ....',
  'customer_keys:issue_privileged': '....... xx. ..... ...x',
  'installation:audit': '....... xx. ..... ...x',
  'installation:verify': '....... xxx ..... x..x',
  'installation:run_jobs': '....... xxx ..... ....',
};

/** The answer in full: what a caller could tell two answers apart by. */
function answer(actor: Actor, operation: OperationName, target: Parameters<typeof authorize>[2]): string {
  try {
    authorize(actor, operation, target);
    return 'allowed';
  } catch (error) {
    if (!isAppError(error)) throw error;
    return `${error.code}|${error.detail}|${JSON.stringify(error.facts)}`;
  }
}

const codeOf = (text: string): string => text.split('|')[0] ?? '';

describe('the policy', () => {
  it('names every operation here, and none that is not there', () => {
    expect(Object.keys(TABLE).sort()).toEqual([...OPERATIONS].sort());
    for (const row of Object.values(TABLE)) expect(row.replaceAll(' ', '')).toHaveLength(ACTORS.length);
  });

  it.each(OPERATIONS)('decides %s as the table says, for every actor', (operation) => {
    const cells = TABLE[operation].replaceAll(' ', '');
    const decided = ACTORS.map(([name, actor]) => [name, can(actor, operation, { workspaceId: OWN })]);
    expect(decided).toEqual(ACTORS.map(([name], at) => [name, cells[at] === 'x']));
  });

  it.each(OPERATIONS)('answers for %s on another’s workspace exactly as on a missing one', (operation) => {
    for (const [name, actor] of ACTORS) {
      const foreign = answer(actor, operation, { workspaceId: OTHER });
      expect(foreign, name).toBe(answer(actor, operation, { workspaceId: ABSENT }));
      if (ruleOf(operation).on !== 'workspace') continue;
      const reachesAll =
        actor.kind === 'operator' || actor.kind === 'job' || (actor.kind === 'user' && actor.isOperator);
      const isOperatorKey = actor.kind === 'api_key' && actor.workspaceId === null;
      if (reachesAll || isOperatorKey) continue;
      expect(codeOf(foreign), name).toBe(actor.kind === 'anonymous' ? 'unauthenticated' : 'not_found');
    }
  });

  it('says "missing" in the words of a missing workspace', () => {
    const foreign = answer(user('owner'), 'workspace:view', { workspaceId: OTHER });
    const { code, detail, facts } = missing();
    expect(foreign).toBe(`${code}|${detail}|${JSON.stringify(facts)}`);
  });

  it('tells nobody, and somebody without the right, apart: 401 and 403', () => {
    for (const operation of OPERATIONS) {
      expect(codeOf(answer(ANONYMOUS, operation, { workspaceId: OWN }))).toBe('unauthenticated');
      const refused = answer(user('viewer'), operation, { workspaceId: OWN });
      expect(['allowed', 'forbidden']).toContain(codeOf(refused));
    }
  });

  it('allows nothing on a workspace that is not named', () => {
    for (const operation of OPERATIONS.filter((name) => ruleOf(name).on === 'workspace')) {
      for (const [name, actor] of ACTORS) {
        for (const workspaceId of [undefined, null, '']) {
          expect(can(actor, operation, { workspaceId }), `${operation} ${name}`).toBe(false);
        }
      }
    }
  });

  it('keeps a key for one member to that member', () => {
    const bound = key(['read', 'spend'], { memberId: MEMBER });
    expect(answer(bound, 'credits:spend', { workspaceId: OWN, memberId: MEMBER })).toBe('allowed');
    expect(codeOf(answer(bound, 'credits:spend', { workspaceId: OWN, memberId: OTHER_MEMBER }))).toBe('not_found');
    expect(codeOf(answer(bound, 'members:view', { workspaceId: OWN }))).toBe('forbidden');
  });

  it('keeps test keys and live books apart, both ways, in one and the same answer', () => {
    for (const operation of OPERATIONS.filter((name) => ruleOf(name).key !== null)) {
      for (const workspaceId of [OWN, null]) {
        const test = key(['admin'], { mode: 'test', workspaceId });
        const live = key(['admin'], { mode: 'live', workspaceId });
        expect(codeOf(answer(test, operation, { workspaceId: OWN, mode: 'live' }))).toBe('not_found');
        expect(codeOf(answer(live, operation, { workspaceId: OWN, mode: 'test' }))).toBe('not_found');
      }
    }
  });

  it('takes scopes one by one: none but admin implies another', () => {
    const spendOnly = key(['spend']);
    expect(can(spendOnly, 'credits:read', { workspaceId: OWN })).toBe(false);
    expect(can(key(['spend', 'read']), 'credits:read', { workspaceId: OWN })).toBe(true);
    expect(can(key([]), 'credits:read', { workspaceId: OWN })).toBe(false);
  });
});
