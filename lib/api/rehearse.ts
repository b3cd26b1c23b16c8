import { getPool, type PoolClient } from '../db/pool';

/** Runs `work` in a transaction of its own and undoes all of it: for dry runs that the ledger alone cannot do. */
export async function rehearse<T>(work: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await getPool().connect();
  let broken: Error | undefined;
  try {
    await client.query('BEGIN');
    return await work(client);
  } finally {
    await client.query('ROLLBACK').catch((error: Error) => {
      broken = error;
    });
    client.release(broken);
  }
}
