import { z } from 'zod';
import { missing } from '../../auth/policy';
import type { Pool, PoolClient } from '../../db/pool';
import { isUuid } from '../../ids';
import { refusalOfUrl } from '../../webhooks/address';
import { EVENT_TYPES } from '../../webhooks/events';
import { formatInstant } from '../dates';
import type { ApiContext } from '../operation';

/** A webhook endpoint as rows have it, without its secrets. */
export interface EndpointRow {
  id: string;
  url: string;
  description: string | null;
  events: string[];
  previousSecretEndsAt: Date | null;
  disabledAt: Date | null;
  disabledReason: string | null;
  createdAt: Date;
}

export const ENDPOINT_COLUMNS = `e.id, e.url, e.description, e.events, e.previous_secret_until AS "previousSecretEndsAt",
  e.disabled_at AS "disabledAt", e.disabled_reason AS "disabledReason", e.created_at AS "createdAt"`;

export const endpointUrl = z
  .string()
  .max(2000)
  .meta({ format: 'uri', description: 'https:// and a public address. Redirects are not followed.' })
  .superRefine((url, ctx) => {
    const refusal = refusalOfUrl(url);
    if (refusal !== null) ctx.addIssue({ code: 'custom', message: refusal });
  });

export const endpointEvents = z
  .array(z.enum(EVENT_TYPES))
  .max(EVENT_TYPES.length)
  .meta({ description: 'What it is told; none: everything, also what comes with later versions.' });

/** The endpoint in the calling key's books; for a change, locked. Errors: not_found. */
export async function readEndpoint(
  db: Pool | PoolClient,
  { scope }: ApiContext,
  endpointId: string,
  { lock = false } = {},
): Promise<EndpointRow> {
  const { rows } = isUuid(endpointId)
    ? await db.query<EndpointRow>(
        `SELECT ${ENDPOINT_COLUMNS} FROM webhook_endpoints e
         WHERE e.workspace_id = $1 AND e.mode = $2::mode AND e.id = $3${lock ? ' FOR UPDATE' : ''}`,
        [scope.workspaceId, scope.mode, endpointId],
      )
    : { rows: [] };
  if (!rows[0]) throw missing('webhook endpoint');
  return rows[0];
}

const instantOrNull = (at: Date | null): string | null => at && formatInstant(at);

export const toWireEndpoint = (row: EndpointRow) => ({
  id: row.id,
  url: row.url,
  description: row.description,
  events: row.events,
  isEnabled: row.disabledAt === null,
  disabledAt: instantOrNull(row.disabledAt),
  disabledReason: row.disabledReason,
  previousSecretEndsAt: instantOrNull(row.previousSecretEndsAt),
  createdAt: formatInstant(row.createdAt),
});

/** With its signing secret, once; a repetition has none, because only its sealed form is kept. */
export interface ShownEndpoint {
  endpoint: EndpointRow;
  secret: string | null;
}

export const withoutEndpointSecret = ({ endpoint }: ShownEndpoint): ShownEndpoint => ({ endpoint, secret: null });

const SHOWN_ONCE = 'The secret was in the first answer to this Idempotency-Key and is not shown again. Rotate it.';

export const toWireShownEndpoint = ({ endpoint, secret }: ShownEndpoint) => ({
  ...toWireEndpoint(endpoint),
  secret,
  notice: secret === null ? SHOWN_ONCE : null,
});

/** What is logged: the address without its query, which may hold a token of the receiver's. */
export const loggedUrl = (url: string): string => new URL(url).origin + new URL(url).pathname;
