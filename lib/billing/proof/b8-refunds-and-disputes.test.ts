import fc from 'fast-check';
import type Stripe from 'stripe';
import { expect, it } from 'vitest';
import { openDispute, setDisputeStatus } from '@/sandbox/stripe/resources/disputes';
import { setRefundStatus } from '@/sandbox/stripe/resources/refunds';
import { isAppError } from '../../errors';
import { getLedger } from '../../ledger';
import { handlerOf, isHandled } from '../events';
import { fulfil } from '../fulfil';
import { inParallel } from '../in-parallel';
import { counts, least, mayFollow, shareOf } from '../refund-share';
import { getStripe } from '../stripe';
import { copierOf } from './testing/copies';
import { figure, PACK, random, SEED, shuffled, useShop, within } from './testing/shop';

const shop = useShop();
const PAID = Number(PACK.priceMinor);

/** What one sequence has done at Stripe, kept apart from the code under test. */
interface Case {
  workspaceId: string;
  purchaseId: string;
  intentId: string;
  spentMicro: bigint;
  refunds: Stripe.Refund[];
  dispute: Stripe.Dispute | null;
  /** Things that have happened and were not told yet. */
  untold: { type: string; objectId: string }[];
  log: string[];
}

/** One paid purchase, made by production's code; the sequences have copies of it, each with a payment of its own. */
async function original() {
  const workspace = await shop.newWorkspace();
  const { purchaseId, sessionId } = await shop.begin(workspace);
  shop.pay(sessionId);
  await fulfil(purchaseId, 'return');
  return { workspace, purchaseId, copier: await copierOf(shop.database, workspace.id) };
}
type Original = Awaited<ReturnType<typeof original>>;

/** Copies number `first` and after, paid at Stripe. */
async function newCases({ workspace, purchaseId, copier }: Original, first: number, count: number): Promise<Case[]> {
  await copier.copy(first, count);
  const cases: Case[] = [];
  for (let index = first; index < first + count; index++) {
    const payment = await getStripe().paymentIntents.create({
      ...{ amount: PAID, currency: 'usd', confirm: true, payment_method: 'pm_card_visa' },
      automatic_payment_methods: { enabled: true, allow_redirects: 'never' },
    });
    cases.push({
      workspaceId: copier.idOf(workspace.id, index),
      purchaseId: copier.idOf(purchaseId, index),
      intentId: payment.id,
      ...{ spentMicro: 0n, refunds: [], dispute: null, untold: [], log: [] },
    });
  }
  await shop.database.pool.query(
    `UPDATE purchases SET payment_intent_id = x.intent FROM unnest($1::uuid[], $2::uuid[], $3::text[]) AS x (w, p, intent)
     WHERE workspace_id = x.w AND id = x.p`,
    [cases.map((one) => one.workspaceId), cases.map((one) => one.purchaseId), cases.map((one) => one.intentId)],
  );
  return cases;
}

const scope = ({ workspaceId }: Case) => ({
  workspaceId,
  mode: 'live' as const,
  actor: { kind: 'job' as const, id: null },
});
const owner = { kind: 'workspace' as const };
const balance = (one: Case) => getLedger().balance({ ...scope(one), owner });
const goneBack = (one: Case) =>
  one.refunds.filter(({ status }) => status !== 'failed').reduce((sum, { amount }) => sum + amount, 0);
const isOpen = (one: Case) => one.dispute !== null && !['won', 'warning_closed'].includes(one.dispute.status);

type Action = (one: Case, next: () => number) => Promise<void> | void;

/** What can happen, as long as Stripe allows it. */
const ACTIONS: Record<string, Action> = {
  async refund(one, next) {
    const left = PAID - goneBack(one);
    if (left === 0 || isOpen(one)) return;
    const amount = next() < 0.3 ? left : 1 + Math.floor(next() * left);
    const { id } = await getStripe().refunds.create({ payment_intent: one.intentId, amount });
    const kept = shop.sandbox.data.refunds.get(id);
    if (kept) one.refunds.push(kept);
    one.untold.push({ type: 'refund.created', objectId: id });
    one.log.push(`refund ${amount}`);
  },
  failRefund(one, next) {
    const candidates = one.refunds.filter(({ status }) => status !== 'failed');
    const refund = candidates[Math.floor(next() * candidates.length)];
    if (!refund || isOpen(one)) return;
    setRefundStatus(shop.sandbox, refund, 'failed');
    one.untold.push({ type: 'refund.failed', objectId: refund.id });
    one.log.push(`refund of ${refund.amount} fails`);
  },
  async spend(one, next) {
    const { availableMicro } = await balance(one);
    const amountMicro = (availableMicro * BigInt(Math.floor(next() * 100))) / 100n;
    if (amountMicro <= 0n) return;
    await getLedger().consume({ ...scope(one), owner, amountMicro });
    one.spentMicro += amountMicro;
    one.log.push(`spend ${amountMicro}`);
  },
  dispute(one, next) {
    const charge = shop.sandbox.data.charges.get(
      String(shop.sandbox.data.paymentIntents.get(one.intentId)?.latest_charge),
    );
    if (one.dispute || !charge || charge.amount === charge.amount_refunded) return;
    one.dispute = openDispute(shop.sandbox, charge, { reason: 'fraudulent', inquiry: next() < 0.2 });
    one.untold.push({ type: 'charge.dispute.created', objectId: one.dispute.id });
    one.log.push(`dispute of ${one.dispute.amount} ${one.dispute.status}`);
  },
  decide(one, next) {
    if (!one.dispute) return;
    const ways: Record<string, readonly ('won' | 'lost' | 'prevented' | 'appeal_needs_response' | 'warning_closed')[]> =
      {
        warning_needs_response: ['warning_closed'],
        needs_response: ['won', 'lost', 'prevented'],
        lost: ['appeal_needs_response'],
        appeal_needs_response: ['won', 'lost'],
      };
    const possible = ways[one.dispute.status] ?? [];
    const status = possible[Math.floor(next() * possible.length)];
    if (!status) return;
    setDisputeStatus(shop.sandbox, one.dispute, status, next() < 0.5);
    one.untold.push({ type: 'charge.dispute.closed', objectId: one.dispute.id });
    one.log.push(`dispute ${status}`);
  },
  async tell(one, next) {
    await tellSome(one, shuffled(one.untold.splice(0), next).slice(0, 2));
  },
};
const NAMES = Object.keys(ACTIONS);

/** Works on events as the inbox does; some come twice. */
async function tellSome(one: Case, events: Case['untold']): Promise<void> {
  for (const { type, objectId } of events) {
    if (isHandled(type)) await handlerOf(type)({ id: 'evt', objectId });
  }
  one.log.push(`told ${events.length}`);
}

const max = (a: bigint, b: bigint) => (a > b ? a : b);

/** What the books must say once everything has been told, worked out from Stripe's side alone. */
async function judge(one: Case, why: string): Promise<void> {
  const row = await shop.purchase(one.purchaseId);
  const refunded = BigInt(goneBack(one));
  const taken = { credit: row.refunded_credit_micro, bonus: row.refunded_bonus_micro };
  expect(row.refunded_minor, `${why}: refunds are booked once each`).toBe(refunded);
  expect(taken.credit, `${why}: credits of the refunds`).toBe((PACK.creditMicro * refunded) / PACK.priceMinor);
  expect(taken.bonus <= (PACK.bonusMicro * refunded) / PACK.priceMinor, `${why}: bonus of the refunds`).toBe(true);
  const { availableMicro, debtMicro } = await balance(one);
  if (one.spentMicro === 0n) {
    expect(taken.bonus, `${why}: the bonus goes in proportion`).toBe((PACK.bonusMicro * refunded) / PACK.priceMinor);
    expect(debtMicro, `${why}: who spent nothing owes nothing`).toBe(0n);
  }
  const left = PACK.creditMicro + PACK.bonusMicro - one.spentMicro - taken.credit - taken.bonus;
  const net = availableMicro; // below zero while there is a debt
  expect(debtMicro, `${why}: the debt is shown`).toBe(max(-availableMicro, 0n));
  const status = one.dispute?.status ?? 'won';
  const isMoneyOut = (one.dispute?.balance_transactions ?? []).reduce((sum, { amount }) => sum + amount, 0) < 0;
  if (status === 'won' || status.startsWith('warning') || (status === 'prevented' && !isMoneyOut)) {
    expect(net, `${why}: nothing else is gone`).toBe(left);
  } else if (status === 'needs_response') {
    expect(availableMicro <= 0n, `${why}: all is frozen`).toBe(true);
  } else {
    const share = (PACK.creditMicro * BigInt(one.dispute?.amount ?? 0)) / PACK.priceMinor;
    expect(net <= left - share + 1n, `${why}: what was disputed is gone`).toBe(true);
    expect(
      net >= left - share - max(PACK.bonusMicro - taken.bonus, 0n) - 1n,
      `${why}: no more is gone (net ${net}, left ${left}, share ${share})`,
    ).toBe(true);
  }
  if (debtMicro > 0n) {
    const refused = await getLedger()
      .consume({ ...scope(one), owner, amountMicro: 1n })
      .then(
        () => 'spent',
        (error: unknown) => (isAppError(error) ? error.code : String(error)),
      );
    expect(refused, `${why}: no spending in debt`).toBe('insufficient_credits');
  }
}

const SEQUENCES = figure('SEQUENCES', 20_000);
/** As many are made and forgotten together: Stripe's side is kept in memory. */
const BATCH = 250;

async function live(one: Case, seed: number): Promise<void> {
  const next = random(seed);
  // Of several lengths, since a sequence is only judged at its end.
  const steps = 3 + Math.floor(next() * 6);
  for (let step = 0; step < steps; step++) {
    await ACTIONS[NAMES[Math.floor(next() * NAMES.length)] ?? 'tell']?.(one, next);
  }
  const rest = shuffled(one.untold.splice(0), next);
  await tellSome(one, [...rest, ...rest.slice(0, 1)]);
  // Events that `tell` left out for good come now, as the fetch of missed events brings them.
  const missed = one.refunds.slice(-1).map(({ id }) => ({ type: 'refund.updated', objectId: id }));
  if (one.dispute) missed.push({ type: 'charge.dispute.updated', objectId: one.dispute.id });
  await tellSome(one, missed);
  await judge(one, `seed ${seed}: ${one.log.join(', ')}`);
}

it(`B8: ${SEQUENCES} drawn sequences of refunds, disputes and spending agree with a model, through PostgreSQL`, {
  timeout: within(7_200_000),
}, async () => {
  const bought = await original();
  for (let first = 0; first < SEQUENCES; first += BATCH) {
    const cases = await newCases(bought, first, Math.min(BATCH, SEQUENCES - first));
    await inParallel(12, [...cases.entries()], ([index, one]) => live(one, SEED + first + index));
    for (const kept of Object.values(shop.sandbox.data)) kept.clear();
  }
});

it('B8: drawn sequences of refunds take together what one over their sum takes, whatever fails in between', () => {
  const status = fc.constantFrom('pending', 'succeeded', 'failed', 'canceled');
  const amount = fc.bigInt({ min: 1n, max: 99_999_999n });
  const refund = fc.record({ minor: amount, looks: fc.array(status, { minLength: 1, maxLength: 4 }) });
  const sequence = fc.record({
    credit: fc.bigInt({ min: 1n, max: 10n ** 15n }),
    total: amount,
    refunds: fc.array(refund, { maxLength: 6 }),
  });
  fc.assert(
    fc.property(sequence, ({ credit, total, refunds }) => {
      let booked = 0n;
      let target = 0n;
      const kept: { minor: bigint; status: string }[] = [];
      for (const { minor, looks } of refunds) {
        const one = { minor, status: looks[0] ?? 'pending' };
        kept.push(one);
        for (const look of looks) {
          if (mayFollow(one.status, look)) one.status = look;
          target = least(
            kept.filter((refunded) => counts(refunded.status)).reduce((sum, refunded) => sum + refunded.minor, 0n),
            total,
          );
          booked += shareOf(credit, target, total) - booked; // what `bookMore` and `bookLess` move
          expect(booked >= 0n && booked <= credit).toBe(true);
        }
        // A refund that ended does not come back, in whatever order it is looked at.
        expect(looks.includes('failed') || looks.includes('canceled')).toBe(!counts(one.status));
      }
      expect(booked).toBe((credit * target) / total);
      if (target === total) expect(booked).toBe(credit);
    }),
    { numRuns: figure('ARITHMETIC', 20_000), seed: SEED },
  );
});
