import { z } from 'zod';
import { refusalOfUrl } from '../../webhooks/address';
import type { EndpointRow, ShownEndpoint } from '../../webhooks/endpoints';
import { EVENT_TYPES } from '../../webhooks/events';
import { formatInstant } from '../dates';

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

export const withoutEndpointSecret = ({ endpoint }: ShownEndpoint): ShownEndpoint => ({ endpoint, secret: null });

const SHOWN_ONCE = 'The secret was in the first answer to this Idempotency-Key and is not shown again. Rotate it.';

export const toWireShownEndpoint = ({ endpoint, secret }: ShownEndpoint) => ({
  ...toWireEndpoint(endpoint),
  secret,
  notice: secret === null ? SHOWN_ONCE : null,
});
