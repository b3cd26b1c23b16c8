import { PrismaPg } from '@prisma/adapter-pg';
import { PrismaClient } from '@/prisma/generated/client';
import { singleton } from '../singleton';
import { getPool } from './pool';

/**
 * Prisma on the process's own pool, for everything but the ledger's statements. Columns that may hold 'infinity'
 * (wallets.next_event_at, grants.expires_at) are the ledger's: read them through lib/ledger. No `$transaction`
 * callback on a request path: use `inTransaction`.
 */
export function getPrisma(): PrismaClient {
  return singleton('prisma', () => new PrismaClient({ adapter: new PrismaPg(getPool()) }));
}
