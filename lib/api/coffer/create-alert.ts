import { z } from 'zod';
import { createRuleIn } from '../../alerts/rules';
import { ALERT_KINDS } from '../../alerts/types';
import { wakeAlerts } from '../../alerts/wake';
import { AppError } from '../../errors';
import { once } from '../once';
import { writeOperation } from '../operation';
import { writeBody } from '../schema';
import {
  alertChangeOf,
  deliveryFields,
  misfitsOf,
  recipientsOf,
  thresholdFields,
  thresholdOf,
  toWireAlert,
} from './alert-wire';

/**
 * POST /v1/alerts: tells people when the customer's own wallet runs low or credits expire, once per crossing. What is so
 * already is told at once. Errors: validation_failed, not_found (user), conflict (50 alerts already).
 */
export const createAlert = writeOperation({
  summary: 'Create an alert',
  policy: 'alerts:manage',
  body: writeBody({
    kind: z.enum(ALERT_KINDS).meta({ description: 'What is watched. It cannot be changed later.' }),
    ...thresholdFields,
    ...deliveryFields,
  }),
  run: async ({ body }, ctx) => {
    const { extra, missing } = misfitsOf(body.kind, body);
    if (missing !== null || extra.length > 0) {
      const fields = [
        ...(missing === null ? [] : [{ path: [missing], message: `is required with ${body.kind}` }]),
        ...extra.map((name) => ({ path: [name], message: `does not go with ${body.kind}` })),
      ];
      throw new AppError('validation_failed', { detail: `The threshold does not fit the kind ${body.kind}.`, fields });
    }
    const recipients = body.recipients && (await recipientsOf(body.recipients, ctx));
    const { channels, isEnabled } = body;
    const input = { threshold: thresholdOf(body.kind, body), recipients, channels, isEnabled };
    const written = await once(ctx, (client) => createRuleIn(client, alertChangeOf(ctx), input), body);
    wakeAlerts(ctx.scope.workspaceId);
    return written;
  },
  output: (rule) => ({ data: toWireAlert(rule) }),
});
