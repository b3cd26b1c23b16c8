import { createHash } from 'node:crypto';
import { getPool } from '../db/pool';
import { getStripe } from './stripe';

/** What billing needs to know of a workspace. */
export interface BillingWorkspace {
  id: string;
  slug: string;
  name: string;
  status: string;
  currency: string;
  billing_email: string | null;
  stripe_customer_id: string | null;
}

export async function findBillingWorkspace(workspaceId: string): Promise<BillingWorkspace | null> {
  const { rows } = await getPool().query<BillingWorkspace>(
    'SELECT id, slug, name, status, currency, billing_email, stripe_customer_id FROM workspaces WHERE id = $1',
    [workspaceId],
  );
  return rows[0] ?? null;
}

/**
 * The workspace's customer at Stripe, made at its first purchase and kept. `replacing` names one that Stripe no longer
 * knows (another account's, or deleted there).
 */
export async function ensureCustomer(workspace: BillingWorkspace, replacing: string | null = null): Promise<string> {
  if (workspace.stripe_customer_id && workspace.stripe_customer_id !== replacing) return workspace.stripe_customer_id;
  const params = {
    name: workspace.name,
    ...(workspace.billing_email && { email: workspace.billing_email }),
    metadata: { coffer_workspace_id: workspace.id },
  };
  // The key holds the parameters: a name that changed after a lost answer costs an unused customer, not a refusal.
  const fingerprint = createHash('sha256')
    .update(JSON.stringify([params, replacing]))
    .digest('hex')
    .slice(0, 16);
  const customer = await getStripe().customers.create(params, {
    idempotencyKey: `customer:${workspace.id}:${fingerprint}`,
  });
  const { rows } = await getPool().query<{ stripe_customer_id: string }>(
    `UPDATE workspaces
     SET stripe_customer_id =
       CASE WHEN stripe_customer_id IS NULL OR stripe_customer_id = $3 THEN $2 ELSE stripe_customer_id END
     WHERE id = $1 RETURNING stripe_customer_id`,
    [workspace.id, customer.id, replacing],
  );
  return rows[0]?.stripe_customer_id ?? customer.id;
}
