import type { Actor } from '../auth/actor';
import { authorize } from '../auth/policy';
import { isBillingOpen } from '../billing';
import { getPool } from '../db/pool';
import { type PurchaseLine, searchAllPurchases } from './purchases';
import { readLastVerifyRun, type VerifyRunView } from './verify';

/** What waits for somebody; zero everywhere is a good day. */
export interface OpenWork {
  reviews: number;
  /** Events that no further try will help: a person has to look. */
  parkedEvents: number;
  /** Events that failed and will be tried again. */
  failingEvents: number;
  deadDeliveries: number;
  openDisputes: number;
}

/** What was sold and came back since the month began, in UTC. Minor units. */
export interface Sales {
  currency: string;
  count: number;
  grossMinor: bigint;
  refundedMinor: bigint;
}

/** What customers may still spend: credits owed to them, and what they had paid for these. */
export interface Liability {
  creditMicro: bigint;
  heldMicro: bigint;
  /** What customers owe, by overdraft or for payments that went back. */
  debtMicro: bigint;
  /** Minor units at the price paid, rounded down; free credits are worth nothing here. */
  paid: { currency: string; minor: bigint }[];
}

export interface ConsoleOverview {
  openWork: OpenWork;
  sales: Sales[];
  liability: Liability;
  newest: PurchaseLine[];
  lastVerify: VerifyRunView | null;
  isBillingOpen: boolean;
}

const NEWEST = 8;

async function countOpenWork(): Promise<OpenWork> {
  const { rows } = await getPool().query<OpenWork>(
    `SELECT (SELECT count(*) FROM purchases WHERE status = 'review')::int AS reviews,
       (SELECT count(*) FROM stripe_events
        WHERE processed_at IS NULL AND next_try_at IS NULL AND error IS NOT NULL)::int AS "parkedEvents",
       (SELECT count(*) FROM stripe_events
        WHERE processed_at IS NULL AND next_try_at IS NOT NULL AND error IS NOT NULL)::int AS "failingEvents",
       (SELECT count(*) FROM webhook_deliveries WHERE status = 'dead')::int AS "deadDeliveries",
       (SELECT count(*) FROM disputes WHERE effect = 'frozen')::int AS "openDisputes"`,
  );
  return rows[0] as OpenWork;
}

async function sumSales(): Promise<Sales[]> {
  const { rows } = await getPool().query<Sales>(
    `SELECT currency, count(*)::int AS count, sum(price_minor + fee_minor)::bigint AS "grossMinor",
       sum(refunded_minor)::bigint AS "refundedMinor"
     FROM purchases WHERE status = 'paid' AND mode = 'live' AND paid_at >= date_trunc('month', now(), 'UTC')
     GROUP BY currency ORDER BY currency`,
  );
  return rows;
}

/** Sums may be more than 64 bits, so they travel as text. */
async function sumLiability(): Promise<Liability> {
  const [wallets, paid] = await Promise.all([
    getPool().query<{ credit: string; held: string; debt: string }>(
      `SELECT coalesce(sum(greatest(settled_micro, 0)), 0)::text AS credit, coalesce(sum(held_micro), 0)::text AS held,
         coalesce(sum(debt_micro), 0)::text AS debt
       FROM wallets WHERE mode = 'live'`,
    ),
    getPool().query<{ currency: string; minor: string }>(
      `SELECT g.currency, trunc(sum(g.remaining_micro::numeric * g.unit_cost_nano / 1000000000000000))::text AS minor
       FROM grants g JOIN wallets w ON w.workspace_id = g.workspace_id AND w.id = g.wallet_id
       WHERE g.is_open AND g.unit_cost_nano > 0 AND g.currency IS NOT NULL AND w.mode = 'live'
       GROUP BY g.currency ORDER BY g.currency`,
    ),
  ]);
  const sums = wallets.rows[0];
  return {
    creditMicro: BigInt(sums?.credit ?? 0),
    heldMicro: BigInt(sums?.held ?? 0),
    debtMicro: BigInt(sums?.debt ?? 0),
    paid: paid.rows.map(({ currency, minor }) => ({ currency, minor: BigInt(minor) })),
  };
}

/** The first page of the console. Errors: unauthenticated, forbidden. */
export async function readConsoleOverview(actor: Actor): Promise<ConsoleOverview> {
  authorize(actor, 'operator:view');
  // One after the other: a page that takes half of the pool's connections at once makes everybody else wait.
  const openWork = await countOpenWork();
  const sales = await sumSales();
  const liability = await sumLiability();
  const newest = await searchAllPurchases(actor, {}, { limit: NEWEST });
  const lastVerify = await readLastVerifyRun();
  return { openWork, sales, liability, newest: newest.items, lastVerify, isBillingOpen: isBillingOpen() };
}
