import type { Actor } from '../auth/actor';
import { getLedger } from '../ledger';
import type { GrantView, Mode } from '../ledger/types';
import { type AuditLine, auditOfTarget } from './audit';
import { readGrantOf } from './credits';
import { requireCustomer } from './customer';
import type { CustomerHead } from './customers';

export interface GrantScreen {
  customer: CustomerHead;
  grant: GrantView;
  /** Of the wallet it lies in: a change names the same books. */
  mode: Mode;
  audit: AuditLine[];
}

/** One grant of a customer's, with what operators did to it. Errors: unauthenticated, forbidden, not_found. */
export async function readGrantScreen(
  actor: Actor,
  input: { customerId: string; grantId: string },
): Promise<GrantScreen> {
  const customer = await requireCustomer(actor, input.customerId);
  const grant = await readGrantOf(actor, input);
  const [wallet, audit] = await Promise.all([
    getLedger().getWallet({ workspaceId: customer.id, walletId: grant.walletId }),
    auditOfTarget(customer.id, [grant.id]),
  ]);
  return { customer, grant, mode: wallet.mode, audit };
}
