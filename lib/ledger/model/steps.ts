/** One random operation, as a call to the service and as the same on the reference ledger. */

import type { Pool, PoolClient } from '@/lib/db/pool';
import type { Ledger } from '@/lib/ledger';
import type {
  ConsumeBatchResult,
  ConsumeInput,
  GrantInput,
  GrantSource,
  Idempotency,
  LedgerActor,
  Metadata,
  Mode,
  OverdraftPolicy,
  WalletOwner,
} from '../types';
import type { ModelLedger } from './ledger';
import type { Random } from './random';
import { type ModelGrant, type ModelHold, type ModelTransaction, type ModelWallet, openHolds, Refusal } from './state';
import { figuresOf, grantView, holdView, transactionView } from './views';

export interface People {
  workspaceId: string;
  members: string[];
  team: string;
  keys: string[];
  user: string;
}

export interface Step {
  name: string;
  /** What is asked, for the report of a failure. */
  input: unknown;
  /** Wallets whose due events the service books on the way. */
  touched: ModelWallet[];
  call: (service: Ledger, pool: Pool, options: { dryRun?: boolean; idempotency?: Idempotency }) => Promise<unknown>;
  /** Does it on the reference ledger; what it returns takes over the ids of the service's reply and answers in kind. */
  model: (ledger: ModelLedger) => (reply: never) => unknown;
  /** Takes no dry run and no idempotency key. */
  isPlain?: boolean;
}

const FEATURES = ['chat', 'image', 'speech'];
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

interface Made {
  random: Random;
  ledger: ModelLedger;
  people: People;
  scope: { workspaceId: string; mode: Mode; actor: LedgerActor };
}

const adopt = <T extends { id: string }>(item: T | null, reply: { id: string } | null): void => {
  if (item && reply && item.id === '') item.id = reply.id;
};

const orNothing = <T, R>(item: T | null, view: (item: T) => R): R | null => (item === null ? null : view(item));

function owner({ random, people }: Made): WalletOwner {
  const at = random.below(10);
  if (at < 5) return { kind: 'workspace' };
  if (at < 9) return { kind: 'member', memberId: random.pick(people.members) };
  return { kind: 'team', teamId: people.team };
}

const amount = (random: Random): bigint => BigInt(1 + random.below(random.chance(15) ? 200 : 25));

const maybe = <T>(random: Random, percent: number, make: () => T): T | undefined =>
  random.chance(percent) ? make() : undefined;

const metadata = (random: Random): Metadata | undefined =>
  maybe(random, 10, () => random.pick<Metadata>([{ job: 7 }, { a: ['ü', null, true] }, { nested: { x: '' } }]));

const instant = ({ random, ledger }: Made): Date | undefined =>
  maybe(random, 25, () => {
    const offsets = [0, -1, -MINUTE, -5 * HOUR, -30 * HOUR, -72 * HOUR, -72 * HOUR - 1, 5 * MINUTE, 5 * MINUTE + 1];
    return new Date(ledger.now + random.pick(offsets));
  });

const usage = (made: Made) => ({
  memberId: maybe(made.random, 30, () => made.random.pick(made.people.members)),
  feature: maybe(made.random, 50, () => made.random.pick(FEATURES)),
  contextId: maybe(made.random, 30, () => `job-${made.random.below(5)}`),
  contextDescription: maybe(made.random, 10, () => made.random.pick(['Report', '100 %_done\\', 'report über'])),
  metadata: metadata(made.random),
});

const fallback = (random: Random) => maybe(random, 30, () => 'workspace' as const);

const payers = ({ ledger }: Made, item: { owner: WalletOwner; fallback?: 'workspace' | null }): ModelWallet[] => [
  ledger.wallet(item.owner),
  ...(item.fallback ? [ledger.wallet({ kind: 'workspace' })] : []),
];

// ---------------------------------------------------------------------------------------------------- which one

const allGrants = ({ ledger }: Made): ModelGrant[] => ledger.wallets.flatMap(({ grants }) => grants);
const allHolds = ({ ledger }: Made): ModelHold[] => ledger.wallets.flatMap(({ holds }) => holds);
const allRows = ({ ledger }: Made): ModelTransaction[] => ledger.wallets.flatMap(({ transactions }) => transactions);

/** One of these, the newer the likelier; an id that nobody has when there is none, and now and then. */
function choose<T extends { id: string; wallet: ModelWallet }>(made: Made, items: T[]) {
  const { random } = made;
  const item =
    items.length > 0 && !random.chance(2)
      ? items[items.length - 1 - random.below(Math.min(items.length, 8))]
      : undefined;
  return { id: item?.id ?? '01900000-0000-7000-8000-000000000000', touched: item ? [item.wallet] : [] };
}

// ---------------------------------------------------------------------------------------------------- grants

function grantInput(made: Made): Omit<GrantInput, 'workspaceId' | 'mode' | 'actor'> {
  const { random, ledger } = made;
  const starts = random.chance(25) ? ledger.now + random.pick([1, 10 * MINUTE, 5 * HOUR, 2 * DAY]) : ledger.now;
  const ends = random.pick([
    null,
    null,
    starts + 1,
    starts + 10 * MINUTE,
    starts + 6 * HOUR,
    starts + 3 * DAY,
    starts + 20 * DAY,
  ]);
  return {
    owner: owner(made),
    amountMicro: amount(random),
    source: random.pick<GrantSource>(['admin', 'promotion', 'bonus', 'refund']),
    priority: maybe(random, 50, () => random.pick([0, 10, 100, 100])),
    effectiveAt: starts === ledger.now && random.chance(70) ? undefined : new Date(starts),
    expiresAt: random.chance(3) ? new Date(ledger.now) : ends === null ? null : new Date(ends),
    unitCostNano: maybe(random, 30, () => BigInt(random.below(3))),
    currency: maybe(random, 20, () => 'eur'),
    features: maybe(random, 25, () => random.pick([['chat'], ['image', 'chat'], ['chat', 'image'], []])),
    externalRef: maybe(random, 10, () => 'order-1'),
    description: maybe(random, 10, () => 'Welcome'),
    reason: maybe(random, 20, () => 'because'),
    metadata: metadata(random),
  };
}

function grantStep(made: Made): Step {
  const input = { ...made.scope, ...grantInput(made) };
  return {
    name: 'grant',
    input,
    touched: [made.ledger.wallet(input.owner)],
    call: (service, _pool, options) => service.grant({ ...input, ...options }),
    model: (ledger) => {
      const { grant, row } = ledger.grant(input);
      return (reply: { grant: { id: string }; walletId: string; transaction: { id: string } | null }) => {
        adopt(grant, reply.grant);
        adopt(row, reply.transaction);
        if (grant.wallet.id === '') grant.wallet.id = reply.walletId;
        const { wallet } = grant;
        return {
          grant: grantView(grant),
          walletId: wallet.id,
          transaction: orNothing(row, transactionView),
          ...figuresOf(wallet),
        };
      };
    },
  };
}

function voidStep(made: Made): Step {
  const { id, touched } = choose(made, allGrants(made));
  const input = { ...made.scope, grantId: id, reason: 'A mistake' };
  return {
    name: 'voidGrant',
    input,
    touched,
    call: (service, _pool, options) => service.voidGrant({ ...input, ...options }),
    model: (ledger) => {
      const { grant, row } = ledger.voidGrant(input);
      return (reply: { transaction: { id: string } | null }) => {
        adopt(row, reply.transaction);
        return { grant: grantView(grant), transaction: orNothing(row, transactionView), ...figuresOf(grant.wallet) };
      };
    },
  };
}

function changeExpiryStep(made: Made): Step {
  const { random, ledger } = made;
  const { id, touched } = choose(made, allGrants(made));
  const ends = random.pick([null, ledger.now, ledger.now + 1, ledger.now + 3 * HOUR, ledger.now + 9 * DAY]);
  const input = {
    ...made.scope,
    grantId: id,
    expiresAt: ends === null ? null : new Date(ends),
    amountMicro: maybe(random, 50, () => amount(random)),
    reason: 'Moved',
  };
  return {
    name: 'changeExpiry',
    input,
    touched,
    call: (service, _pool, options) => service.changeExpiry({ ...input, ...options }),
    model: (ledger) => {
      const { grant, remainder, row } = ledger.changeExpiry(input);
      return (reply: { grant: { id: string }; transaction: { id: string } }) => {
        adopt(grant, reply.grant);
        adopt(row, reply.transaction);
        return {
          grant: grantView(grant),
          remainder: orNothing(remainder, grantView),
          transaction: transactionView(row),
          ...figuresOf(grant.wallet),
        };
      };
    },
  };
}

// ---------------------------------------------------------------------------------------------------- spending

const consumeItem = (made: Made): Omit<ConsumeInput, 'workspaceId' | 'mode' | 'actor'> => ({
  owner: owner(made),
  amountMicro: amount(made.random),
  ...usage(made),
  occurredAt: instant(made),
  fallback: fallback(made.random),
  reason: maybe(made.random, 5, () => 'by hand'),
});

function consumeStep(made: Made): Step {
  const input = { ...made.scope, ...consumeItem(made) };
  return {
    name: 'consume',
    input,
    touched: payers(made, input),
    call: (service, _pool, options) => service.consume({ ...input, ...options }),
    model: (ledger) => {
      const row = ledger.consume(input);
      return (reply: { transaction: { id: string } }) => {
        adopt(row, reply.transaction);
        return { transaction: transactionView(row), ...figuresOf(row.wallet) };
      };
    },
  };
}

function batchStep(made: Made): Step {
  const items = Array.from({ length: 1 + made.random.below(4) }, () => consumeItem(made));
  const input = { ...made.scope, items, atomic: made.random.chance(50) };
  return {
    name: 'consumeBatch',
    input,
    touched: items.flatMap((item) => payers(made, item)),
    call: (service, _pool, options) => service.consumeBatch({ ...input, ...options }),
    model: (ledger) => {
      const outcomes = items.map((item) => {
        try {
          const row = ledger.consume({ ...item, actor: input.actor });
          return { row, figures: figuresOf(row.wallet) };
        } catch (error) {
          if (input.atomic || !(error instanceof Refusal)) throw error;
          return { codes: error.codes };
        }
      });
      return (reply: ConsumeBatchResult) => ({
        outcomes: outcomes.map(({ row, figures, codes }, i) => {
          const answer = reply.outcomes[i];
          if (row) adopt(row, answer?.ok ? answer.result.transaction : null);
          if (row) return { ok: true, result: { transaction: transactionView(row), ...figures } };
          // The words and facts of a refusal are the service's own; its code is the rule's.
          return answer && !answer.ok && codes?.includes(answer.refusal.code) ? answer : { ok: false, refusal: codes };
        }),
        doneCount: outcomes.filter(({ row }) => row).length,
        refusedCount: outcomes.filter(({ row }) => !row).length,
      });
    },
  };
}

function reverseStep(made: Made): Step {
  const spends = allRows(made).filter(({ kind }) => kind === 'consume' || kind === 'capture' || made.random.chance(5));
  const { id, touched } = choose(made, spends);
  const input = {
    ...made.scope,
    transactionId: id,
    amountMicro: maybe(made.random, 50, () => amount(made.random)),
    reason: 'Failed',
  };
  return {
    name: 'reverse',
    input,
    touched,
    call: (service, _pool, options) => service.reverse({ ...input, ...options }),
    model: (ledger) => {
      const { row, ended, left } = ledger.reverse(input);
      return (reply: { transaction: { id: string }; endedTransactions: { id: string }[] }) => {
        adopt(row, reply.transaction);
        ended.forEach((end, i) => {
          adopt(end, reply.endedTransactions[i] ?? null);
        });
        return {
          transaction: transactionView(row),
          reversibleMicro: left,
          endedTransactions: ended.map(transactionView),
          ...figuresOf(row.wallet),
        };
      };
    },
  };
}

// ---------------------------------------------------------------------------------------------------- holds

function holdStep(made: Made): Step {
  const { random } = made;
  const ttlSeconds = maybe(random, 60, () => random.pick([1, 60, 3600, 86_400, 604_800]));
  const input = {
    ...made.scope,
    owner: owner(made),
    amountMicro: amount(random),
    ttlSeconds,
    ...usage(made),
    fallback: fallback(random),
  };
  return {
    name: 'placeHold',
    input,
    touched: payers(made, input),
    call: (service, _pool, options) => service.placeHold({ ...input, ...options }),
    model: (ledger) => {
      const hold = ledger.placeHold(input);
      return (reply: { hold: { id: string } }) => {
        adopt(hold, reply.hold);
        return { hold: holdView(hold), ...figuresOf(hold.wallet) };
      };
    },
  };
}

function chooseHold(made: Made) {
  const open = made.ledger.wallets.flatMap(openHolds);
  return choose(made, made.random.chance(75) && open.length > 0 ? open : allHolds(made));
}

function extendStep(made: Made): Step {
  const { id, touched } = chooseHold(made);
  const input = { ...made.scope, holdId: id, ttlSeconds: made.random.pick([1, 600, 7200, 300_000, 604_800]) };
  return {
    name: 'extendHold',
    input,
    touched,
    call: (service, _pool, options) => service.extendHold({ ...input, ...options }),
    model: (ledger) => {
      const hold = ledger.extendHold(input);
      return () => ({ hold: holdView(hold), ...figuresOf(hold.wallet) });
    },
  };
}

function releaseStep(made: Made): Step {
  const { id, touched } = chooseHold(made);
  const input = { ...made.scope, holdId: id };
  return {
    name: 'releaseHold',
    input,
    touched,
    call: (service, _pool, options) => service.releaseHold({ ...input, ...options }),
    model: (ledger) => {
      const hold = ledger.releaseHold(input);
      return () => ({ hold: holdView(hold), ...figuresOf(hold.wallet) });
    },
  };
}

function captureStep(made: Made): Step {
  const { random } = made;
  const { id, touched } = chooseHold(made);
  const input = {
    ...made.scope,
    holdId: id,
    amountMicro: maybe(random, 60, () => amount(random)),
    excess: maybe(random, 50, () => random.pick(['consume', 'refuse'] as const)),
    occurredAt: instant(made),
  };
  return {
    name: 'captureHold',
    input,
    touched,
    call: (service, _pool, options) => service.captureHold({ ...input, ...options }),
    model: (ledger) => {
      const { hold, row, excess } = ledger.captureHold(input);
      return (reply: { transaction: { id: string }; excessTransaction: { id: string } | null }) => {
        adopt(row, reply.transaction);
        adopt(excess, reply.excessTransaction);
        return {
          hold: holdView(hold),
          transaction: transactionView(row),
          excessTransaction: orNothing(excess, transactionView),
          ...figuresOf(hold.wallet),
        };
      };
    },
  };
}

// ---------------------------------------------------------------------------------------------------- by hand

function adjustStep(made: Made): Step {
  const sign = made.random.chance(50) ? 1n : -1n;
  const input = {
    ...made.scope,
    owner: owner(made),
    amountMicro: sign * amount(made.random),
    reason: 'Correction',
    metadata: metadata(made.random),
  };
  return {
    name: 'adjust',
    input,
    touched: [made.ledger.wallet(input.owner)],
    call: (service, _pool, options) => service.adjust({ ...input, ...options }),
    model: (ledger) => {
      const { row, grant } = ledger.adjust(input);
      return (reply: { transaction: { id: string; walletId: string }; grant: { id: string } | null }) => {
        adopt(row, reply.transaction);
        adopt(grant, reply.grant);
        if (row.wallet.id === '') row.wallet.id = reply.transaction.walletId;
        return { transaction: transactionView(row), grant: orNothing(grant, grantView), ...figuresOf(row.wallet) };
      };
    },
  };
}

function transferStep(made: Made): Step {
  const input = {
    ...made.scope,
    from: owner(made),
    to: owner(made),
    amountMicro: amount(made.random),
    reason: maybe(made.random, 50, () => 'Share'),
  };
  return {
    name: 'transfer',
    input,
    touched: [made.ledger.wallet(input.from), made.ledger.wallet(input.to)],
    call: (service, _pool, options) => service.transfer({ ...input, ...options }),
    model: (ledger) => {
      const { out, in: row, grants } = ledger.transfer(input);
      return (reply: { out: { id: string }; in: { id: string; walletId: string }; grants: { id: string }[] }) => {
        adopt(out, reply.out);
        adopt(row, reply.in);
        if (row.wallet.id === '') row.wallet.id = reply.in.walletId;
        grants.forEach((grant, i) => {
          adopt(grant, reply.grants[i] ?? null);
        });
        return {
          out: transactionView(out),
          in: transactionView(row),
          from: figuresOf(out.wallet),
          to: figuresOf(row.wallet),
          grants: grants.map(grantView),
        };
      };
    },
  };
}

function overdraftStep(made: Made): Step {
  const { random } = made;
  const policy = random.pick<OverdraftPolicy>(['none', 'none', 'limit', 'limit', 'unlimited']);
  const input = { ...made.scope, owner: owner(made), policy, limitMicro: BigInt(random.below(40)) };
  return {
    name: 'setOverdraft',
    input,
    touched: [made.ledger.wallet(input.owner)],
    call: (service, _pool, options) => service.setOverdraft({ ...input, ...options }),
    model: (ledger) => {
      const wallet = ledger.setOverdraft(input);
      return (reply: { wallet: { id: string; createdAt: Date } }) => {
        // To forbid debt where there is no wallet changes nothing and makes none.
        if (wallet.id === '' && policy !== 'none') wallet.id = reply.wallet.id;
        return {
          wallet: {
            id: reply.wallet.id,
            workspaceId: input.workspaceId,
            mode: input.mode,
            owner: wallet.owner,
            overdraftPolicy: wallet.policy,
            overdraftMicro: wallet.overdraft,
            createdAt: reply.wallet.createdAt,
          },
          ...figuresOf(wallet),
        };
      };
    },
  };
}

// ---------------------------------------------------------------------------------------------------- budgets

function setBudgetStep(made: Made): Step {
  const { random, people, scope } = made;
  const place = random.pick(['workspace', 'member', 'api_key'] as const);
  const scopeId = place === 'workspace' ? null : random.pick(place === 'member' ? people.members : people.keys);
  const input = {
    ...scope,
    scope: place,
    scopeId,
    period: random.pick(['day', 'month', 'lifetime'] as const),
    limitMicro: BigInt(random.below(120)),
  };
  return {
    name: 'setBudget',
    input,
    touched: [],
    isPlain: true,
    call: (service) => service.setBudget(input),
    model: (ledger) => {
      const budget = ledger.setBudget(input, scope.workspaceId);
      return (reply: { id: string }) => {
        adopt(budget, reply);
        return reply; // its figures are compared with every list of budgets
      };
    },
  };
}

function removeBudgetStep(made: Made): Step {
  const id =
    made.ledger.budgets.length > 0 ? made.random.pick(made.ledger.budgets).id : '01900000-0000-7000-8000-000000000000';
  const input = { ...made.scope, budgetId: id };
  return {
    name: 'removeBudget',
    input,
    touched: [],
    isPlain: true,
    call: (service) => service.removeBudget(input),
    model: (ledger) => {
      ledger.removeBudget(id);
      return (reply: unknown) => reply;
    },
  };
}

// ---------------------------------------------------------------------------------------------------- disputes, refunds

async function onOneClient<T>(pool: Pool, work: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    const result = await work(client);
    await client.query('COMMIT');
    return result;
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  } finally {
    client.release();
  }
}

function freezeStep(made: Made): Step {
  const { id, touched } = choose(made, allGrants(made));
  const input = { ...made.scope, grantId: id, reason: 'Dispute opened' };
  return {
    name: 'freezeGrant',
    input,
    touched,
    isPlain: true,
    call: (service, pool) => onOneClient(pool, (client) => service.freezeGrant(client, input)),
    model: (ledger) => {
      const { grant, row } = ledger.freeze(input);
      return (reply: { transaction: { id: string } | null }) => {
        adopt(row, reply.transaction);
        return { grant: grantView(grant), transaction: orNothing(row, transactionView), ...figuresOf(grant.wallet) };
      };
    },
  };
}

function unfreezeStep(made: Made): Step {
  const frozen = allRows(made).filter(({ kind }) => kind === 'dispute_hold');
  const { id, touched } = choose(made, frozen.length > 0 ? frozen : allRows(made));
  const input = { ...made.scope, transactionId: id, reason: 'Dispute won' };
  return {
    name: 'unfreezeGrant',
    input,
    touched,
    isPlain: true,
    call: (service, pool) => onOneClient(pool, (client) => service.unfreezeGrant(client, input)),
    model: (ledger) => {
      const { grant, row } = ledger.unfreeze(input);
      return (reply: { transaction: { id: string } }) => {
        adopt(row, reply.transaction);
        return { grant: grantView(grant), transaction: transactionView(row), ...figuresOf(grant.wallet) };
      };
    },
  };
}

function repayStep(made: Made): Step {
  const { id, touched } = choose(made, allGrants(made));
  const input = { ...made.scope, grantId: id };
  return {
    name: 'repayDebt',
    input,
    touched,
    isPlain: true,
    call: (service, pool) => onOneClient(pool, (client) => service.repayDebt(client, input)),
    model: (ledger) => {
      const { grant, repaid } = ledger.repay(input);
      return () => ({ grant: grantView(grant), repaidMicro: repaid, ...figuresOf(grant.wallet) });
    },
  };
}

function refundStep(made: Made): Step {
  const { id, touched } = choose(made, allGrants(made));
  const shortfall = made.random.pick(['debt', 'write_off'] as const);
  const input = { ...made.scope, grantId: id, amountMicro: amount(made.random), shortfall, reason: 'Money back' };
  return {
    name: 'refundGrant',
    input,
    touched,
    isPlain: true,
    call: (service, pool) => onOneClient(pool, (client) => service.refundGrant(client, input)),
    model: (ledger) => {
      const { grant, row, shortfall: short } = ledger.refund(input);
      return (reply: { transaction: { id: string } | null }) => {
        adopt(row, reply.transaction);
        return {
          grant: grantView(grant),
          transaction: orNothing(row, transactionView),
          shortfallMicro: short,
          ...figuresOf(grant.wallet),
        };
      };
    },
  };
}

const WEIGHTED: [number, (made: Made) => Step][] = [
  [15, grantStep],
  [24, consumeStep],
  [4, batchStep],
  [10, holdStep],
  [3, extendStep],
  [8, captureStep],
  [4, releaseStep],
  [8, reverseStep],
  [4, adjustStep],
  [5, transferStep],
  [4, voidStep],
  [5, changeExpiryStep],
  [3, overdraftStep],
  [2, setBudgetStep],
  [1, removeBudgetStep],
  [2, freezeStep],
  [1, unfreezeStep],
  [1, repayStep],
  [2, refundStep],
];
const TOTAL = WEIGHTED.reduce((total, [weight]) => total + weight, 0);

/** The operation that the next numbers of `random` name, on the books as they are. */
export function makeStep(random: Random, ledger: ModelLedger, people: People): Step {
  const actor: LedgerActor = random.chance(60)
    ? { kind: 'api_key', id: random.pick(people.keys) }
    : { kind: 'user', id: people.user };
  const made: Made = { random, ledger, people, scope: { workspaceId: people.workspaceId, mode: 'live', actor } };
  let at = random.below(TOTAL);
  for (const [weight, make] of WEIGHTED) {
    if (at < weight) return make(made);
    at -= weight;
  }
  throw new Error('the weights do not add up');
}
