import { afterEach, describe, expect, inject, it } from 'vitest';
import { createPool, type Pool } from '../db/pool';
import { useTestDatabase } from '../testing/database';
import { createClient } from './testing/api';

const database = useTestDatabase();
const api = createClient(null);
const usePool = (pool: Pool) => {
  (globalThis as unknown as Record<symbol, unknown>)[Symbol.for('coffer.pool')] = pool;
};

afterEach(() => usePool(database.pool));

describe('GET /api/health', () => {
  it('200: says that all is well, and which version it is, to anybody', async () => {
    const reply = await api('GET /api/health');
    expect([reply.status, reply.json]).toEqual([
      200,
      { status: 'ok', database: 'ok', migrations: 'ok', version: expect.stringMatching(/^\d+\.\d+\.\d+/) },
    ]);
    expect(reply.headers['cache-control']).toBe('no-store');
  });

  it('503: while the database is away, without saying where it is', async () => {
    const away = createPool({ connectionString: 'postgresql://somebody:password@127.0.0.1:1/nowhere', max: 1 });
    usePool(away);
    const reply = await api('GET /api/health');
    await away.end();
    expect(reply.json).toMatchObject({ status: 'unavailable', database: 'unavailable', migrations: 'unknown' });
    expect([reply.status, reply.headers['retry-after']]).toEqual([503, '5']);
    expect(reply.text).not.toMatch(/somebody|password|nowhere/);
  });

  it('503: while a migration is missing', async () => {
    const bare = createPool({ connectionString: new URL('postgres', inject('serverUrl')).toString(), max: 1 });
    usePool(bare);
    const reply = await api('GET /api/health');
    await bare.end();
    expect([reply.status, reply.at('migrations')]).toEqual([503, 'missing']);
  });
});

describe('a database that is away', () => {
  it('is 503 with a time to wait, for every operation', async () => {
    const away = createPool({ connectionString: 'postgresql://a:b@127.0.0.1:1/c', max: 1 });
    usePool(away);
    const reply = await createClient(`sk_live_${'a'.repeat(40)}`)('GET /v1/grants');
    await away.end();
    expect([reply.status, reply.at('code'), reply.headers['retry-after']]).toEqual([503, 'unavailable', '2']);
    expect(reply.text).not.toContain('ECONNREFUSED');
  });
});
