import packageJson from '../../package.json' with { type: 'json' };
import { getPool } from '../db/pool';
import { findMissingMigrations } from '../http/database-check';
import { log } from '../log';
import type { DescribedOperation } from './operation';

/** GET /api/health: 200 while the process can do its work, 503 while it cannot. For load balancers; needs no key. */
export const getHealth: DescribedOperation = Object.assign(
  async () => {
    const health = { status: 'ok', database: 'ok', migrations: 'ok', version: packageJson.version };
    try {
      const missing = await findMissingMigrations(getPool());
      if (missing.length > 0) health.migrations = 'missing';
    } catch (err) {
      log.warn({ err }, 'the health check found no database');
      health.database = 'unavailable';
      health.migrations = 'unknown';
    }
    const isWell = health.database === 'ok' && health.migrations === 'ok';
    if (!isWell) health.status = 'unavailable';
    return {
      status: isWell ? 200 : 503,
      headers: { 'content-type': 'application/json', ...(!isWell && { 'retry-after': '5' }) },
      body: JSON.stringify(health),
    };
  },
  { spec: { summary: 'Whether this process can do its work', policy: null } },
);
