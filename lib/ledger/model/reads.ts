/** Every question the service answers, asked at random and compared with what the reference ledger says. */
import type {
  BalanceView,
  GrantView,
  Page,
  PageRequest,
  TransactionFilter,
  TransactionKind,
  UsageQuery,
} from '../types';
import { useOf } from './budgets';
import { bookDue } from './due';
import type { ModelLedger } from './ledger';
import type { Random } from './random';
import type { ModelTransaction } from './state';
import { balanceView, figuresOf, grantView, holdView, rowsOf, transactionView, usageOf } from './views';
import { expectSame, type World, ZONES } from './world';

/** What a read at `at` answered for a wallet. */
export interface PastBalance {
  owner: BalanceView['grants'][number]['owner'];
  at: number;
  view: BalanceView;
}

/** The model as a read at `at` sees it: with everything that is due by then. */
function presentAt(world: World, at = world.clock.now().getTime()): ModelLedger {
  const copy = world.model.copyAt(at);
  for (const wallet of copy.wallets) bookDue(wallet, at);
  return copy;
}

/** Keeps what a read at that instant answers: now, or before the clock moves on. */
export function rememberBalances(world: World, at = world.model.now): void {
  const bookedLast = new Map(
    world.model.wallets.map((wallet) => [wallet.id, wallet.transactions.at(-1)?.bookedAt ?? null]),
  );
  for (const wallet of presentAt(world, at).wallets.filter(({ id }) => id !== '')) {
    const last = bookedLast.get(wallet.id) ?? null;
    const view = { ...balanceView(wallet, at), lastBookedAt: last === null ? null : new Date(last) };
    const earlier = world.past.findIndex((past) => past.at === at && past.view.walletId === wallet.id);
    if (earlier >= 0) world.past.splice(earlier, 1);
    world.past.push({ owner: wallet.owner, at, view });
  }
}

const pick = <T>(random: Random, items: readonly T[]): T | undefined =>
  items.length > 0 ? random.pick(items) : undefined;

/** Asks a few questions of each kind. */
export async function compareReads(world: World, random: Random): Promise<void> {
  world.log.push(`${world.clock.now().toISOString()} reads`);
  const present = presentAt(world);
  await compareBalances(world, present);
  await comparePast(world, random);
  await compareLists(world, present, random);
  await compareTransactions(world, random);
  await compareUsage(world, random);
  await compareExplanation(world, random);
}

async function compareBalances(world: World, present: ModelLedger): Promise<void> {
  const { service, people, clock } = world;
  const books = { workspaceId: people.workspaceId, mode: 'live' } as const;
  const wallets = present.wallets.filter(({ id }) => id !== '');
  for (const wallet of wallets) {
    const booked = world.model.wallets.find(({ id }) => id === wallet.id)?.transactions.at(-1)?.bookedAt;
    const lastBookedAt = booked === undefined ? null : new Date(booked);
    const expected = { ...balanceView(wallet, clock.now().getTime()), lastBookedAt };
    expectSame('balance', expected, await service.balance({ ...books, owner: wallet.owner }));
  }
  const figures = wallets.map(figuresOf);
  const total = (key: keyof (typeof figures)[number]) => figures.reduce((sum, each) => sum + each[key], 0n);
  const { wallets: listed, ...sums } = await service.workspaceFigures(books);
  expectSame(
    'workspace figures',
    {
      asOf: clock.now(),
      settledMicro: total('settledMicro'),
      heldMicro: total('heldMicro'),
      availableMicro: total('availableMicro'),
      debtMicro: total('debtMicro'),
      scheduledMicro: wallets.reduce((sum, wallet) => sum + balanceView(wallet, 0).scheduledMicro, 0n),
      walletCount: wallets.length,
    },
    sums,
  );
  const byId = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1);
  expectSame(
    'wallets of the workspace',
    wallets.map((wallet) => ({ id: wallet.id, ...figuresOf(wallet) })).sort(byId),
    listed
      .map(({ id, settledMicro, heldMicro, availableMicro, debtMicro }) => ({
        id,
        settledMicro,
        heldMicro,
        availableMicro,
        debtMicro,
      }))
      .sort(byId),
  );
}

const remainders = (grants: GrantView[]) =>
  grants
    .map(({ id, remainingMicro, heldMicro }) => ({ id, remainingMicro, heldMicro }))
    .sort((a, b) => (a.id < b.id ? -1 : 1));

/** A grant's end may have been moved since: the past is told with the terms of today, the figures are those of then. */
async function comparePast(world: World, random: Random): Promise<void> {
  const { service, people } = world;
  for (let i = 0; i < 4; i++) {
    const past = pick(random, world.past);
    if (!past || past.at > world.clock.now().getTime()) continue;
    // More may have happened at that very instant; then this was not the last answer of that instant.
    if (past.at >= world.model.now) continue;
    const asOf = new Date(past.at);
    const actual = await service.balance({ workspaceId: people.workspaceId, mode: 'live', owner: past.owner, asOf });
    const figures = ({
      walletId,
      settledMicro,
      heldMicro,
      availableMicro,
      debtMicro,
      scheduledMicro,
      lastBookedAt,
      grants,
      grantCount,
    }: BalanceView) => ({
      walletId,
      settledMicro,
      heldMicro,
      availableMicro,
      debtMicro,
      scheduledMicro,
      lastBookedAt,
      grantCount,
      grants: remainders(grants),
    });
    expectSame(`balance as of ${asOf.toISOString()}`, figures(past.view), figures(actual));
  }
}

const PAGE_SIZES = [1, 2, 7, 100];

/** Walks through all pages, then back again: both ways every item once, in order. */
async function walk<T extends { id: string }>(
  read: (page: PageRequest) => Promise<Page<T>>,
  limit: number,
  order: 'asc' | 'desc',
): Promise<T[]> {
  const items: T[] = [];
  let cursor: string | null = null;
  let last: Page<T>;
  do {
    last = await read({ limit, cursor, order });
    items.push(...last.items);
    cursor = last.next;
  } while (cursor !== null);
  const back: T[] = [...last.items];
  for (cursor = last.previous; cursor !== null; cursor = last.previous) {
    last = await read({ limit, cursor, order });
    back.unshift(...last.items);
  }
  expectSame(
    'pages backwards',
    items.map(({ id }) => id),
    back.map(({ id }) => id),
  );
  return items;
}

async function compareLists(world: World, present: ModelLedger, random: Random): Promise<void> {
  const { service, people, clock } = world;
  const books = { workspaceId: people.workspaceId, mode: 'live' } as const;
  const limit = random.pick([2, 7, 100]);
  const order = random.pick(['asc', 'desc'] as const);
  const turn = <T>(items: T[]) => (order === 'asc' ? items : items.reverse());
  const byTime = (at: (item: { id: string }) => number) => (a: { id: string }, b: { id: string }) =>
    at(a) - at(b) || (a.id < b.id ? -1 : 1);

  const statuses = random.chance(50)
    ? undefined
    : [random.pick(['scheduled', 'active', 'consumed', 'expired', 'voided'] as const)];
  const grants = present.wallets
    .flatMap((wallet) => wallet.grants.map(grantView))
    .filter(({ status }) => !statuses || statuses.includes(status))
    .sort(byTime((item) => (item as GrantView).createdAt.getTime()));
  expectSame(
    `grants ${statuses ?? ''}`,
    turn(grants),
    await walk((page) => service.listGrants({ ...books, statuses }, page), limit, order),
  );

  const ends = random.chance(50) ? undefined : [random.pick(['open', 'captured', 'released', 'expired'] as const)];
  const holds = present.wallets
    .flatMap((wallet) => wallet.holds.map(holdView))
    .filter(({ status }) => !ends || ends.includes(status))
    .sort(byTime((item) => (item as ReturnType<typeof holdView>).placedAt.getTime()));
  expectSame(
    `holds ${ends ?? ''}`,
    turn(holds),
    await walk((page) => service.listHolds({ ...books, statuses: ends }, page), limit, order),
  );

  const budgets = await service.listBudgets(books);
  const now = clock.now().getTime();
  expectSame(
    'budgets',
    present.budgets
      .map((budget) => {
        const { used, held } = useOf(budget, now, present.wallets, present.zone);
        const left = budget.limit - used - held;
        return {
          id: budget.id,
          usedMicro: used,
          heldMicro: held,
          limitMicro: budget.limit,
          remainingMicro: left > 0n ? left : 0n,
        };
      })
      .sort((a, b) => (a.id < b.id ? -1 : 1)),
    budgets
      .map(({ id, usedMicro, heldMicro, limitMicro, remainingMicro }) => ({
        id,
        usedMicro,
        heldMicro,
        limitMicro,
        remainingMicro,
      }))
      .sort((a, b) => (a.id < b.id ? -1 : 1)),
  );
}

function randomFilter(
  world: World,
  random: Random,
): { filter: Partial<TransactionFilter>; keep: (row: ModelTransaction) => boolean } {
  const rows = rowsOf(world.model);
  const row = pick(random, rows);
  const other = pick(random, rows);
  const filters: [Partial<TransactionFilter>, (row: ModelTransaction) => boolean][] = [];
  const add = (filter: Partial<TransactionFilter>, keep: (row: ModelTransaction) => boolean) =>
    void filters.push([filter, keep]);
  if (row && other) {
    add({ walletId: row.wallet.id }, ({ wallet }) => wallet === row.wallet);
    add({ owner: row.wallet.owner }, ({ wallet }) => wallet === row.wallet);
    const kinds: TransactionKind[] = [row.kind, other.kind];
    add({ kinds }, ({ kind }) => kinds.includes(kind));
    if (row.memberId) add({ memberId: row.memberId }, ({ memberId }) => memberId === row.memberId);
    if (row.apiKeyId) add({ apiKeyId: row.apiKeyId }, ({ apiKeyId }) => apiKeyId === row.apiKeyId);
    if (row.feature) add({ feature: row.feature }, ({ feature }) => feature === row.feature);
    if (row.contextId) add({ contextId: row.contextId }, ({ contextId }) => contextId === row.contextId);
    const { hold } = row;
    if (hold) add({ holdId: hold.id }, (each) => each.hold === hold);
    const leg = row.legs[0]?.grant;
    if (leg) add({ grantId: leg.id }, ({ legs }) => legs.some(({ grant }) => grant === leg));
    add({ from: new Date(row.occurredAt) }, ({ occurredAt }) => occurredAt >= row.occurredAt);
    add({ to: new Date(row.occurredAt) }, ({ occurredAt }) => occurredAt < row.occurredAt);
    add({ minAmountMicro: row.amount }, ({ amount }) => amount >= row.amount);
    add({ maxAmountMicro: row.amount }, ({ amount }) => amount <= row.amount);
  }
  const text = random.pick(['JOB-1', 'report', '%_', 'ü', '\\', 'correction', 'a']);
  add({ text }, ({ contextId, contextDescription, reason, feature }) =>
    [contextId, contextDescription, reason, feature].some((field) => field?.toLowerCase().includes(text.toLowerCase())),
  );
  const chosen = [pick(random, filters), random.chance(60) ? pick(random, filters) : undefined].filter(
    (each) => each !== undefined,
  );
  const keys = chosen.flatMap(([filter]) => Object.keys(filter));
  // Two of the same field are one: the later would replace the earlier.
  const used = new Set(keys).size === keys.length ? chosen : chosen.slice(0, 1);
  return {
    filter: Object.assign({}, ...used.map(([filter]) => filter)) as Partial<TransactionFilter>,
    keep: (each) => used.every(([, keep]) => keep(each)),
  };
}

async function compareTransactions(world: World, random: Random): Promise<void> {
  const { service, people } = world;
  const { filter, keep } = random.chance(15) ? { filter: {}, keep: () => true } : randomFilter(world, random);
  const isOfWallet = filter.walletId !== undefined || filter.owner !== undefined;
  const order = random.pick(['asc', 'desc'] as const);
  const rows = rowsOf(world.model).filter(keep);
  if (isOfWallet) rows.sort((a, b) => Number(a.seq - b.seq));
  if (order === 'desc') rows.reverse();
  const limit = rows.length > 40 ? random.pick([7, 100]) : random.pick(PAGE_SIZES);
  const query = { workspaceId: people.workspaceId, mode: 'live' as const, ...filter };
  const actual = await walk((page) => service.listTransactions(query, page), limit, order);
  expectSame(`transactions ${Object.keys(filter)} by ${limit} ${order}`, rows.map(transactionView), actual);
}

async function compareUsage(world: World, random: Random): Promise<void> {
  const { service, people, model } = world;
  const now = model.now;
  const date = (days: number) => new Date(now + days * 86_400_000).toISOString().slice(0, 10);
  const row = pick(random, rowsOf(model));
  const kinds = random.chance(25) && row ? [row.kind] : undefined;
  const query = {
    workspaceId: people.workspaceId,
    mode: 'live' as const,
    timeZone: random.pick([...ZONES, 'UTC', 'America/Havana']),
    interval: random.pick(['day', 'week', 'month'] as const),
    fromDate: date(-random.below(40)),
    toDate: date(random.below(3)),
    groupBy: random.pick(['none', 'member', 'key', 'feature', 'kind'] as const),
    kinds,
    memberId: random.chance(15) ? (row?.memberId ?? undefined) : undefined,
    apiKeyId: random.chance(15) ? (row?.apiKeyId ?? undefined) : undefined,
    feature: random.chance(15) ? (row?.feature ?? undefined) : undefined,
    walletId: random.chance(15) ? row?.wallet.id : undefined,
  } satisfies UsageQuery;
  const keep = (each: ModelTransaction) =>
    (kinds ?? ['consume', 'capture', 'reverse']).includes(each.kind) &&
    (query.memberId === undefined || each.memberId === query.memberId) &&
    (query.apiKeyId === undefined || each.apiKeyId === query.apiKeyId) &&
    (query.feature === undefined || each.feature === query.feature) &&
    (query.walletId === undefined || each.wallet.id === query.walletId);
  const expected = usageOf(model, { ...query, keep });
  const report = await service.usage(query);
  const actual = new Map<string, { amount: bigint; count: bigint }>();
  let total = 0n;
  let edge = report.buckets[0]?.startAt;
  for (const bucket of report.buckets) {
    total += bucket.totalMicro;
    expectSame('buckets without a gap', edge, bucket.startAt);
    edge = bucket.endAt;
    const groups =
      query.groupBy === 'none' ? { '': { amountMicro: bucket.totalMicro, count: bucket.count } } : bucket.groups;
    for (const [key, { amountMicro, count }] of Object.entries(groups)) {
      if (count > 0n) actual.set(`${bucket.date} ${key}`, { amount: amountMicro, count });
    }
  }
  const sorted = (sums: typeof actual) => [...sums].sort(([a], [b]) => (a < b ? -1 : 1));
  expectSame(`usage ${JSON.stringify(query)}`, sorted(expected), sorted(actual));
  expectSame(
    'total of the chart',
    [...expected.values()].reduce((sum, { amount }) => sum + amount, 0n),
    report.totalMicro,
  );
  expectSame('sum of the buckets', report.totalMicro, total);
}

async function compareExplanation(world: World, random: Random): Promise<void> {
  const { service, people, model } = world;
  const row = pick(random, rowsOf(model));
  if (!row) return;
  const actual = await service.explain({ workspaceId: people.workspaceId, transactionId: row.id });
  const reversals = row.kind === 'consume' || row.kind === 'capture' ? model.reversalsOf(row) : [];
  const isSpend = row.kind === 'consume' || row.kind === 'capture';
  const byTime = (rows: ModelTransaction[]) => rows.map(({ id }) => id);
  const ofHold = row.hold
    ? rowsOf(model)
        .filter(({ hold }) => hold === row.hold)
        .sort((a, b) => Number(a.seq - b.seq))
    : [];
  expectSame(
    'explanation',
    {
      transaction: transactionView(row),
      legs: row.legs.map(({ grant, amount }) => [grant?.id ?? null, amount]),
      related: row.related?.id ?? null,
      reversals: byTime(reversals),
      reversibleMicro: isSpend ? -row.amount - reversals.reduce((sum, { amount }) => sum + amount, 0n) : 0n,
      hold: row.hold?.id ?? null,
      holdTransactions: byTime(ofHold),
    },
    {
      transaction: actual.transaction,
      legs: actual.allocations.map(({ grant, amountMicro }) => [grant?.id ?? null, amountMicro]),
      related: actual.related?.id ?? null,
      reversals: actual.reversals.map(({ id }) => id),
      reversibleMicro: actual.reversibleMicro,
      hold: actual.hold?.id ?? null,
      holdTransactions: actual.holdTransactions.map(({ id }) => id),
    },
  );
}
