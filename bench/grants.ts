import type { Pool } from '@/lib/db/pool';
import { newId, newWorkspaceId } from '@/lib/ids';
import { createLedger } from '@/lib/ledger';
import { createDatabase } from './lib/database';
import { drive } from './lib/drive';
import { figure, type Section } from './lib/report';

/** A workspace whose wallet has `count` open grants. */
async function walletWithGrants(ledger: ReturnType<typeof createLedger>, pool: Pool, count: number): Promise<string> {
  const workspaceId = newWorkspaceId();
  await pool.query(`INSERT INTO workspaces (id, slug, name) VALUES ($1, $2, 'Grants')`, [
    workspaceId,
    `grants-${count}`,
  ]);
  const grants = Array.from({ length: count }, (_, i) => ({
    workspaceId,
    mode: 'live' as const,
    actor: { kind: 'job' as const, id: null },
    owner: { kind: 'workspace' as const },
    amountMicro: 1_000_000_000n,
    source: 'promotion' as const,
    priority: 1 + (i % 50),
    expiresAt: new Date(Date.now() + (30 + (i % 300)) * 86_400_000),
  }));
  for (let i = 0; i < grants.length; i += 500) await ledger.grantMany(grants.slice(i, i + 500));
  return workspaceId;
}

/** What a spend and a balance cost on a wallet with 10 and with 10,000 open grants. */
export async function benchGrants(adminUrl: string, seconds: number, say: (text: string) => void): Promise<Section> {
  const database = await createDatabase(adminUrl);
  try {
    const ledger = createLedger({ pool: database.pool });
    const rows: string[][] = [];
    const figures: Record<string, number[]> = { spend: [], balance: [] };
    for (const count of [10, 10_000]) {
      say(`wallet with ${count} grants`);
      const workspaceId = await walletWithGrants(ledger, database.pool, count);
      await database.pool.query('ANALYZE');
      const scope = { workspaceId, mode: 'live' as const, owner: { kind: 'workspace' as const } };
      const actor = { kind: 'job' as const, id: null };
      const spend = await drive(
        () =>
          ledger.consume({
            ...scope,
            actor,
            amountMicro: 1_000n,
            idempotency: { credentialId: workspaceId, key: newId(), requestHash: Buffer.alloc(32) },
          }),
        { concurrency: 1, seconds },
      );
      const balance = await drive(() => ledger.balance(scope), { concurrency: 1, seconds });
      figures.spend?.push(spend.p50Ms);
      figures.balance?.push(balance.p50Ms);
    }
    for (const [name, [few = Number.NaN, many = Number.NaN]] of Object.entries(figures)) {
      rows.push([
        name,
        figure(few),
        figure(many),
        (many / few).toFixed(2),
        '≤ 2',
        many / few <= 2 ? 'reached' : 'missed',
      ]);
    }
    return {
      title: 'A wallet with 10 and with 10,000 grants',
      intro: 'Median milliseconds of one call at a time, with idempotency key.',
      header: ['call', '10 grants, ms', '10,000 grants, ms', 'ratio', 'goal', ''],
      rows,
    };
  } finally {
    await database.drop();
  }
}
