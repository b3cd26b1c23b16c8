import { z } from 'zod';
import type { PoolClient } from '../../db/pool';
import { inTransaction } from '../../db/transaction';
import { getLedger } from '../../ledger';
import type { GrantInput } from '../../ledger/types';
import { endOfDay, startOfDay } from '../dates';
import { traceGrant } from '../trace-grant';
import { isRecorded } from '../wires/is-recorded';
import { invalid, parseWire } from '../wires/parse';
import { bodyIdempotency, contextIn, headerIdempotency, type WireCall, wireOperation } from '../wires/wire-operation';
import { calendarDate, integer, members, name, nameAsSent, positiveCredits, text } from '../wires/words';
import { type Account, toCreationMetadata, toCredit, toFeatures } from './codec';
import { togai } from './dialect';
import { findAccount, missingAccount } from './names';
import { readCredits } from './read-credits';

const INT4_MAX = 2_147_483_647;
const REQUESTS_MAX = 100;
const ENTITY_IDS_MAX = 100;

const CreditRequest = members({
  accountId: nameAsSent(),
  purpose: text(),
  applicableEntityIds: z.array(name(200)).max(ENTITY_IDS_MAX).optional(),
  effectiveFrom: calendarDate,
  effectiveUntil: calendarDate.optional(),
  // Open-ended credits are not kept, so the amount that the vendor lets out is required.
  creditAmount: positiveCredits,
  priority: integer({ min: -INT4_MAX, max: INT4_MAX }),
  grantorId: text(255).optional(),
  idempotencyKey: text(1_000).optional(),
});
type CreditRequest = z.infer<typeof CreditRequest>;

const CreateBody = members({ creditRequests: z.array(CreditRequest).max(REQUESTS_MAX) });

interface Planned {
  account: Account;
  request: CreditRequest;
  input: GrantInput;
}

/**
 * POST /credits: all of the list or nothing of it, answered in its order. A known idempotencyKey (they belong to the
 * account) answers the credit made earlier, whatever else the request says; so does the same key further down the list.
 */
export const createCredits = wireOperation({
  dialect: togai,
  summary: 'Grant one or more credits',
  policy: 'credits:grant',
  hasBody: true,
  run: async (wire) => {
    const { creditRequests } = parseWire(CreateBody, wire.body, 'body');
    const planned: Planned[] = [];
    for (const [index, request] of creditRequests.entries()) planned.push(await plan(wire, request, index));
    const { grantIds, replayed } = await book(planned);
    const credits = [];
    for (const [index, { account, request }] of planned.entries()) {
      const [lot] = await readCredits({
        mode: wire.actor.mode,
        workspaceId: account.workspaceId,
        grantId: grantIds[index],
        limit: 1,
      });
      if (!lot) throw new Error('a credit that was booked can be read');
      credits.push(toCredit(lot, request.accountId));
    }
    return { body: { credits }, replayed };
  },
});

async function plan(wire: WireCall, request: CreditRequest, index: number): Promise<Planned> {
  const at = (member: string) => ['body', 'creditRequests', index, member];
  const account = await findAccount(wire, request.accountId);
  if (!account) throw missingAccount();
  const ctx = contextIn(wire, account.workspaceId);
  const { scope } = ctx;
  const effectiveAt = startOfDay(request.effectiveFrom, account.timeZone);
  const expiresAt = request.effectiveUntil ? endOfDay(request.effectiveUntil, account.timeZone) : null;
  if (expiresAt && expiresAt <= effectiveAt) {
    throw invalid([{ path: at('effectiveUntil'), type: 'value_error', message: 'Must not lie before effectiveFrom' }]);
  }
  const { accountId, purpose, applicableEntityIds, grantorId, priority, creditAmount } = request;
  const idempotencyKey = request.idempotencyKey || undefined;
  const input: GrantInput = {
    ...scope,
    alongside: traceGrant(ctx),
    owner: { kind: 'workspace' },
    amountMicro: creditAmount,
    source: 'promotion',
    priority,
    effectiveAt,
    expiresAt,
    features: toFeatures(applicableEntityIds),
    externalRef: grantorId || null,
    description: purpose || null,
    reason: purpose || null,
    metadata: toCreationMetadata({ accountId, purpose, applicableEntityIds, idempotencyKey }),
    idempotency: idempotencyKey ? bodyIdempotency('togai', scope, idempotencyKey) : headerIdempotency(wire),
  };
  return { account, request, input };
}

interface Booked {
  /** In the order of the list. */
  grantIds: string[];
  /** True when all of it was there before. */
  replayed: boolean;
}

/** Books all in one database transaction, workspace by workspace in order of their ids, so that no two lists deadlock. */
async function book(planned: Planned[]): Promise<Booked> {
  const workspaceIds = [...new Set(planned.map(({ account }) => account.workspaceId))].sort();
  return inTransaction(async (client) => {
    const booked: Booked = { grantIds: [], replayed: planned.length > 0 };
    for (const workspaceId of workspaceIds) {
      const own = planned.flatMap(({ account, input }, index) =>
        account.workspaceId === workspaceId ? [{ index, input }] : [],
      );
      await bookOwn(client, workspaceId, own, booked);
    }
    return booked;
  });
}

/** What has a key of its own is booked by itself; the rest goes together, and the header's key counts for all of it. */
async function bookOwn(
  client: PoolClient,
  workspaceId: string,
  own: { index: number; input: GrantInput }[],
  booked: Booked,
): Promise<void> {
  const ledger = getLedger();
  const keyed = own.filter(({ input }) => input.idempotency?.credentialId === workspaceId);
  for (const { index, input } of keyed) {
    booked.replayed &&= await isRecorded(client, workspaceId, input.idempotency);
    booked.grantIds[index] = (await ledger.grantInTransaction(client, input)).grant.id;
  }
  const rest = own.filter((one) => !keyed.includes(one));
  const [first] = rest;
  if (!first) return;
  booked.replayed &&= await isRecorded(client, workspaceId, first.input.idempotency);
  const results = await ledger.grantManyInTransaction(
    client,
    rest.map(({ input }) => input),
  );
  for (const [place, { index }] of rest.entries()) booked.grantIds[index] = results[place]?.grant.id ?? '';
}
