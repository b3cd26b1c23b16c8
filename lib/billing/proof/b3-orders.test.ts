import { expect, it } from 'vitest';
import { settleSession } from '@/sandbox/stripe/checkout/actions';
import { openDispute, setDisputeStatus } from '@/sandbox/stripe/resources/disputes';
import { setRefundStatus } from '@/sandbox/stripe/resources/refunds';
import { getLedger } from '../../ledger';
import { handlerOf, isHandled } from '../events';
import { getStripe } from '../stripe';
import { figure, random, SEED, type Shopper, shuffled, useShop, within } from './testing/shop';

/**
 * A life of seven events: paid by a debit that takes days, refunded in part, the refund fails, and the rest is disputed
 * and won. Nobody promises their order, nor that Stripe has not moved on when one of them is worked on.
 */
const LIFE = [
  'checkout.session.completed',
  'checkout.session.async_payment_succeeded',
  'refund.created',
  'refund.failed',
  'charge.dispute.created',
  'charge.dispute.funds_withdrawn',
  'charge.dispute.closed',
] as const;

const shop = useShop();
const EVERYTHING = LIFE.map((_, index) => index);

interface Life {
  workspace: Shopper;
  purchaseId: string;
  sessionId: string;
  /** How far Stripe has got: the number of events that have happened. */
  stage: number;
}

async function newLife(): Promise<Life> {
  const workspace = await shop.newWorkspace();
  return { workspace, stage: 0, ...(await shop.begin(workspace)) };
}

const found = <T>(map: Map<string, T>, of: (item: T) => boolean): T => {
  for (const item of map.values()) if (of(item)) return item;
  throw new Error('Stripe has it');
};
const intentOf = (life: Life) => String(shop.sandbox.data.sessions.get(life.sessionId)?.session.payment_intent);
const refundOf = (life: Life) => found(shop.sandbox.data.refunds, (refund) => refund.payment_intent === intentOf(life));
const disputeOf = (life: Life) =>
  found(shop.sandbox.data.disputes, (dispute) => dispute.payment_intent === intentOf(life));

/** Lets the next thing happen at Stripe. */
async function advance(life: Life): Promise<void> {
  const { sandbox } = shop;
  const record = sandbox.data.sessions.get(life.sessionId);
  const charge = () => found(sandbox.data.charges, (one) => one.payment_intent === intentOf(life));
  const steps: (() => unknown)[] = [
    () => shop.pay(life.sessionId, 'delayed'),
    () => record && settleSession(sandbox, record, true),
    () => getStripe().refunds.create({ payment_intent: intentOf(life), amount: 1_000 }),
    () => setRefundStatus(sandbox, refundOf(life), 'failed'),
    () => openDispute(sandbox, charge(), { reason: 'fraudulent', inquiry: true }),
    () => setDisputeStatus(sandbox, disputeOf(life), 'needs_response'),
    () => setDisputeStatus(sandbox, disputeOf(life), 'won'),
  ];
  await steps[life.stage]?.();
  life.stage += 1;
}

/** Works on one of the events, as the inbox does. */
async function workOn(life: Life, index: number): Promise<void> {
  const type = LIFE[index] as string;
  if (!isHandled(type)) throw new Error(`${type} is handled`);
  const objectId = index < 2 ? life.sessionId : index < 4 ? refundOf(life).id : disputeOf(life).id;
  await handlerOf(type)({ id: `evt_${index}`, objectId });
}

/** All that the database has come to for this life, without ids and times. */
async function stateOf({ workspace, purchaseId }: Life): Promise<string> {
  const { rows } = await shop.database.pool.query<{ state: string }>(
    `SELECT jsonb_build_object(
       'purchase', (SELECT jsonb_build_array(status, refunded_minor, refunded_credit_micro, refunded_bonus_micro)
         FROM purchases WHERE id = $2),
       'refunds', (SELECT jsonb_agg(jsonb_build_array(amount_minor, status)) FROM refunds WHERE workspace_id = $1),
       'disputes', (SELECT jsonb_agg(jsonb_build_array(amount_minor, status, effect, owed_credit_micro, owed_bonus_micro))
         FROM disputes WHERE workspace_id = $1),
       'grants', (SELECT jsonb_agg(jsonb_build_array(unit_cost_nano, remaining_micro) ORDER BY unit_cost_nano, remaining_micro)
         FROM grants WHERE workspace_id = $1),
       'workspace', (SELECT status FROM workspaces WHERE id = $1))::text AS state`,
    [workspace.id, purchaseId],
  );
  const scope = { workspaceId: workspace.id, mode: 'live' as const, actor: { kind: 'job' as const, id: null } };
  const balance = await getLedger().balance({ ...scope, owner: { kind: 'workspace' } });
  return `${rows[0]?.state} ${balance.availableMicro} ${balance.debtMicro}`;
}

/**
 * What a state means: the same without the lots it lies in. Credits that a refund took and gave back lie in a lot of
 * their own, those that it never took in the first one; both are as many, of the same cost.
 */
function meaningOf(state: string): string {
  const end = state.lastIndexOf('}') + 1;
  const { grants, ...rest } = JSON.parse(state.slice(0, end)) as { grants: [number, number][] | null };
  const left = { bought: 0, bonus: 0 };
  for (const [unitCost, remaining] of grants ?? []) left[unitCost > 0 ? 'bought' : 'bonus'] += remaining;
  return JSON.stringify({ ...rest, left, balance: state.slice(end) });
}

/** One step: the number of an event that is worked on, or that Stripe moves on. */
type Step = number | 'advance';

async function replay(path: readonly Step[]): Promise<Life> {
  const life = await newLife();
  for (const step of path) await (step === 'advance' ? advance(life) : workOn(life, step));
  return life;
}

/**
 * Walks every way through (how far Stripe is) × (what our database says): each step from each such state is run once
 * for real, on a life of its own that was led there. Which orders exist is then a matter of counting paths.
 */
class Atlas {
  /** What follows from `stage state` by a step. */
  readonly #known = new Map<string, string>();
  /** A way to come to `stage state`. */
  readonly #ways = new Map<string, readonly Step[]>();
  runs = 0;

  async after(stage: number, state: string, step: Step): Promise<string> {
    const key = `${stage} ${state} ${step}`;
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const way = [...(this.#ways.get(`${stage} ${state}`) ?? []), step];
    const life = await replay(way);
    const next = await stateOf(life);
    this.runs += 1;
    this.#known.set(key, next);
    if (!this.#ways.has(`${life.stage} ${next}`)) this.#ways.set(`${life.stage} ${next}`, way);
    return next;
  }

  async start(): Promise<string> {
    const state = await stateOf(await newLife());
    this.#ways.set(`0 ${state}`, []);
    return state;
  }
}

it('B3: every order of seven events, at every moment that Stripe may have reached, ends in one state', {
  timeout: within(900_000),
}, async () => {
  const atlas = new Atlas();
  const start = await atlas.start();
  const ends = new Map<string, bigint>();
  /** (stage, done, state) → number of ways to come there. Walked stage by stage, so each is complete when it is left. */
  let layer = new Map<string, { stage: number; done: number; state: string; ways: bigint }>();
  layer.set('start', { stage: 0, done: 0, state: start, ways: 1n });
  while (layer.size > 0) {
    const next: typeof layer = new Map();
    const add = (stage: number, done: number, state: string, ways: bigint) => {
      const key = `${stage} ${done} ${state}`;
      next.set(key, { stage, done, state, ways: (next.get(key)?.ways ?? 0n) + ways });
    };
    for (const { stage, done, state, ways } of layer.values()) {
      const isOver = stage === LIFE.length && done === (1 << LIFE.length) - 1;
      if (isOver) ends.set(meaningOf(state), (ends.get(meaningOf(state)) ?? 0n) + ways);
      if (stage < LIFE.length) add(stage + 1, done, await atlas.after(stage, state, 'advance'), ways);
      for (const event of EVERYTHING.slice(0, stage)) {
        if (done & (1 << event)) continue;
        add(stage, done | (1 << event), await atlas.after(stage, state, event), ways);
      }
    }
    layer = next;
  }
  // 135,135 ways to lay seven things that happen and their seven events in a row, each event after its cause;
  // the 5,040 orders of events that all come late are among them.
  expect([...ends.keys()]).toHaveLength(1);
  expect([...ends.values()]).toEqual([135_135n]);
  expect([...ends.keys()][0]).toContain('"left":{"bought":1000000000,"bonus":100000000},"balance":" 1100000000 0"');
  expect(atlas.runs).toBeGreaterThan(100);
});

it('B3: a sample of the 5,040 orders, run whole on a payment each, ends as the counted ones', {
  timeout: within(900_000),
}, async () => {
  const next = random(SEED);
  const all: Step[] = LIFE.map(() => 'advance');
  const ends = new Set<string>();
  for (let nth = 0; nth < figure('ORDERS', 60); nth++) {
    ends.add(meaningOf(await stateOf(await replay([...all, ...shuffled(EVERYTHING, next)]))));
  }
  expect([...ends], `seed ${SEED}`).toHaveLength(1);
});
