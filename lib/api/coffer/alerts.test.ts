import { beforeEach, describe, expect, it } from 'vitest';
import { lookAtMoved } from '../../alerts/look-at-balance';
import { useTestDatabase } from '../../testing/database';
import { createWorkspace } from '../../testing/factories';
import { type ApiClient, createKey } from '../testing/api';

const database = useTestDatabase();
let workspaceId: string;
let api: ApiClient;

beforeEach(async () => {
  workspaceId = await createWorkspace(database.pool);
  api = (await createKey(database.pool, { workspaceId })).api;
});

const create = (body: object) => api('POST /v1/alerts', { body });

describe('alerts', () => {
  it('are made, shown, listed, changed and removed', async () => {
    await api('POST /v1/members', { body: { name: 'Ada', externalId: 'ada' } });
    const made = await create({
      kind: 'balance_below',
      amount: '12.5',
      recipients: { billingContact: false, userIds: ['ada'], emails: ['Ops@Example.com'] },
    });
    expect(made.at('data')).toMatchObject({
      kind: 'balance_below',
      amount: '12.5',
      percent: null,
      days: null,
      recipients: { billingContact: false, userIds: [expect.any(String)], emails: ['ops@example.com'] },
      channels: { mail: true, webhook: true },
      isEnabled: true,
      firedAt: null,
    });
    const path = `/v1/alerts/${made.textAt('data.id')}`;
    expect((await api(`GET ${path}`)).json).toEqual(made.json);
    const patched = await api(`PATCH ${path}`, { body: { amount: '20', isEnabled: false } });
    expect(patched.at('data')).toMatchObject({
      amount: '20',
      isEnabled: false,
      recipients: made.at('data.recipients'),
    });
    expect((await api('GET /v1/alerts')).json).toEqual({
      data: [patched.at('data')],
      page: { next: null, previous: null },
    });
    expect((await api(`DELETE ${path}`)).json).toEqual(patched.json);
    expect((await api(`GET ${path}`)).status).toBe(404);
    expect((await api(`DELETE ${path}`)).status).toBe(404);
  });

  it.each([
    ['share_below', { percent: 20 }, { percent: 20, days: null }],
    ['runway_below', { days: [5] }, { percent: null, days: [5] }],
    ['grants_expiring', { days: [1, 30] }, { percent: null, days: [30, 1] }],
  ])('of kind %s have their own threshold', async (kind, threshold, shown) => {
    expect((await create({ kind, ...threshold })).at('data')).toMatchObject({ kind, amount: null, ...shown });
  });

  it.each([
    ['no threshold', { kind: 'balance_below' }],
    ['another kind’s threshold', { kind: 'balance_below', amount: '1', percent: 10 }],
    ['nothing as an amount', { kind: 'balance_below', amount: '0' }],
    ['all as a share', { kind: 'share_below', percent: 100 }],
    ['two runways', { kind: 'runway_below', days: [5, 7] }],
    ['a day that is none of the three', { kind: 'grants_expiring', days: [30, 14] }],
    [
      'an address that cannot be written to',
      { kind: 'share_below', percent: 5, recipients: { billingContact: false, emails: ['x'] } },
    ],
    ['an unknown kind', { kind: 'balance_above', amount: '1' }],
  ])('are refused with %s', async (_what, body) => {
    expect((await create(body)).status).toBe(422);
  });

  it('name only users of the customer, and keep their kind', async () => {
    const recipients = { billingContact: true, userIds: ['nobody'] };
    expect((await create({ kind: 'share_below', percent: 5, recipients })).status).toBe(404);
    const id = (await create({ kind: 'share_below', percent: 5 })).textAt('data.id');
    expect((await api(`PATCH /v1/alerts/${id}`, { body: { amount: '5' } })).status).toBe(422);
  });

  it('are made once per Idempotency-Key, and never by a dry run', async () => {
    const headers = { 'idempotency-key': 'a' };
    const body = { kind: 'share_below', percent: 5 };
    await api('POST /v1/alerts', { body: { ...body, dryRun: true } });
    const [first, second] = [
      await api('POST /v1/alerts', { body, headers }),
      await api('POST /v1/alerts', { body, headers }),
    ];
    expect([second.text, second.headers['idempotent-replayed']]).toEqual([first.text, 'true']);
    expect(((await api('GET /v1/alerts')).at('data') as unknown[]).length).toBe(1);
  });

  it('belong to the books of the calling key', async () => {
    const id = (await create({ kind: 'share_below', percent: 5 })).textAt('data.id');
    const test = (await createKey(database.pool, { workspaceId, mode: 'test' })).api;
    expect((await test('GET /v1/alerts')).at('data')).toEqual([]);
    expect((await test(`GET /v1/alerts/${id}`)).status).toBe(404);
  });

  it('tell at once what is so already, and not again when nothing about it changed', async () => {
    await api('POST /v1/grants', { body: { amount: '5' } });
    const id = (await create({ kind: 'balance_below', amount: '10' })).textAt('data.id');
    expect(await lookAtMoved()).toBe(1);
    expect((await api(`GET /v1/alerts/${id}`)).textAt('data.firedAt')).toMatch(/Z$/);
    await api(`PATCH /v1/alerts/${id}`, { body: { channels: { mail: true, webhook: false } } });
    expect(await lookAtMoved()).toBe(0);
    await api(`PATCH /v1/alerts/${id}`, { body: { amount: '20' } });
    expect(await lookAtMoved()).toBe(1);
  });
});
