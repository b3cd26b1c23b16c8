import { createHash } from 'node:crypto';
import { expiryOf, unitCostNano } from '../billing/pricing';
import { type TestClock, testClock } from '../clock';
import type { Pool, PoolClient } from '../db/pool';
import { inTransaction } from '../db/transaction';
import { isAppError } from '../errors';
import { createLedger, type Ledger } from '../ledger';
import type { GrantInput, LedgerActor, Scope, WriteOptions } from '../ledger/types';
import type { DemoEvent, GrantEvent, PurchaseEvent } from './events';
import { userIdOf } from './people';
import { idOf } from './random';
import { type DemoMember, type DemoPack, type DemoWorkspace, OPERATOR, OPERATOR_KEY, PACKS } from './world';

const operator: LedgerActor = { kind: 'operator', id: OPERATOR.id };
const keyActor = (id: string): LedgerActor => ({ kind: 'api_key', id, apiKeyId: id });

/** What later events refer to by the ref of earlier ones. */
interface Made {
  grants: Map<string, string>;
  holds: Map<string, string>;
  transactions: Map<string, string>;
}

interface Booking {
  pool: Pool;
  ledger: Ledger;
  clock: TestClock;
  workspace: DemoWorkspace;
  made: Made;
}

/** Each event is booked once, even if the seed was stopped in the middle and started again. */
function once(workspace: DemoWorkspace, ref: string): Required<Pick<WriteOptions, 'idempotency'>> {
  const requestHash = createHash('sha256').update(`demo ${workspace.slug} ${ref}`).digest();
  return { idempotency: { credentialId: OPERATOR_KEY.id, key: `demo:${ref.replaceAll(' ', '-')}`, requestHash } };
}

const scopeOf = (workspace: DemoWorkspace, actor: LedgerActor, mode: Scope['mode'] = 'live'): Scope => ({
  workspaceId: workspace.id,
  mode,
  actor,
});

async function bookGrant({ ledger, workspace, made }: Booking, event: GrantEvent): Promise<void> {
  const { at: _at, ref, kind: _kind, mode, ...grant } = event;
  const { result } = await ledger.grant({
    ...scopeOf(workspace, operator, mode),
    ...once(workspace, ref),
    ...grant,
  });
  made.grants.set(ref, result.grant.id);
}

async function insertPurchase(
  client: PoolClient,
  { id, workspace, pack, at, buyer }: { id: string; workspace: DemoWorkspace; pack: DemoPack; at: Date; buyer: string },
): Promise<boolean> {
  const { rowCount } = await client.query(
    `INSERT INTO purchases (workspace_id, id, pack_id, status, credit_micro, bonus_micro, price_minor, currency, valid_days,
       bonus_valid_days, fulfilled_by, actor_kind, actor_id, created_at, updated_at, paid_at)
     VALUES ($1, $2, $3, 'paid', $4, $5, $6, $7, $8, $9, 'webhook', 'user', $10, $11, $12, $12)
     ON CONFLICT DO NOTHING`,
    [
      ...[workspace.id, id, pack.id, pack.creditMicro, pack.bonusMicro, pack.priceMinor, pack.currency, pack.validDays],
      ...[pack.bonusValidDays, buyer, new Date(at.getTime() - 95_000), at],
    ],
  );
  return rowCount === 1;
}

/** A pack that was paid: the purchase and its credits commit together, as they do for real. */
async function bookPurchase({ pool, ledger, workspace }: Booking, event: PurchaseEvent): Promise<void> {
  const pack = PACKS.find(({ id }) => id === event.packId) as DemoPack;
  const payer = workspace.members.find(({ role }) => role === 'billing') as DemoMember;
  const id = idOf(`${workspace.slug} ${event.ref}`);
  const buyer = userIdOf(payer) as string;
  await inTransaction(async (client) => {
    if (!(await insertPurchase(client, { id, workspace, pack, at: event.at, buyer }))) return; // by an earlier start
    const common = {
      ...scopeOf(workspace, { kind: 'user', id: buyer }),
      owner: { kind: 'workspace' },
      purchaseId: id,
    } satisfies Partial<GrantInput>;
    await ledger.grantInTransaction(client, {
      ...common,
      source: 'purchase',
      amountMicro: pack.creditMicro,
      expiresAt: expiryOf(event.at, pack.validDays),
      unitCostNano: unitCostNano(pack.priceMinor, pack.creditMicro),
      currency: pack.currency,
      description: 'Top-up',
    });
    if (pack.bonusMicro === 0n) return;
    await ledger.grantInTransaction(client, {
      ...common,
      source: 'bonus',
      amountMicro: pack.bonusMicro,
      expiresAt: expiryOf(event.at, pack.bonusValidDays),
      description: 'Bonus of a top-up',
    });
  }, pool);
}

const known = (ids: Map<string, string>, ref: string): string => {
  const id = ids.get(ref);
  if (!id) throw new Error(`The demo refers to ${ref} before it happened.`);
  return id;
};

async function bookEvent(booking: Booking, event: DemoEvent): Promise<void> {
  const { ledger, workspace, made } = booking;
  const options = once(workspace, event.ref);
  switch (event.kind) {
    case 'grant':
      return bookGrant(booking, event);
    case 'purchase':
      return bookPurchase(booking, event);
    case 'consume': {
      const { at: _at, ref, kind: _kind, mode, keyId, ...spend } = event;
      const fallback = spend.owner.kind === 'workspace' ? null : 'workspace';
      const scope = scopeOf(workspace, keyActor(keyId), mode);
      const { result } = await ledger.consume({ ...scope, ...options, ...spend, fallback });
      made.transactions.set(ref, result.transaction.id);
      return;
    }
    case 'hold': {
      const { at: _at, ref, kind: _kind, keyId, ...hold } = event;
      const scope = scopeOf(workspace, keyActor(keyId));
      const { result } = await ledger.placeHold({ ...scope, ...options, ...hold, owner: { kind: 'workspace' } });
      made.holds.set(ref, result.hold.id);
      return;
    }
    case 'capture':
      await ledger.captureHold({
        ...scopeOf(workspace, keyActor(event.keyId)),
        ...options,
        holdId: known(made.holds, event.of),
        amountMicro: event.amountMicro,
      });
      return;
    case 'release':
      await ledger.releaseHold({
        ...scopeOf(workspace, keyActor(event.keyId)),
        ...options,
        holdId: known(made.holds, event.of),
      });
      return;
    default:
      return bookCorrection(booking, event);
  }
}

/** What the operator puts right. */
async function bookCorrection(
  { ledger, workspace, made }: Booking,
  event: Extract<DemoEvent, { kind: 'void' | 'reverse' | 'adjust' | 'transfer' }>,
): Promise<void> {
  const common = { ...scopeOf(workspace, operator), ...once(workspace, event.ref), reason: event.reason };
  switch (event.kind) {
    case 'void':
      await ledger.voidGrant({ ...common, grantId: known(made.grants, event.of) });
      return;
    case 'reverse':
      await ledger.reverse({ ...common, transactionId: known(made.transactions, event.of) });
      return;
    case 'adjust':
      await ledger.adjust({ ...common, owner: event.owner, amountMicro: event.amountMicro });
      return;
    case 'transfer':
      await ledger.transfer({ ...common, from: event.from, to: event.to, amountMicro: event.amountMicro });
  }
}

/** Caps that the workspace has set, and the overdraft of its contract. */
async function setLimits({ ledger, workspace }: Booking): Promise<void> {
  const heavy = workspace.members.find(({ externalId }) => externalId === 'u-4') as DemoMember;
  const phone = workspace.keys.find(({ name }) => name === 'Mobile app');
  const CREDIT = 1_000_000n;
  const scope = scopeOf(workspace, operator);
  await ledger.setBudget({ ...scope, scope: 'member', scopeId: heavy.id, period: 'day', limitMicro: 300n * CREDIT });
  await ledger.setBudget({
    ...scope,
    scope: 'api_key',
    scopeId: phone?.id,
    period: 'month',
    limitMicro: 5_000n * CREDIT,
  });
}

/**
 * Books the history of a workspace through the ledger, every event at its own time. One event after the other, as the
 * ledger's time only goes forward; several workspaces at once do not touch each other.
 */
export async function bookHistory(
  { pool, workspace, events, now }: { pool: Pool; workspace: DemoWorkspace; events: DemoEvent[]; now: Date },
  onBooked: () => void,
): Promise<void> {
  const clock = testClock(events[0]?.at ?? now);
  const ledger = createLedger({ pool, clock });
  const made: Made = { grants: new Map(), holds: new Map(), transactions: new Map() };
  const booking: Booking = { pool, ledger, clock, workspace, made };
  for (const event of events) {
    clock.set(event.at);
    try {
      await bookEvent(booking, event);
    } catch (error) {
      // A spend that was refused is part of life; its place in the chart stays empty.
      if (event.kind !== 'consume' || !isAppError(error) || error.code !== 'insufficient_credits') throw error;
    }
    onBooked();
  }
  clock.set(now);
  await setLimits(booking);
  await ledger.sweepDueWallets(100);
}
