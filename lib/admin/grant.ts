import type { Actor } from '../auth/actor';
import { getLedger } from '../ledger';
import type { Mode } from '../ledger/types';
import { auditOfTarget, type NamedAuditLine } from './audit';
import { readGrantOf } from './credits';
import { requireCustomer } from './customer';
import type { CustomerHead } from './customers';
import { readFrozen, type ShownGrant } from './shown-grant';

export interface GrantScreen {
  customer: CustomerHead;
  grant: ShownGrant;
  /** Of the wallet it lies in: a change names the same books. */
  mode: Mode;
  audit: NamedAuditLine[];
}

/** One grant of a customer's, with what operators did to it. Errors: unauthenticated, forbidden, not_found. */
export async function readGrantScreen(
  actor: Actor,
  input: { customerId: string; grantId: string },
): Promise<GrantScreen> {
  const customer = await requireCustomer(actor, input.customerId);
  const grant = await readGrantOf(actor, input);
  const [wallet, audit, frozen] = await Promise.all([
    getLedger().getWallet({ workspaceId: customer.id, walletId: grant.walletId }),
    auditOfTarget(customer.id, [grant.id]),
    readFrozen(customer.id, [grant]),
  ]);
  return { customer, grant: frozen[0] ?? { ...grant, frozenMicro: 0n }, mode: wallet.mode, audit };
}
