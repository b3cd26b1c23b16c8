import type { Role } from '@/prisma/generated/enums';
import type { Actor } from '../auth/actor';
import { type KeyView, listKeys } from '../auth/keys';
import { authorize, missing } from '../auth/policy';
import { listDisputes, listFrozenCredits } from '../billing';
import type { DisputeView } from '../billing/types';
import { getPool } from '../db/pool';
import { getLedger } from '../ledger';
import type { HoldView, Mode, WalletOwner, WorkspaceFigures } from '../ledger/types';
import { type NamedAuditLine, searchAudit } from './audit';
import { type CustomerHead, findCustomer } from './customers';
import { type PurchaseLine, searchAllPurchases } from './purchases';
import { type ShownGrant, withFrozen } from './shown-grant';

export interface CustomerMember {
  id: string;
  name: string;
  email: string | null;
  externalId: string | null;
  role: Role;
  isRemoved: boolean;
  signsIn: boolean;
}

export interface CustomerTeam {
  id: string;
  name: string;
  externalId: string | null;
}

export interface CustomerDetail {
  customer: CustomerHead;
  mode: Mode;
  figures: WorkspaceFigures;
  /** Names of wallets' owners by `ownerKey`. */
  ownerNames: Map<string, string>;
  members: CustomerMember[];
  teams: CustomerTeam[];
  keys: KeyView[];
  purchases: PurchaseLine[];
  /** Grants that may still be spent, or will be, or whose credits are frozen. */
  grants: ShownGrant[];
  /** Newest ones that have ended. */
  endedGrants: ShownGrant[];
  holds: HoldView[];
  disputes: DisputeView[];
  audit: NamedAuditLine[];
}

const SHOWN = 20;
const MEMBERS_SHOWN = 200;
const GRANTS_SHOWN = 100;

/** One text per owner, for maps and form fields: `workspace`, `member:ID`, `team:ID`. */
export function ownerKey(owner: WalletOwner): string {
  if (owner.kind === 'member') return `member:${owner.memberId}`;
  return owner.kind === 'team' ? `team:${owner.teamId}` : 'workspace';
}

/** People and teams of a workspace, those who left last. The caller has authorised. */
export async function readPeople(workspaceId: string): Promise<{ members: CustomerMember[]; teams: CustomerTeam[] }> {
  const [members, teams] = await Promise.all([
    getPool().query<CustomerMember>(
      `SELECT id, name, email, external_id AS "externalId", role::text AS role, removed_at IS NOT NULL AS "isRemoved",
         user_id IS NOT NULL AS "signsIn"
       FROM members WHERE workspace_id = $1 ORDER BY removed_at IS NOT NULL, name, id LIMIT $2`,
      [workspaceId, MEMBERS_SHOWN],
    ),
    getPool().query<CustomerTeam>(
      `SELECT id, name, external_id AS "externalId" FROM teams
       WHERE workspace_id = $1 AND removed_at IS NULL ORDER BY name, id LIMIT $2`,
      [workspaceId, MEMBERS_SHOWN],
    ),
  ]);
  return { members: members.rows, teams: teams.rows };
}

async function nameOwners(workspaceId: string, owners: WalletOwner[]): Promise<Map<string, string>> {
  const ids = owners.flatMap((owner) =>
    owner.kind === 'member' ? [owner.memberId] : owner.kind === 'team' ? [owner.teamId] : [],
  );
  if (ids.length === 0) return new Map();
  const { rows } = await getPool().query<{ key: string; name: string }>(
    `SELECT 'member:' || id AS key, name FROM members WHERE workspace_id = $1 AND id = ANY($2::uuid[])
     UNION ALL SELECT 'team:' || id, name FROM teams WHERE workspace_id = $1 AND id = ANY($2::uuid[])`,
    [workspaceId, ids],
  );
  return new Map(rows.map(({ key, name }) => [key, name]));
}

/** The customer, or not found: the same for what is no id at all. Errors: unauthenticated, forbidden, not_found. */
export async function requireCustomer(actor: Actor, customerId: string): Promise<CustomerHead> {
  authorize(actor, 'customers:view');
  const customer = await findCustomer(customerId);
  if (!customer) throw missing('customer');
  return customer;
}

/** Newest first; what is frozen stands with what may be spent, since a dispute may end well. */
async function readGrants(books: { workspaceId: string; mode: Mode }) {
  const ledger = getLedger();
  const frozen = await listFrozenCredits(books.workspaceId);
  const ids = frozen.map(({ grantId }) => grantId).slice(0, GRANTS_SHOWN);
  const [open, ended, frozenOnes] = await Promise.all([
    ledger.listGrants({ ...books, statuses: ['active', 'scheduled'] }, { limit: GRANTS_SHOWN }),
    ledger.listGrants(
      { ...books, statuses: ['consumed', 'expired', 'voided'] },
      { limit: Math.min(SHOWN + ids.length, GRANTS_SHOWN) },
    ),
    ids.length === 0 ? null : ledger.listGrants({ ...books, ids, statuses: ['consumed'] }, { limit: GRANTS_SHOWN }),
  ]);
  const all = [...open.items, ...(frozenOnes?.items ?? [])];
  const shown = new Set(all.map(({ id }) => id));
  return {
    grants: withFrozen(all, frozen).sort((a, b) => b.createdAt.getTime() - a.createdAt.getTime()),
    endedGrants: withFrozen(ended.items, frozen)
      .filter(({ id }) => !shown.has(id))
      .slice(0, SHOWN),
  };
}

/** Everything about one customer's books of one mode. Errors: unauthenticated, forbidden, not_found. */
export async function readCustomerDetail(actor: Actor, customerId: string, mode: Mode): Promise<CustomerDetail> {
  const customer = await requireCustomer(actor, customerId);
  const books = { workspaceId: customer.id, mode };
  const ledger = getLedger();
  // In small groups: a page that takes half of the pool's connections at once makes everybody else wait.
  const [figures, people, keys] = await Promise.all([
    ledger.workspaceFigures(books),
    readPeople(customer.id),
    listKeys(actor, { workspaceId: customer.id, includeEnded: true }),
  ]);
  const [{ grants, endedGrants }, holds] = await Promise.all([
    readGrants(books),
    ledger.listHolds({ ...books, statuses: ['open'] }, { limit: SHOWN }),
  ]);
  const [purchases, disputes, audit] = await Promise.all([
    searchAllPurchases(actor, { customerId: customer.id }, { limit: SHOWN }),
    listDisputes(customer.id),
    searchAudit(actor, { workspaceId: customer.id }, { limit: SHOWN }),
  ]);
  const owners = [...figures.wallets, ...grants, ...endedGrants, ...holds.items].map(({ owner }) => owner);
  return {
    customer,
    mode,
    figures,
    ownerNames: await nameOwners(customer.id, owners),
    ...people,
    keys,
    purchases: purchases.items,
    grants,
    endedGrants,
    holds: holds.items,
    disputes,
    audit: audit.items,
  };
}
