import { z } from 'zod';
import { AppError } from '../../errors';
import type { GrantInput, GrantResult, Written } from '../../ledger/types';
import { endOfDay, startOfDay } from '../dates';
import { grantToNewcomer } from '../grant-to-newcomer';
import { type ApiContext, writeOperation } from '../operation';
import { rehearse } from '../rehearse';
import { introduceMember, isNewcomer, resolveOwner, timeZoneOf } from '../resolve';
import {
  type DateOrInstant,
  dateOrInstant,
  feature,
  integer,
  label,
  metadata,
  optional,
  owner,
  positiveAmount,
  prose,
  reason,
  unitCost,
  writeBody,
} from '../schema';
import { traceGrant } from '../trace-grant';
import { toWireFigures, toWireGrant, toWireTransaction } from './wire';

const PRIORITY_MAX = 1_000_000;

const GrantBody = writeBody({
  amount: positiveAmount('Credits to grant.'),
  ...owner,
  source: optional(
    z
      .enum(['promotion', 'bonus', 'admin', 'purchase', 'refund'])
      .meta({ description: 'Why they exist; default promotion.' }),
  ),
  priority: optional(integer({ min: 0, max: PRIORITY_MAX }, 'Lower burns first; default 100.')),
  effectiveAt: optional(dateOrInstant('When they can first be spent; default now. A date is its first moment.')),
  expiresAt: optional(dateOrInstant('When what is left expires; default never. A date is its last moment.')),
  unitCost: optional(unitCost),
  currency: optional(
    z
      .string()
      .regex(/^[A-Za-z]{3}$/, 'must be an ISO 4217 code, such as usd')
      .transform((code) => code.toLowerCase()),
  ),
  features: optional(z.array(feature).max(50).meta({ description: 'Features they are good for; none: all.' })),
  externalRef: optional(label(255, "The caller's own reference.")),
  description: optional(prose(1000, 'A sentence for people.')),
  reason: optional(reason),
  metadata: optional(metadata),
});

type GrantFields = z.output<typeof GrantBody>;

/** Dates become instants in the customer's zone: from the start of the first day, until the end of the last. */
async function readPeriod({ effectiveAt, expiresAt }: GrantFields, { scope: { workspaceId } }: ApiContext) {
  const needsZone = [effectiveAt, expiresAt].some((value) => value !== undefined && 'date' in value);
  const zone = needsZone ? await timeZoneOf(workspaceId) : 'UTC';
  const at = (value: DateOrInstant | undefined, ofDay: typeof startOfDay) =>
    value === undefined ? null : 'date' in value ? ofDay(value.date, zone) : value.at;
  return { effectiveAt: at(effectiveAt, startOfDay), expiresAt: at(expiresAt, endOfDay) };
}

export const toWireGranted = ({ grant, walletId, transaction, ...figures }: GrantResult) => ({
  grantId: grant.id,
  transactionId: transaction?.id ?? null,
  walletId,
  ...toWireFigures(figures),
  grant: toWireGrant(grant),
  transaction: transaction && toWireTransaction(transaction),
});

/**
 * Grants to whom the call names. A user nobody has heard of becomes a member under the caller's id, because granting is
 * how most callers introduce their users; in a dry run that is undone with the grant. Errors: not_found.
 */
async function grantTo(
  { userId, teamId }: GrantFields,
  ctx: ApiContext,
  grant: Omit<GrantInput, 'owner'>,
): Promise<Written<GrantResult>> {
  const { ledger, scope } = ctx;
  if (userId === undefined || !(await isNewcomer(userId, ctx))) {
    return ledger.grant({ ...grant, owner: await resolveOwner({ userId, teamId }, ctx) });
  }
  if (!grant.dryRun) return grantToNewcomer(ctx, userId, grant);
  const { dryRun: _, ...rest } = grant;
  return rehearse(async (client) => {
    const owner = { kind: 'member', memberId: await introduceMember(client, scope.workspaceId, userId) } as const;
    return { result: await ledger.grantInTransaction(client, { ...rest, owner }), replayed: false };
  });
}

/**
 * POST /v1/grants: adds credits. A user nobody has heard of becomes a member under the caller's id.
 * Errors: validation_failed, not_found.
 */
export const createGrant = writeOperation({
  summary: 'Grant credits',
  policy: 'credits:grant',
  body: GrantBody,
  run: async ({ body }, ctx) => {
    if ((body.unitCost ?? 0n) > 0n && body.currency === undefined) {
      throw new AppError('validation_failed', {
        detail: 'A cost needs a currency.',
        fields: [{ path: ['currency'], message: 'is required with unitCost' }],
      });
    }
    const period = await readPeriod(body, ctx);
    return grantTo(body, ctx, {
      ...ctx.write(body.dryRun),
      alongside: traceGrant(ctx),
      ...period,
      amountMicro: body.amount,
      source: body.source ?? 'promotion',
      priority: body.priority,
      unitCostNano: body.unitCost,
      currency: body.currency,
      features: body.features,
      externalRef: body.externalRef,
      description: body.description,
      reason: body.reason,
      metadata: body.metadata,
    });
  },
  output: (result) => ({ data: toWireGranted(result) }),
});
