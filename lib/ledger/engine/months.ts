import type { Pool } from '../../db/pool';
import { toTimestamp } from './sql';

/** History is partitioned by month; a month that was not prepared is made when the first row needs it. */
export class Months {
  private readonly known = new Set<string>();

  constructor(private readonly pool: Pool) {}

  async ensure(atMs: number): Promise<void> {
    const month = new Date(atMs).toISOString().slice(0, 7);
    if (this.known.has(month)) return;
    await this.pool.query('SELECT ensure_ledger_months($1, $1)', [toTimestamp(atMs)]).catch((error: unknown) => {
      // Somebody else made it in the same moment.
      if ((error as { code?: string }).code !== '42P07') throw error;
    });
    this.known.add(month);
  }
}

export const isMissingMonth = (error: unknown): boolean =>
  error instanceof Error && error.message.startsWith('no partition of relation');
