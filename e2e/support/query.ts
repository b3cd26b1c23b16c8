import pg from 'pg';

/** Rows of the stack's database, for what a story must know and no page shows. */
export async function queryDemo<Row extends object>(sql: string, values: unknown[] = []): Promise<Row[]> {
  const client = new pg.Client({ connectionString: process.env.COFFER_E2E_DATABASE_URL });
  await client.connect();
  try {
    return (await client.query<Row & Record<string, unknown>>(sql, values)).rows;
  } finally {
    await client.end();
  }
}

/** Lets only one of all test processes do the work of this name at a time. */
export async function alone<T>(name: string, work: () => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: process.env.COFFER_E2E_DATABASE_URL });
  await client.connect();
  try {
    await client.query('SELECT pg_advisory_lock(hashtextextended($1, 0))', [name]);
    return await work();
  } finally {
    await client.end(); // which gives the lock back
  }
}
