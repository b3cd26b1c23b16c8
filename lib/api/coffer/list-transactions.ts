import { z } from 'zod';
import { AppError } from '../../errors';
import { isUuid } from '../../ids';
import { operation } from '../operation';
import { pageQuery, toPageRequest, toWirePage } from '../paging';
import { resolveFilterMember, resolveFilterOwner } from '../resolve';
import { anyAmount, contextId, feature, instant, listOf, onBehalfOf, ownerQuery, readQuery } from '../schema';
import { expandQuery, expandRows, namedByTransaction } from './expand';
import { toWireTransaction } from './wire';

const KINDS = [
  'grant',
  'purchase',
  'consume',
  'capture',
  'expire',
  'void',
  'reverse',
  'refund',
  'dispute_hold',
  'dispute_release',
  'adjust',
  'transfer_out',
  'transfer_in',
  'settle',
] as const;

const idOf = (what: string) =>
  z
    .string()
    .meta({ format: 'uuid', description: `Only rows of this ${what}.` })
    .refine(isUuid, 'must be a UUID');

export const keyId = idOf('API key');

/**
 * GET /v1/transactions: the history, newest first, by any filter. `from` is inclusive and `to` exclusive, both on
 * occurredAt; amounts are signed. Errors: validation_failed, not_found.
 */
export const listTransactions = operation({
  summary: 'List transactions',
  policy: 'transactions:view',
  query: readQuery({
    ...ownerQuery,
    ...pageQuery,
    ...expandQuery(['onBehalfOf', 'grant', 'hold']),
    walletId: idOf('wallet').optional(),
    kind: listOf(KINDS, 'One or several kinds.').optional(),
    onBehalfOf: onBehalfOf.optional(),
    keyId: keyId.optional(),
    feature: feature.optional(),
    contextId: contextId.optional(),
    grantId: idOf('grant').optional(),
    holdId: idOf('hold').optional(),
    from: instant('First instant.').optional(),
    to: instant('End, exclusive.').optional(),
    minAmount: anyAmount('Least amount, signed.').optional(),
    maxAmount: anyAmount('Largest amount, signed.').optional(),
    text: z.string().min(1).max(200).meta({ description: 'Part of a context, reason or feature.' }).optional(),
  }),
  run: async ({ query }, ctx) => {
    if (query.from && query.to && query.to < query.from) {
      throw new AppError('validation_failed', {
        detail: 'The range ends before it begins.',
        fields: [{ path: ['to'], message: 'must not lie before from' }],
      });
    }
    const { workspaceId, mode } = ctx.scope;
    const owner = await resolveFilterOwner(query, ctx);
    const page = await ctx.ledger.listTransactions(
      {
        workspaceId,
        mode,
        owner,
        walletId: query.walletId,
        kinds: query.kind,
        memberId: await resolveFilterMember(query.onBehalfOf, owner, ctx),
        apiKeyId: query.keyId,
        feature: query.feature,
        contextId: query.contextId,
        grantId: query.grantId,
        holdId: query.holdId,
        from: query.from,
        to: query.to,
        minAmountMicro: query.minAmount,
        maxAmountMicro: query.maxAmount,
        text: query.text,
      },
      toPageRequest(query),
    );
    return { page, expand: await expandRows(ctx, query.expand, page.items, namedByTransaction) };
  },
  output: ({ page, expand }) => toWirePage(page, (row) => ({ ...toWireTransaction(row), ...expand(row) })),
});
