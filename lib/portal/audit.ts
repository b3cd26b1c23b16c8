import type { ActorKind } from '@/prisma/generated/enums';
import { reviewReasonTexts } from '../admin/words';
import type { Actor } from '../auth/actor';
import { actionLabel, WORKSPACE_ACTIONS } from '../auth/audit-actions';
import { type AuditChange, auditChanges } from '../auth/audit-changes';
import { readAuditNames } from '../auth/audit-names';
import { authorize } from '../auth/policy';
import { getPool } from '../db/pool';
import { type CsvCell, csvStream } from '../export/csv';
import type { ExportFormat } from '../export/download';
import { jsonStream } from '../export/json';
import { formats } from '../i18n/formats';
import type { AnyLocale } from '../i18n/locales';
import { translator } from '../i18n/translator';
import { isUuid } from '../ids';
import { addDays } from './format';
import { nameKeys, nameMembers, nameTeams } from './names';
import { one, oneDate, oneId, oneOf, type SearchParams } from './query';
import { auditReasonText } from './refusals';
import { startOfLocalDate } from './transactions-params';
import type { PortalWorkspace } from './workspace';

const PAGE_ROWS = 50;
const BATCH_ROWS = 500;

export interface AuditParams {
  action: string | undefined;
  /** A user's id. */
  who: string | undefined;
  /** Local dates of the workspace's zone, inclusive. */
  fromDate: string | undefined;
  toDate: string | undefined;
  cursor: string | undefined;
}

export const parseAuditParams = (params: SearchParams): AuditParams => ({
  action: oneOf(params, 'action', WORKSPACE_ACTIONS),
  who: oneId(params, 'who'),
  fromDate: oneDate(params, 'from'),
  toDate: oneDate(params, 'to'),
  cursor: one(params, 'cursor'),
});

/** The parameters of an address, without the place in the list. */
export const auditQuery = ({ action, who, fromDate, toDate }: AuditParams) => ({
  action,
  who,
  from: fromDate,
  to: toDate,
});

interface LogRow {
  id: string;
  action: string;
  targetKind: string;
  targetId: string | null;
  actorKind: ActorKind;
  actorId: string | null;
  reason: string | null;
  before: unknown;
  after: unknown;
  ip: string | null;
  createdAt: Date;
}

/** `2026-11-21T12:00:00.000Z_0199…`: the last row of a page. */
function readCursor(cursor: string | undefined): { at: Date; id: string } | null {
  const [time = '', id = ''] = (cursor ?? '').split('_');
  const at = new Date(time);
  return Number.isNaN(at.getTime()) || !isUuid(id) ? null : { at, id };
}

async function readRows(workspace: PortalWorkspace, params: AuditParams, limit: number): Promise<LogRow[]> {
  const { timeZone } = workspace;
  const after = readCursor(params.cursor);
  const { rows } = await getPool().query<LogRow>(
    `SELECT id, action, target_kind AS "targetKind", target_id AS "targetId", actor_kind::text AS "actorKind",
       actor_id AS "actorId", reason, before, after, ip, created_at AS "createdAt"
     FROM audit_log
     WHERE workspace_id = $1 AND ($2::text IS NULL OR action = $2) AND ($3::uuid IS NULL OR actor_id = $3)
       AND created_at >= coalesce($4::timestamptz, '-infinity') AND created_at < coalesce($5::timestamptz, 'infinity')
       AND ($6::timestamptz IS NULL OR (created_at, id) < ($6, $7::uuid))
     ORDER BY created_at DESC, id DESC LIMIT $8`,
    [
      workspace.id,
      params.action ?? null,
      params.who ?? null,
      params.fromDate ? startOfLocalDate(params.fromDate, timeZone) : null,
      params.toDate ? startOfLocalDate(addDays(params.toDate, 1), timeZone) : null,
      after?.at ?? null,
      after?.id ?? null,
      limit,
    ],
  );
  return rows;
}

const cursorOf = ({ createdAt, id }: LogRow): string => `${createdAt.toISOString()}_${id}`;

export interface AuditLine {
  id: string;
  what: string;
  /** What it was done to. */
  target: string | null;
  who: string;
  ip: string | null;
  when: string;
  reason: string | null;
  changes: AuditChange[];
}

const show = (value: unknown): string | null => {
  if (value === null || value === undefined) return null;
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
};

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

async function namesFor(workspace: PortalWorkspace, rows: LogRow[]) {
  const idsOf = (kind: string) =>
    rows.flatMap((row) => (row.targetKind === kind && row.targetId ? [row.targetId] : []));
  const actorsOf = (kind: ActorKind) =>
    rows.flatMap((row) => (row.actorKind === kind && row.actorId ? [row.actorId] : []));
  const { rows: people } = await getPool().query<{ id: string; name: string }>(
    `SELECT DISTINCT u.id, coalesce(m.name, u.name, u.email) AS name FROM users u
     JOIN members m ON m.user_id = u.id AND m.workspace_id = $1 WHERE u.id = ANY($2::uuid[])`,
    [workspace.id, [...new Set(actorsOf('user'))]],
  );
  const [members, teams, keys] = await Promise.all([
    nameMembers(workspace.id, idsOf('member').filter(isUuid)),
    nameTeams(workspace.id, idsOf('team').filter(isUuid)),
    nameKeys(workspace.id, [...idsOf('api_key').filter(isUuid), ...actorsOf('api_key')], workspace.locale),
  ]);
  return { people: new Map(people.map(({ id, name }) => [id, name])), members, teams, keys };
}

type Names = Awaited<ReturnType<typeof namesFor>>;

/** What a line says in both places, on the screen and in a file. */
type Told = Pick<AuditLine, 'what' | 'who' | 'target'>;

function whoOf(row: LogRow, names: Names, locale: AnyLocale): string {
  const t = translator(locale, 'audit');
  const id = row.actorId ?? '';
  switch (row.actorKind) {
    case 'user':
      return names.people.get(id) ?? t('who.unknown');
    case 'api_key':
      return t('who.key', { name: names.keys.get(id) ?? id });
    case 'operator':
      return t('who.operator');
    case 'job':
      return t('who.job');
  }
}

function targetOf({ targetKind, targetId, after }: LogRow, names: Names): string | null {
  const id = targetId ?? '';
  const name = names.members.get(id) ?? names.teams.get(id) ?? names.keys.get(id);
  if (name) return name;
  return targetKind === 'invite' && isRecord(after) ? show(after.email) : null;
}

const tell = (row: LogRow, names: Names, { locale }: PortalWorkspace): Told => ({
  what: actionLabel(locale, row.action),
  target: targetOf(row, names),
  who: whoOf(row, names, locale),
});

interface LineContext {
  names: Names;
  /** Of the ids in before and after. */
  named: Map<string, string>;
  workspace: PortalWorkspace;
}

function toLine(row: LogRow, { names, named, workspace }: LineContext): AuditLine {
  const { locale, timeZone } = workspace;
  const { action, reason } = row;
  return {
    ...tell(row, names, workspace),
    id: row.id,
    ip: row.ip || null,
    when: formats(locale).instant(row.createdAt, timeZone),
    reason: reason && auditReasonText({ action, reason }, locale),
    changes: auditChanges(locale, {
      ...row,
      timeZone,
      names: named,
      reviewReason: (kept) => reviewReasonTexts(locale, kept, null).join(' · '),
    }),
  };
}

export interface AuditScreen {
  lines: AuditLine[];
  /** Where the older ones begin; null at the end. */
  older: string | null;
  /** People of the workspace, gone ones too, for the filter. */
  people: { id: string; name: string }[];
}

/** One page of the log. Errors: forbidden, not_found. */
export async function readAudit(actor: Actor, workspace: PortalWorkspace, params: AuditParams): Promise<AuditScreen> {
  authorize(actor, 'audit:view', { workspaceId: workspace.id });
  const rows = await readRows(workspace, params, PAGE_ROWS + 1);
  const shown = rows.slice(0, PAGE_ROWS);
  const last = shown.at(-1);
  const [names, named] = await Promise.all([
    namesFor(workspace, shown),
    readAuditNames(shown, { workspaceIds: [workspace.id] }),
  ]);
  const { rows: people } = await getPool().query<{ id: string; name: string }>(
    `SELECT user_id AS id, name FROM members WHERE workspace_id = $1 AND user_id IS NOT NULL ORDER BY name, id LIMIT 500`,
    [workspace.id],
  );
  return {
    lines: shown.map((row) => toLine(row, { names, named, workspace })),
    older: rows.length > PAGE_ROWS && last ? cursorOf(last) : null,
    people,
  };
}

/** Columns of the CSV, and names in the JSON: for machines, the same in every language. */
const COLUMNS = [
  'id',
  'at',
  'action',
  'what',
  'who',
  'actor_kind',
  'actor_id',
  'target_kind',
  'target_id',
  'target',
  'ip',
  'reason',
  'before',
  'after',
] as const;

async function* cellsOf(workspace: PortalWorkspace, params: AuditParams): AsyncGenerator<CsvCell[]> {
  let cursor: string | undefined;
  do {
    const rows = await readRows(workspace, { ...params, cursor }, BATCH_ROWS);
    const names = await namesFor(workspace, rows);
    for (const row of rows) {
      const { what, who, target } = tell(row, names, workspace);
      yield [
        row.id,
        row.createdAt,
        row.action,
        what,
        who,
        row.actorKind,
        row.actorId,
        row.targetKind,
        row.targetId,
        target,
        row.ip,
        row.reason,
        row.before === null ? null : JSON.stringify(row.before),
        row.after === null ? null : JSON.stringify(row.after),
      ];
    }
    const last = rows.at(-1);
    cursor = last && rows.length === BATCH_ROWS ? cursorOf(last) : undefined;
  } while (cursor);
}

async function* objectsOf(rows: AsyncGenerator<CsvCell[]>) {
  for await (const cells of rows) {
    yield Object.fromEntries(COLUMNS.map((name, at) => [name, cells[at] ?? null]));
  }
}

/**
 * The log as a file: every entry that the screen lists with these filters, in its order, read while it is sent.
 * Errors: forbidden, not_found.
 */
export function exportAudit(
  actor: Actor,
  workspace: PortalWorkspace,
  params: AuditParams,
  { format, bom = false }: { format: ExportFormat; bom?: boolean },
): ReadableStream<Uint8Array> {
  authorize(actor, 'audit:view', { workspaceId: workspace.id });
  const rows = cellsOf(workspace, params);
  if (format === 'csv') return csvStream(rows, { header: COLUMNS, bom });
  return jsonStream(objectsOf(rows), { about: { workspace: workspace.slug }, name: 'entries' });
}
