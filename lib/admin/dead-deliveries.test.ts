import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { UserActor } from '../auth/actor';
import { inTransaction } from '../db/transaction';
import { newId } from '../ids';
import { useTestDatabase } from '../testing/database';
import { createWorkspace } from '../testing/factories';
import { drainDeliveries } from '../webhooks/deliver';
import { createEndpoint } from '../webhooks/endpoints';
import { enqueueEvent } from '../webhooks/enqueue';
import { type Receiver, startReceiver } from '../webhooks/testing/receiver';
import { readDeadEndpoints, resendDead } from './dead-deliveries';
import { auditBy, createOperator } from './testing/console';

process.env.WEBHOOK_ALLOW_LOOPBACK = '1';

const database = useTestDatabase();
const TRACE = { requestId: 'req-9', ip: '198.51.100.9' };
let receiver: Receiver;
let operator: UserActor;
let workspaceId: string;
let endpointId: string;

beforeAll(async () => {
  receiver = await startReceiver();
});
afterAll(() => receiver.close());
beforeEach(async () => {
  operator = await createOperator(database.pool);
  workspaceId = await createWorkspace(database.pool);
  endpointId = await newEndpoint();
  receiver.received.length = 0;
  receiver.answer = (response) => void response.writeHead(204).end();
});

const newEndpoint = () =>
  inTransaction(async (client) => {
    const scope = { workspaceId, mode: 'live' as const, actor: { kind: 'operator' as const, id: null } };
    const made = await createEndpoint(client, { actor: operator, scope, call: {} }, { url: receiver.url });
    return made.endpoint.id;
  });

/** Events that every try has failed for, as the deliverer leaves them: the endpoint is disabled by it. */
async function giveUp(events: number): Promise<void> {
  for (let nth = 0; nth < events; nth++) {
    await inTransaction((client) =>
      enqueueEvent(client, { workspaceId, mode: 'live', type: 'purchase.paid', data: { n: String(nth) } }),
    );
  }
  await database.pool.query(
    `UPDATE webhook_deliveries SET status = 'dead', attempts = 11, next_try_at = NULL, last_status = 503
     WHERE endpoint_id = $1`,
    [endpointId],
  );
  await database.pool.query(
    `UPDATE webhook_endpoints SET disabled_at = now(), disabled_reason = 'failing' WHERE id = $1`,
    [endpointId],
  );
}

const mine = async () => (await readDeadEndpoints()).find(({ id }) => id === endpointId);
const replays = async () =>
  (await auditBy(database.pool, operator)).filter(({ action }) => action === 'webhook_delivery.replay');

describe('webhooks that were given up', () => {
  test('are listed by endpoint, with how many there are', async () => {
    await giveUp(22);
    const endpoint = await mine();
    expect(endpoint).toMatchObject({ workspaceId, url: receiver.url, disabledReason: 'failing', count: 22 });
    expect(endpoint?.deliveries).toHaveLength(20);
    expect(endpoint?.deliveries[0]).toMatchObject({ type: 'purchase.paid', attempts: 11, lastStatus: 503 });
  });

  test('go out again one at a time, with the ids they had', async () => {
    await giveUp(2);
    const [first, second] = (await mine())?.deliveries ?? [];
    const input = { endpointId, deliveryId: first?.id ?? '', reason: 'The receiver is back' };
    expect(await resendDead(operator, input, TRACE)).toBe(1);
    await drainDeliveries();
    const { rows } = await database.pool.query<{ event: string }>(
      'SELECT event_id AS event FROM webhook_deliveries WHERE id = $1',
      [first?.id],
    );
    expect(receiver.received.map(({ headers }) => headers['webhook-id'])).toEqual([rows[0]?.event]);
    expect((await mine())?.deliveries.map(({ id }) => id)).toEqual([second?.id]);
    expect(await replays()).toMatchObject([
      { target_id: first?.id, reason: 'The receiver is back', request_id: 'req-9', ip: '198.51.100.9' },
    ]);
    await expect(resendDead(operator, input)).rejects.toMatchObject({ code: 'not_found' });
  });

  test('or all of the endpoint’s, and of no other endpoint', async () => {
    await giveUp(3);
    const others = endpointId;
    endpointId = await newEndpoint();
    await giveUp(2);
    expect(await resendDead(operator, { endpointId, deliveryId: null, reason: 'All of them' })).toBe(2);
    await drainDeliveries();
    expect(receiver.received).toHaveLength(2);
    expect(await mine()).toBeUndefined();
    expect(await readDeadEndpoints()).toContainEqual(expect.objectContaining({ id: others, count: 3 }));
    expect(await replays()).toMatchObject([{ target_id: endpointId, after: { endpointId, count: 2 } }]);
  });

  test('stay where they are when the customer has switched the endpoint off', async () => {
    await giveUp(1);
    await database.pool.query(`UPDATE webhook_endpoints SET disabled_reason = 'asked' WHERE id = $1`, [endpointId]);
    await expect(resendDead(operator, { endpointId, deliveryId: null, reason: 'Please' })).rejects.toMatchObject({
      code: 'conflict',
      facts: { problem: 'endpointOff' },
    });
    expect((await mine())?.count).toBe(1);
  });

  test('cannot be named by what is not there', async () => {
    await giveUp(1);
    for (const input of [
      { endpointId: newId(), deliveryId: null },
      { endpointId: 'x', deliveryId: null },
      { endpointId, deliveryId: newId() },
      { endpointId, deliveryId: 'x' },
    ]) {
      await expect(resendDead(operator, { ...input, reason: 'why' })).rejects.toMatchObject({ code: 'not_found' });
    }
    expect((await mine())?.disabledReason).toBe('failing');
  });
});
