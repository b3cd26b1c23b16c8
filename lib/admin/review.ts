import type { Actor } from '../auth/actor';
import { authorize } from '../auth/policy';
import { type ParkedEventView, readReviewQueue } from '../billing';
import type { PurchaseView } from '../billing/types';
import { getPool } from '../db/pool';
import { type DeadEndpoint, readDeadEndpoints } from './dead-deliveries';

export interface OpenDispute {
  stripeId: string;
  workspaceId: string;
  workspaceName: string;
  purchaseId: string;
  amountMinor: bigint;
  currency: string;
  status: string;
  reason: string;
  createdAt: Date;
}

export interface ReviewScreen {
  purchases: (PurchaseView & { workspaceName: string })[];
  parkedEvents: ParkedEventView[];
  /** Failed, and tried again by themselves. */
  failingEvents: (ParkedEventView & { nextTryAt: Date })[];
  deadEndpoints: DeadEndpoint[];
  disputes: OpenDispute[];
}

const MAX_ROWS = 100;

async function readFailing(): Promise<ReviewScreen['failingEvents']> {
  const { rows } = await getPool().query<ParkedEventView & { nextTryAt: Date }>(
    `SELECT id, type, error, attempts, received_at AS "receivedAt", next_try_at AS "nextTryAt" FROM stripe_events
     WHERE processed_at IS NULL AND next_try_at IS NOT NULL AND error IS NOT NULL ORDER BY received_at, id LIMIT $1`,
    [MAX_ROWS],
  );
  return rows;
}

async function readDisputes(): Promise<OpenDispute[]> {
  const { rows } = await getPool().query<OpenDispute>(
    `SELECT d.stripe_id AS "stripeId", d.workspace_id AS "workspaceId", w.name AS "workspaceName",
       d.purchase_id AS "purchaseId", d.amount_minor AS "amountMinor", p.currency, d.status, d.reason,
       d.created_at AS "createdAt"
     FROM disputes d JOIN workspaces w ON w.id = d.workspace_id
     JOIN purchases p ON p.workspace_id = d.workspace_id AND p.id = d.purchase_id
     WHERE d.effect = 'frozen' ORDER BY d.created_at, d.id LIMIT $1`,
    [MAX_ROWS],
  );
  return rows;
}

/** All that waits for a person: at most 100 to 200 rows of each kind. Errors: unauthenticated, forbidden. */
export async function readReviewScreen(actor: Actor): Promise<ReviewScreen> {
  authorize(actor, 'operator:view');
  const [queue, failingEvents, deadEndpoints, disputes] = await Promise.all([
    readReviewQueue(actor),
    readFailing(),
    readDeadEndpoints(),
    readDisputes(),
  ]);
  const { rows } = await getPool().query<{ id: string; name: string }>(
    'SELECT id, name FROM workspaces WHERE id = ANY($1::uuid[])',
    [queue.purchases.map(({ workspaceId }) => workspaceId)],
  );
  const names = new Map(rows.map(({ id, name }) => [id, name]));
  return {
    purchases: queue.purchases.map((row) => ({ ...row, workspaceName: names.get(row.workspaceId) ?? '' })),
    parkedEvents: queue.events,
    failingEvents,
    deadEndpoints,
    disputes,
  };
}
