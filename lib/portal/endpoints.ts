import type { Actor } from '../auth/actor';
import { authorize, can } from '../auth/policy';
import { getPool } from '../db/pool';
import { formats } from '../i18n/formats';
import type { AnyLocale } from '../i18n/locales';
import { translator } from '../i18n/translator';
import { refusalOfUrl } from '../webhooks/address';
import {
  changeEndpoint,
  createEndpoint,
  DELIVERY_COLUMNS,
  type DeliveryRow,
  ENDPOINT_COLUMNS,
  type EndpointInput,
  type EndpointRow,
  readEndpoint,
  removeEndpoint,
  replayDelivery,
  rotateEndpointSecret,
  sendTestEvent,
} from '../webhooks/endpoints';
import { EVENT_TYPES } from '../webhooks/events';
import { changeOnce, contextOf, Issues, type PortalChange } from './change';
import { explainFailure, type Failure } from './failures';
import { PORTAL_MODE } from './mode';
import { translateRefusal } from './refusals';
import type { PortalWorkspace } from './workspace';

const OVERLAP_S = 24 * 3600;
const MAX_URL = 2000;
const MAX_DESCRIPTION = 200;
const LOG_ROWS = 50;

export interface EndpointView {
  id: string;
  url: string;
  description: string | null;
  /** Empty: everything. */
  events: string[];
  isEnabled: boolean;
  /** asked, gone or failing; null while it is enabled. */
  disabledReason: 'asked' | 'gone' | 'failing' | null;
  oldSecretUntil: string | null;
}

const REASONS = ['asked', 'gone', 'failing'] as const;

function toView(row: EndpointRow, workspace: PortalWorkspace): EndpointView {
  const f = formats(workspace.locale);
  const until = row.previousSecretEndsAt;
  return {
    id: row.id,
    url: row.url,
    description: row.description,
    events: row.events,
    isEnabled: row.disabledAt === null,
    disabledReason: row.disabledAt === null ? null : (REASONS.find((known) => known === row.disabledReason) ?? 'asked'),
    oldSecretUntil: until && until > new Date() ? f.dateTime(until, workspace.timeZone) : null,
  };
}

/** The endpoints of the live books, newest first. Errors: forbidden, not_found. */
export async function readEndpoints(actor: Actor, workspace: PortalWorkspace): Promise<EndpointView[]> {
  authorize(actor, 'webhooks:view', { workspaceId: workspace.id });
  const { rows } = await getPool().query<EndpointRow>(
    `SELECT ${ENDPOINT_COLUMNS} FROM webhook_endpoints e WHERE e.workspace_id = $1 AND e.mode = $2::mode
     ORDER BY e.created_at DESC, e.id DESC`,
    [workspace.id, PORTAL_MODE],
  );
  return rows.map((row) => toView(row, workspace));
}

export const mayManageEndpoints = (actor: Actor, workspace: PortalWorkspace): boolean =>
  can(actor, 'webhooks:manage', { workspaceId: workspace.id });

export interface DeliveryLine {
  id: string;
  type: string;
  status: 'pending' | 'delivered' | 'dead';
  attempts: string;
  /** HTTP status or what went wrong. */
  answer: string;
  /** What the network itself said, where that is kept. */
  answerDetail: string | null;
  time: string;
}

/** What came back, or what went wrong on the way and what to do about it. */
export function answerOf(
  { lastStatus, lastError }: Pick<DeliveryRow, 'lastStatus' | 'lastError'>,
  locale: AnyLocale,
): Failure {
  const failure = lastError ? explainFailure(lastError, locale, 'endpoint') : null;
  return { text: [lastStatus, failure?.text].filter(Boolean).join(' · ') || '–', raw: failure?.raw ?? null };
}

const STATUSES = ['pending', 'delivered', 'dead'] as const;

/** One endpoint with its newest deliveries. Errors: forbidden, not_found. */
export async function readEndpointScreen(
  actor: Actor,
  workspace: PortalWorkspace,
  endpointId: string,
): Promise<{ endpoint: EndpointView; deliveries: DeliveryLine[]; canManage: boolean }> {
  authorize(actor, 'webhooks:view', { workspaceId: workspace.id });
  const place = contextOf({ actor, workspace, formId: null, ip: null });
  const endpoint = await readEndpoint(getPool(), place, endpointId);
  const { rows } = await getPool().query<DeliveryRow>(
    `SELECT ${DELIVERY_COLUMNS} FROM webhook_deliveries d WHERE d.workspace_id = $1 AND d.endpoint_id = $2
     ORDER BY d.created_at DESC, d.id DESC LIMIT ${LOG_ROWS}`,
    [workspace.id, endpoint.id],
  );
  const f = formats(workspace.locale);
  return {
    endpoint: toView(endpoint, workspace),
    canManage: mayManageEndpoints(actor, workspace),
    deliveries: rows.map((row) => {
      const answer = answerOf(row, workspace.locale);
      return {
        id: row.id,
        type: row.type,
        status: STATUSES.find((known) => known === row.status) ?? 'pending',
        attempts: f.count(row.attempts),
        answer: answer.text,
        answerDetail: answer.raw,
        time: f.instant(row.createdAt, workspace.timeZone),
      };
    }),
  };
}

export interface EndpointForm {
  url: string;
  description: string;
  events: string[];
}

function check({ workspace }: PortalChange, form: EndpointForm): EndpointInput {
  const t = translator(workspace.locale, 'alerts');
  const f = translator(workspace.locale, 'forms');
  const issues = new Issues();
  const why = form.url.length > MAX_URL ? 'is too long' : refusalOfUrl(form.url);
  if (why) issues.add('url', t('hooks.urlWrong', { why: translateRefusal(why, workspace.locale) ?? why }));
  if (form.description.length > MAX_DESCRIPTION) {
    issues.add('description', f('fields.tooLong', { max: MAX_DESCRIPTION }));
  }
  issues.refuse();
  return {
    url: form.url,
    description: form.description || null,
    events: EVENT_TYPES.filter((type) => form.events.includes(type)),
  };
}

const requireManage = ({ actor, workspace }: PortalChange) =>
  authorize(actor, 'webhooks:manage', { workspaceId: workspace.id });

/** Answers the signing secret, which nobody is shown again. Errors: forbidden, validation_failed, conflict. */
export async function addEndpoint(change: PortalChange, form: EndpointForm): Promise<string | null> {
  requireManage(change);
  const input = check(change, form);
  return (await changeOnce(change, 'endpoints.create', (client, ctx) => createEndpoint(client, ctx, input))).secret;
}

/** Errors: forbidden, not_found, validation_failed. */
export async function saveEndpoint(change: PortalChange, endpointId: string, form: EndpointForm): Promise<void> {
  requireManage(change);
  const input = check(change, form);
  await changeOnce(change, 'endpoints.save', (client, ctx) => changeEndpoint(client, ctx, endpointId, input));
}

/** Errors: forbidden, not_found. */
export async function switchEndpoint(change: PortalChange, endpointId: string, isEnabled: boolean): Promise<void> {
  requireManage(change);
  await changeOnce(change, 'endpoints.switch', (client, ctx) => changeEndpoint(client, ctx, endpointId, { isEnabled }));
}

/** Answers the new secret. Errors: forbidden, not_found, conflict (sent before). */
export async function renewSecret(change: PortalChange, endpointId: string): Promise<string | null> {
  requireManage(change);
  const shown = await changeOnce(change, 'endpoints.rotate', (client, ctx) =>
    rotateEndpointSecret(client, ctx, endpointId, OVERLAP_S),
  );
  return shown.secret;
}

/** Errors: forbidden, not_found, conflict (disabled, or sent before). */
export async function testEndpoint(change: PortalChange, endpointId: string): Promise<void> {
  requireManage(change);
  await changeOnce(change, 'endpoints.test', (client, ctx) => sendTestEvent(client, ctx, endpointId));
}

/** Errors: forbidden, not_found, conflict (disabled, or sent before). */
export async function sendDeliveryAgain(change: PortalChange, endpointId: string, deliveryId: string): Promise<void> {
  requireManage(change);
  await changeOnce(change, 'endpoints.replay', (client, ctx) =>
    replayDelivery(client, ctx, { endpointId, deliveryId }),
  );
}

/** Errors: forbidden, not_found. */
export async function endEndpoint(change: PortalChange, endpointId: string): Promise<void> {
  requireManage(change);
  await changeOnce(change, 'endpoints.remove', (client, ctx) => removeEndpoint(client, ctx, endpointId));
}
