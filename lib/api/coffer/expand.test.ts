import { beforeAll, describe, expect, it } from 'vitest';
import { useTestDatabase } from '../../testing/database';
import { createMember, createWorkspace } from '../../testing/factories';
import { type ApiClient, createKey } from '../testing/api';

const database = useTestDatabase();

let workspaceId: string;
let api: ApiClient;

type Row = { id: string; expanded?: Record<string, { id?: string; externalId?: string } | null> } & Record<
  string,
  unknown
>;
const rowsOf = async (target: string, client = api) => (await client(`GET ${target}`)).at('data') as Row[];

beforeAll(async () => {
  workspaceId = await createWorkspace(database.pool);
  ({ api } = await createKey(database.pool, { workspaceId }));
  await api('POST /v1/grants', { body: { amount: '10', userId: 'ada' } });
  await api('POST /v1/grants', { body: { amount: '10' } });
  const held = await api('POST /v1/holds', { body: { amount: '2', userId: 'ada' } });
  await api(`POST /v1/holds/${held.textAt('data.holdId')}/capture`, { body: { amount: '1' } });
});

describe('expand', () => {
  it('reads what rows name with them, null where a row names nothing, and nothing unless asked', async () => {
    const [captured, , granted] = await rowsOf('/v1/transactions?expand=onBehalfOf,hold,grant');
    expect(captured).toMatchObject({
      kind: 'capture',
      expanded: {
        onBehalfOf: { id: captured?.onBehalfOf, externalId: 'ada' },
        hold: { id: captured?.holdId, captured: '1' },
        grant: null,
      },
    });
    expect(granted).toMatchObject({ kind: 'grant', expanded: { hold: null, grant: { id: granted?.grantId } } });
    for (const row of await rowsOf('/v1/transactions')) expect(row).not.toHaveProperty('expanded');
  });

  it('is one way for all that names something: lists and single rows', async () => {
    const team = await api('POST /v1/teams', { body: { name: 'Blue' } });
    await api('POST /v1/grants', { body: { amount: '1', teamId: team.textAt('data.id') } });
    const [ofTeam, own, ofUser] = await rowsOf('/v1/grants?expand=user&expand=team');
    expect(ofTeam?.expanded).toMatchObject({ user: null, team: { id: team.textAt('data.id'), name: 'Blue' } });
    expect(own?.expanded).toEqual({ user: null, team: null });
    expect(ofUser?.expanded).toMatchObject({ user: { id: ofUser?.userId, externalId: 'ada' }, team: null });
    const wallets = await rowsOf('/v1/wallets?expand=user');
    expect(wallets.map(({ expanded }) => expanded?.user?.externalId ?? null).sort()).toEqual(['ada', null, null]);
    const [hold] = await rowsOf('/v1/holds?expand=user,team,onBehalfOf');
    expect(hold?.expanded).toMatchObject({ user: { externalId: 'ada' }, team: null });
    for (const [path, list] of [
      [`/v1/holds/${hold?.id}?expand=user,team,onBehalfOf`, hold],
      [`/v1/grants/${ofTeam?.id}?expand=user,team`, ofTeam],
    ] as const) {
      expect((await api(`GET ${path}`)).at('data')).toEqual(list);
    }
    const [row] = await rowsOf('/v1/transactions?expand=grant');
    expect((await api(`GET /v1/transactions/${row?.id}?expand=grant`)).at('data')).toEqual(row);
  });

  it('refuses names that the rows do not have', async () => {
    for (const target of ['/v1/grants?expand=hold', '/v1/transactions?expand=wallet', '/v1/holds?expand=']) {
      expect((await api(`GET ${target}`)).status).toBe(422);
    }
    expect((await api('GET /v1/teams?expand=members')).status).toBe(422);
  });

  it('takes the right that reading it by itself takes', async () => {
    const memberId = await createMember(database.pool, workspaceId);
    const { api: ofMember } = await createKey(database.pool, { workspaceId, memberId, scopes: ['read'] });
    expect((await ofMember('GET /v1/grants?expand=user')).status).toBe(403);
    expect((await ofMember('GET /v1/transactions?expand=grant')).status).toBe(200);
  });
});
