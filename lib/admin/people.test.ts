import { beforeEach, describe, expect, test } from 'vitest';
import type { UserActor } from '../auth/actor';
import { readSession } from '../auth/read-session';
import { hashSessionToken } from '../auth/session-token';
import { newId } from '../ids';
import { useTestDatabase } from '../testing/database';
import { addOperator, listPeople, suspendPerson, unsuspendPerson, withdrawOperator } from './people';
import { auditBy, createOperator } from './testing/console';

const database = useTestDatabase();
const TRACE = { requestId: 'req-9', ip: '198.51.100.9' };

let operator: UserActor;

beforeEach(async () => {
  await database.pool.query('UPDATE users SET is_operator = false');
  operator = await createOperator(database.pool);
});

const isOperator = async (userId: string) =>
  (await database.pool.query<{ yes: boolean }>('SELECT is_operator AS yes FROM users WHERE id = $1', [userId])).rows[0]
    ?.yes;

async function signIn(userId: string): Promise<string> {
  const token = newId();
  await database.pool.query(
    `INSERT INTO sessions (id, session_token, user_id, expires) VALUES ($1, $2, $3, now() + interval '1 hour')`,
    [newId(), hashSessionToken(token), userId],
  );
  return token;
}

describe('the last operator', () => {
  test('cannot withdraw, nor be suspended', async () => {
    const cli = { kind: 'operator', userId: null } as const;
    const change = { userId: operator.userId, reason: 'Leaves' };
    const refused = { code: 'conflict', facts: { problem: 'lastOperator' } };
    await expect(withdrawOperator(operator, change)).rejects.toMatchObject(refused);
    await expect(suspendPerson(cli, change)).rejects.toMatchObject(refused);
    expect(await isOperator(operator.userId)).toBe(true);
  });

  test('stays, when two withdraw each other at once', async () => {
    const second = await createOperator(database.pool);
    const outcomes = await Promise.allSettled([
      withdrawOperator(operator, { userId: second.userId, reason: 'x' }),
      withdrawOperator(second, { userId: operator.userId, reason: 'x' }),
    ]);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect([await isOperator(operator.userId), await isOperator(second.userId)].filter(Boolean)).toHaveLength(1);
  });

  test('is not counted while suspended', async () => {
    const second = await createOperator(database.pool);
    await suspendPerson(operator, { userId: second.userId, reason: 'x' });
    await expect(withdrawOperator(operator, { userId: operator.userId, reason: 'x' })).rejects.toMatchObject({
      facts: { problem: 'lastOperator' },
    });
  });
});

test('somebody is made an operator by address, with an account if there is none, and the log says who and why', async () => {
  await addOperator(operator, { email: 'Ada@Example.com', reason: 'On call' }, TRACE);
  const { items } = await listPeople(operator, { text: 'ada@example', only: 'operators' });
  expect(items).toMatchObject([{ email: 'ada@example.com', isOperator: true }]);
  expect(await auditBy(database.pool, operator)).toMatchObject([
    {
      action: 'operator.add',
      target_id: items[0]?.id,
      reason: 'On call',
      before: { isOperator: false },
      after: { isOperator: true },
      request_id: 'req-9',
      ip: '198.51.100.9',
    },
  ]);
});

test('a suspension ends every session at once, and can be lifted', async () => {
  const other = await createOperator(database.pool);
  const token = await signIn(other.userId);
  expect(await readSession(token)).toMatchObject({ userId: other.userId });
  await suspendPerson(operator, { userId: other.userId, reason: 'Lost laptop' });
  expect(await readSession(token)).toMatchObject({ kind: 'anonymous' });
  await unsuspendPerson(operator, { userId: other.userId, reason: 'Found' });
  expect(await readSession(token)).toMatchObject({ kind: 'anonymous' });
  expect((await auditBy(database.pool, operator)).map(({ action, reason }) => [action, reason])).toEqual([
    ['user.suspend', 'Lost laptop'],
    ['user.unsuspend', 'Found'],
  ]);
  expect(await readSession(await signIn(other.userId))).toMatchObject({ userId: other.userId });
});

test('nobody suspends themselves', async () => {
  await createOperator(database.pool);
  await expect(suspendPerson(operator, { userId: operator.userId, reason: 'x' })).rejects.toMatchObject({
    facts: { problem: 'notYourself' },
  });
});
