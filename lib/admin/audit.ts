import type { ActorKind } from '@/prisma/generated/enums';
import type { Actor } from '../auth/actor';
import { readAuditNames } from '../auth/audit-names';
import { authorize } from '../auth/policy';
import { getPool } from '../db/pool';
import type { CsvCell } from '../export/csv';
import { isUuid, NIL_UUID } from '../ids';
import { Conditions } from '../ledger/read/conditions';
import type { Page } from '../ledger/types';
import { likePart, pageRows } from './page-rows';

export interface AuditFilter {
  /** A customer's id, or `installation` for what is nobody's. */
  workspaceId?: string;
  /** As it is written, or how it begins: `grant.`, `purchase.refund`. */
  action?: string;
  /** Address of the person, or the id of a person or key. */
  actor?: string;
  /** Id of what was changed. */
  targetId?: string;
  /** Part of the reason. */
  text?: string;
  /** UTC dates YYYY-MM-DD, both inclusive. */
  fromDate?: string;
  toDate?: string;
}

export interface AuditLine {
  /** null: the installation itself. */
  workspaceId: string | null;
  workspaceName: string | null;
  id: string;
  action: string;
  targetKind: string;
  targetId: string | null;
  actorKind: ActorKind;
  actorId: string | null;
  /** Address of a person, name of a key. */
  actorName: string | null;
  reason: string | null;
  before: unknown;
  after: unknown;
  requestId: string | null;
  ip: string | null;
  createdAt: Date;
}

/** A line for a screen, which names what the ids in before and after stand for. */
export interface NamedAuditLine extends AuditLine {
  names: ReadonlyMap<string, string>;
}

async function withNames(rows: AuditLine[]): Promise<NamedAuditLine[]> {
  const workspaceIds = rows.flatMap(({ workspaceId }) => workspaceId ?? []);
  const names = await readAuditNames(rows, { workspaceIds, ofInstallation: true });
  return rows.map((row) => ({ ...row, names }));
}

const SELECT = `SELECT nullif(a.workspace_id, '${NIL_UUID}') AS "workspaceId", w.name AS "workspaceName", a.id, a.action,
  a.target_kind AS "targetKind", a.target_id AS "targetId", a.actor_kind::text AS "actorKind", a.actor_id AS "actorId",
  coalesce(u.email, k.name) AS "actorName", a.reason, a.before, a.after, a.request_id AS "requestId", a.ip,
  a.created_at AS "createdAt"
  FROM audit_log a LEFT JOIN workspaces w ON w.id = a.workspace_id LEFT JOIN users u ON u.id = a.actor_id
  LEFT JOIN api_keys k ON k.id = a.actor_id`;

function conditionsOf(filter: AuditFilter): Conditions {
  const where = new Conditions().add('true');
  if (filter.workspaceId === 'installation') where.add('a.workspace_id = ?', NIL_UUID);
  else where.addId('a.workspace_id = ?', filter.workspaceId);
  if (filter.action) where.add('a.action LIKE ?', likePart(filter.action).slice(1));
  if (filter.actor && isUuid(filter.actor)) where.add('a.actor_id = ?', filter.actor);
  else if (filter.actor) {
    const part = likePart(filter.actor);
    where.add(
      'a.actor_id IN (SELECT id FROM users WHERE email ILIKE ? UNION ALL SELECT id FROM api_keys WHERE name ILIKE ?)',
      part,
      part,
    );
  }
  return where
    .addIf('a.target_id = ?', filter.targetId)
    .addIf('a.reason ILIKE ?', filter.text && likePart(filter.text))
    .addIf('a.created_at >= ?::date', filter.fromDate)
    .addIf("a.created_at < ?::date + interval '1 day'", filter.toDate);
}

type PageAsked = { cursor?: string | null; limit?: number };

const readPage = (filter: AuditFilter, page: PageAsked): Promise<Page<AuditLine>> =>
  pageRows<AuditLine>(page, { select: SELECT, where: conditionsOf(filter), alias: 'a' });

/** Who changed what, newest first, over the installation and all customers. Errors: unauthenticated, forbidden. */
export async function searchAudit(
  actor: Actor,
  filter: AuditFilter,
  page: PageAsked = {},
): Promise<Page<NamedAuditLine>> {
  authorize(actor, 'installation:audit');
  const { items, ...rest } = await readPage(filter, page);
  return { ...rest, items: await withNames(items) };
}

export const AUDIT_HEADER = [
  'time',
  'customer_id',
  'customer',
  'action',
  'target_kind',
  'target_id',
  'actor_kind',
  'actor_id',
  'actor',
  'reason',
  'before',
  'after',
  'request_id',
  'ip',
] as const;

const EXPORT_PAGE = 200;

const toCells = (row: AuditLine): CsvCell[] => [
  row.createdAt,
  row.workspaceId,
  row.workspaceName,
  row.action,
  row.targetKind,
  row.targetId,
  row.actorKind,
  row.actorId,
  row.actorName,
  row.reason,
  row.before === null ? null : JSON.stringify(row.before),
  row.after === null ? null : JSON.stringify(row.after),
  row.requestId,
  row.ip,
];

/** Refuses at once, and then gives all rows of the filter page by page. Errors: unauthenticated, forbidden. */
export function exportAudit(actor: Actor, filter: AuditFilter): AsyncGenerator<CsvCell[]> {
  authorize(actor, 'installation:audit');
  return (async function* rows() {
    let cursor: string | null = null;
    do {
      const page: Page<AuditLine> = await readPage(filter, { cursor, limit: EXPORT_PAGE });
      for (const row of page.items) yield toCells(row);
      cursor = page.next;
    } while (cursor !== null);
  })();
}

/** What happened to one thing, newest first: for its own page. The caller has authorised. */
export async function auditOfTarget(workspaceId: string, targetIds: string[]): Promise<NamedAuditLine[]> {
  const where = new Conditions().add('a.workspace_id = ?', workspaceId).add('a.target_id = ANY(?)', targetIds);
  const { rows } = await getPool().query<AuditLine>(
    `${SELECT} WHERE ${where} ORDER BY a.created_at DESC, a.id DESC LIMIT 100`,
    where.values,
  );
  return withNames(rows);
}
