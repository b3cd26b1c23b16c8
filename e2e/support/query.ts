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
