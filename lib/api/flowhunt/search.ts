import { z } from 'zod';
import { isUuid } from '../../ids';
import { bookDue } from '../wires/book-due';
import { parseWire } from '../wires/parse';
import { wireOperation } from '../wires/wire-operation';
import { members } from '../wires/words';
import { toFlowHuntTransaction } from './codec';
import { flowhunt } from './dialect';
import { workspaceOf } from './names';
import { type MovementQuery, readMovements } from './read-movements';
import { kindsOf } from './transaction-types';
import { LIMIT_DEFAULT, limit, pagination, period } from './words';

const SearchBody = members({
  ...period,
  transaction_id: z.string().nullish(),
  context_id: z.string().nullish(),
  context_desc: z.string().nullish(),
  limit,
  pagination,
});
type Asked = z.infer<typeof SearchBody>;

/** POST /v2/credits/search: a workspace's movements, newest first. Conditions combine. */
export const search = wireOperation({
  dialect: flowhunt,
  summary: 'Credit movements, one row each',
  policy: 'transactions:view',
  hasBody: true,
  run: async (wire) => {
    const { scope, name } = await workspaceOf(wire);
    const asked = parseWire(SearchBody, wire.body, 'body');
    const { workspaceId, mode } = scope;
    await bookDue(workspaceId, mode);
    const query = toQuery(asked);
    const rows = query ? await readMovements({ ...query, workspaceId, mode }) : [];
    return { body: rows.map((row) => toFlowHuntTransaction(row, { id: workspaceId, name })) };
  },
});

/** Null when nothing can match. */
function toQuery(asked: Asked): Omit<MovementQuery, 'workspaceId' | 'mode'> | null {
  const { sorting_key_value: seenAt, scroll_id: seenId } = asked.pagination ?? {};
  const kinds = asked.transaction_type ? kindsOf(asked.transaction_type) : undefined;
  const transactionId = asked.transaction_id ?? undefined;
  if (transactionId !== undefined && !isUuid(transactionId)) return null;
  if (kinds?.length === 0) return null;
  return {
    transactionId,
    kinds,
    from: asked.created_at_from ?? undefined,
    to: asked.created_at_to ?? undefined,
    contextId: asked.context_id ?? undefined,
    contextText: asked.context_desc ?? undefined,
    after: seenAt ? { at: seenAt, id: seenId && isUuid(seenId) ? seenId : null } : undefined,
    limit: asked.limit ?? LIMIT_DEFAULT,
  };
}
