import { expect, it } from 'vitest';
import type { Pool } from '../../db/pool';
import { useTestDatabase } from '../../testing/database';
import { CREDIT } from '../../testing/factories';
import { createLedger } from '..';
import { code, openScene } from '../operations/testing';

const database = useTestDatabase();

/** The pool, counting the open grants that are read through it. */
function countingPool(pool: Pool): { pool: Pool; takeCount: () => number } {
  let count = 0;
  const connect = async () => {
    const client = await pool.connect();
    return new Proxy(client, {
      get(target, name) {
        if (name !== 'query') {
          const value = Reflect.get(target, name);
          return typeof value === 'function' ? value.bind(target) : value;
        }
        return async (...parameters: Parameters<typeof target.query>) => {
          const result = await (target.query as (...all: unknown[]) => Promise<{ rows: unknown[] }>)(...parameters);
          const [config] = parameters as unknown as [{ name?: string }];
          if (config.name?.startsWith('ledger.open-grants')) count += result.rows.length;
          return result;
        };
      },
    });
  };
  const counting = new Proxy(pool, {
    get: (target, name) => (name === 'connect' ? connect : Reflect.get(target, name).bind?.(target)),
  });
  const takeCount = () => {
    const taken = count;
    count = 0;
    return taken;
  };
  return { pool: counting, takeCount };
}

it('a spend reads as many grants as it takes, not as many as there are', async () => {
  const scene = await openScene(database);
  const { books, clock } = scene;
  const one = { ...books, source: 'admin', amountMicro: CREDIT } as const;
  await scene.ledger.grantMany([...Array(2_000)].map(() => one));
  const { pool, takeCount } = countingPool(database.pool);
  const ledger = createLedger({ pool, clock });
  const spend = async (amountMicro: bigint) => {
    // A time of its own keeps the spend from the single statement, which reads one grant by its very form.
    await ledger.consume({ ...books, amountMicro, occurredAt: clock.now() });
    return takeCount();
  };
  expect(await spend(CREDIT / 2n)).toBe(1);
  expect(await spend(3n * CREDIT)).toBeLessThanOrEqual(10);
  await expect(spend(9_000n * CREDIT)).rejects.toMatchObject(code('insufficient_credits'));
  expect(takeCount()).toBe(0);
  await spend(1_990n * CREDIT);
  expect((await scene.figures())[0]).toBe(6n * CREDIT + CREDIT / 2n);
});
