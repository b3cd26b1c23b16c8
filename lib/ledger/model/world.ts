/** A small workspace in which random operations are done on the service and on the reference ledger, side by side. */
import { createHash, randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { type TestClock, testClock } from '@/lib/clock';
import type { Pool } from '@/lib/db/pool';
import { isAppError } from '@/lib/errors';
import { newId } from '@/lib/ids';
import { createLedger, isReplayedRefusal, type Ledger } from '..';
import type { Idempotency } from '../types';
import { type BooksState, modelState, ownerKeyOf, readState, walletOwnerKey } from './database-state';
import { isDue } from './due';
import { ModelLedger } from './ledger';
import { Random } from './random';
import { compareReads, type PastBalance, rememberBalances } from './reads';
import { Refusal } from './state';
import { makeStep, type People, type Step } from './steps';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

export const ZONES = [
  'Europe/Berlin',
  'America/New_York',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'America/Santiago',
] as const;

/** Days near which the clocks of one zone or another change. */
const STARTS = ['2026-09-04', '2026-10-02', '2026-10-23', '2026-10-30', '2027-03-12', '2027-03-26', '2027-04-02'];
/** Months that such a world may reach. */
export const FIRST_MONTH = '2026-09-01T00:00:00Z';
export const LAST_MONTH = '2027-07-15T00:00:00Z';

export class Mismatch extends Error {}

const show = (value: unknown): string =>
  JSON.stringify(value, (_key, item: unknown) => (typeof item === 'bigint' ? `${item}n` : item)) ?? 'undefined';

/** Where two values part, in a few lines. */
function difference(expected: unknown, actual: unknown, path = ''): string {
  if (isDeepStrictEqual(expected, actual)) return '';
  const isPlain = (value: unknown): value is Record<string, unknown> =>
    typeof value === 'object' && value !== null && !(value instanceof Date);
  if (!isPlain(expected) || !isPlain(actual))
    return `${path || '.'}: expected ${show(expected)}, got ${show(actual)}\n`;
  return [...new Set([...Object.keys(expected), ...Object.keys(actual)])]
    .map((key) => difference(expected[key], actual[key], `${path}.${key}`))
    .join('');
}

export function expectSame(what: string, expected: unknown, actual: unknown): void {
  if (!isDeepStrictEqual(expected, actual)) throw new Mismatch(`${what}\n${difference(expected, actual)}`);
}

interface Kept {
  step: Step;
  idempotency: Idempotency;
  reply: unknown;
  /** The refusal that was stored instead. */
  code: string | null;
}

/** Refusals that come from the books are stored under the key. */
const STORED = new Set([
  'insufficient_credits',
  'budget_exceeded',
  'not_found',
  'conflict',
  'hold_ended',
  'grant_ended',
  'already_reversed',
]);

export class World {
  readonly log: string[] = [];
  past: PastBalance[] = [];
  private readonly known = new Map<string, number>();
  private readonly kept: Kept[] = [];
  private since: number;
  readonly clock: TestClock;
  readonly service: Ledger;
  model: ModelLedger;

  private constructor(
    readonly pool: Pool,
    readonly people: People,
    timeZone: string,
    start: number,
    /** Names of operations that do not happen in this world. */
    private readonly without: ReadonlySet<string>,
  ) {
    this.clock = testClock(new Date(start));
    this.service = createLedger({ pool, clock: this.clock, lanes: 1 });
    this.model = new ModelLedger(timeZone, 72, start);
    this.since = start;
  }

  static async create(pool: Pool, seed: number, without: ReadonlySet<string> = new Set()): Promise<World> {
    const random = new Random(seed);
    const timeZone = random.pick(ZONES);
    const start = Date.parse(`${random.pick(STARTS)}T00:00:00Z`) + random.below(4 * 24 * 4) * 15 * MINUTE;
    const people: People = {
      workspaceId: randomUUID(),
      members: [newId(), newId()],
      team: newId(),
      keys: [newId(), newId()],
      user: newId(),
    };
    const { workspaceId, members, team, keys } = people;
    await pool.query(
      `WITH w AS (INSERT INTO workspaces (id, slug, name, time_zone) VALUES ($1::uuid, 'w-' || $1::uuid::text, 'World', $2)),
       m AS (INSERT INTO members (workspace_id, id, name) SELECT $1::uuid, id, 'Member' FROM unnest($3::uuid[]) id),
       t AS (INSERT INTO teams (workspace_id, id, name) VALUES ($1::uuid, $4::uuid, 'Team'))
       INSERT INTO api_keys (id, workspace_id, name, mode, scopes, prefix, last4, hash)
       SELECT id, $1::uuid, 'Key', 'live', '{spend}', 'sk', 'last', sha256(id::text::bytea) FROM unnest($5::uuid[]) id`,
      [workspaceId, timeZone, members, team, keys],
    );
    return new World(pool, people, timeZone, start, without);
  }

  /**
   * Does these operations at the same time, on two services that know nothing of each other, and finds an order, true to
   * what ended before what began, in which one after the other they give these replies and these books.
   */
  async liveTogether(random: Random, count: number): Promise<void> {
    this.clock.tick({ seconds: random.pick([0, 1, 600, 10_000]) });
    this.model.now = this.clock.now().getTime();
    await this.bookDue();
    const services = [this.service, createLedger({ pool: this.pool, clock: this.clock, lanes: 2 })];
    const steps = Array.from({ length: count }, () => this.nextStep(random));
    let tick = 0;
    this.log.push('at once:');
    const begin = async (step: Step, index: number): Promise<Done> => {
      if (index % 3 === 2) await new Promise((resolve) => setTimeout(resolve, random.below(4)));
      const from = tick++;
      const outcome = await step.call(services[index % 2] as Ledger, this.pool, {}).then(
        (reply) => ({ reply }),
        (failure: unknown) => ({ failure }),
      );
      return { step, from, to: tick++, ...outcome };
    };
    const done = await Promise.all(steps.map(begin));
    for (const { step, from, to } of done) this.log.push(`${from}-${to} ${step.name} ${show(step.input)}`);
    const search: Search = { hopeless: new Set(), closest: null };
    const explained = explainAll(this.model, done, search);
    if (!explained) throw new Mismatch(`No order explains this. The closest ends before:\n${describe(search)}`);
    this.model = explained;
    await this.compareState();
  }

  private nextStep(random: Random): Step {
    for (;;) {
      const step = makeStep(random, this.model, this.people);
      if (!this.without.has(step.name)) return step;
    }
  }

  /** One gene is one operation, with the wait before it and the questions after it. */
  async live(gene: number): Promise<void> {
    const random = new Random(gene);
    this.wait(random);
    this.model.now = this.clock.now().getTime();
    // What happens at an instant belongs to the answer of that instant.
    this.past = this.past.filter(({ at }) => at < this.model.now);
    if (this.model.budgets.length > 0) await this.bookDue();
    if (random.chance(8)) await compareReads(this, random);
    if (this.kept.length > 0 && random.chance(5)) await this.repeat(random.pick(this.kept));
    else await this.operate(random);
    await this.compareState();
    if (random.chance(30)) rememberBalances(this);
    if (random.chance(6)) await compareReads(this, random);
  }

  private wait(random: Random): void {
    const now = this.clock.now().getTime();
    const next = this.nextEvent(now);
    const choices = [0, 0, 0, 1, 1000, 10 * MINUTE, 16 * MINUTE, 3 * HOUR, 26 * HOUR];
    const step = random.pick(random.chance(6) ? [4 * DAY] : choices);
    const to = next !== null && random.chance(20) ? next + random.pick([-1, 0, 1]) : now + step;
    if (to <= now) return;
    if (random.chance(30)) rememberBalances(this, now + random.below(to - now));
    this.clock.set(new Date(to));
  }

  private nextEvent(now: number): number | null {
    const times = this.model.wallets.flatMap(({ grants, holds }) => [
      ...grants
        .filter(({ endedAt }) => endedAt === null)
        .flatMap(({ effectiveAt, expiresAt }) => [effectiveAt, expiresAt ?? 0]),
      ...holds.filter(({ status }) => status === 'open').map(({ expiresAt }) => expiresAt),
    ]);
    const coming = times.filter((at) => at > now);
    return coming.length > 0 ? Math.min(...coming) : null;
  }

  /** Lets the service book what is due, and the model too. */
  private async bookDue(): Promise<void> {
    const due = this.model.wallets.filter((wallet) => isDue(wallet, this.model.now));
    if (due.length === 0) return;
    for (const wallet of due) {
      this.log.push(`book due events of ${wallet.id}`);
      await this.service.bookDueEvents(this.people.workspaceId, wallet.id);
      this.model.bookDue([wallet]);
    }
    await this.compareState();
  }

  private async operate(random: Random): Promise<void> {
    const step = this.nextStep(random);
    const dryRun = !step.isPlain && random.chance(8);
    const idempotency = !step.isPlain && random.chance(15) ? this.newKey() : undefined;
    this.log.push(
      `${this.clock.now().toISOString()} ${step.name}${dryRun ? ' (dry run)' : ''} ${show({ ...(step.input as object), workspaceId: undefined, mode: undefined })}`,
    );
    const due = [...new Set(step.touched)].filter((wallet) => isDue(wallet, this.model.now));
    const dueKeys = due.map(ownerKeyOf);
    this.model.bookDue(due);
    let expected: ((reply: never) => unknown) | Refusal;
    let answer: unknown;
    let reply: unknown;
    let failure: unknown;
    try {
      reply = await step.call(this.service, this.pool, { dryRun, idempotency });
    } catch (error) {
      failure = error;
    }
    try {
      expected = this.model.attempt(() => {
        const finish = step.model(this.model);
        if (reply !== undefined) answer = finish(resultOf(reply) as never);
        return finish;
      }, dryRun);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      expected = error;
    }
    compareReply(step, expected, reply, failure, answer);
    // A refusal, or a wallet that was not needed after all, may have left due events to be booked.
    for (const key of dueKeys) {
      const wallet = this.model.wallets.find((each) => ownerKeyOf(each) === key);
      if (wallet?.id) await this.service.bookDueEvents(this.people.workspaceId, wallet.id);
    }
    if (idempotency && !dryRun) {
      const code = isAppError(failure) ? failure.code : null;
      if (code === null || STORED.has(code)) this.kept.push({ step, idempotency, reply, code });
    }
  }

  private newKey(): Idempotency {
    const key = newId();
    return { credentialId: this.people.user, key, requestHash: createHash('sha256').update(key).digest() };
  }

  /** The same request again: the same answer, and nothing happens. */
  private async repeat({ step, idempotency, reply, code }: Kept): Promise<void> {
    this.log.push(`${this.clock.now().toISOString()} repeat ${step.name}`);
    try {
      const again = await step.call(this.service, this.pool, { idempotency });
      if (code !== null) throw new Mismatch(`repeat ${step.name}: expected ${code}, got ${show(again)}`);
      expectSame(`repeat ${step.name}`, { result: resultOf(reply), replayed: true }, again);
    } catch (error) {
      if (!isAppError(error)) throw error;
      if (error.code !== code)
        throw new Mismatch(`repeat ${step.name}: expected ${code ?? 'success'}, got ${error.code}: ${error.detail}`);
      if (!isReplayedRefusal(error)) throw new Mismatch(`repeat ${step.name}: the refusal is not marked as replayed`);
    }
    // What was due in the wallets it names may have been booked on the way.
    for (const wallet of this.model.wallets.filter((each) => each.id !== '')) {
      if (isDue(wallet, this.model.now)) await this.service.bookDueEvents(this.people.workspaceId, wallet.id);
    }
    this.model.bookDue();
  }

  /** Compares every table with the model, row by row, and takes over the ids of rows no reply named. */
  private async compareState(): Promise<void> {
    const { workspaceId } = this.people;
    const known = this.model.wallets
      .filter(({ id }) => id !== '')
      .map((wallet) => ({ walletId: wallet.id, version: this.known.get(ownerKeyOf(wallet)) ?? 0 }));
    const actual = await readState(this.pool, workspaceId, known, this.since);
    this.adoptIds(actual);
    const expected = modelState(this.model, workspaceId, this.known);
    const byId = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1);
    expectSame('wallets', expected.wallets.sort(byId), actual.wallets.sort(byId));
    expectSame('rows', expected.rows, actual.rows);
    expectSame('grants', expected.grants, actual.grants);
    expectSame('holds', expected.holds, actual.holds);
    for (const wallet of this.model.wallets) this.known.set(ownerKeyOf(wallet), wallet.transactions.length);
    this.since = this.model.now;
  }

  private adoptIds(actual: BooksState): void {
    const { workspaceId } = this.people;
    for (const row of actual.wallets) {
      const wallet = this.model.wallets.find((each) => ownerKeyOf(each) === walletOwnerKey(row, workspaceId));
      if (wallet && wallet.id === '') wallet.id = row.id;
    }
    for (const row of actual.rows) {
      const mine = this.model.wallets.find(({ id }) => id === row.walletId)?.transactions[Number(row.seq) - 1];
      if (mine && mine.id === '') mine.id = row.id;
    }
    const mine = this.model.wallets.flatMap(({ grants }) => grants);
    const nameless = mine.filter(({ id }) => id === '');
    const strangers = actual.grants.filter(({ id }) => !mine.some((grant) => grant.id === id));
    if (nameless.length === 1 && strangers.length === 1 && nameless[0] && strangers[0])
      nameless[0].id = strangers[0].id;
  }
}

const resultOf = (reply: unknown): unknown =>
  typeof reply === 'object' && reply !== null && 'replayed' in reply
    ? (reply as unknown as { result: unknown }).result
    : reply;

/** Errors: Mismatch, where the service answered otherwise than the rules. */
function compareReply(
  step: Step,
  expected: ((reply: never) => unknown) | Refusal,
  reply: unknown,
  failure: unknown,
  answer: unknown,
): void {
  if (expected instanceof Refusal) {
    if (!isAppError(failure)) {
      throw new Mismatch(
        `${step.name}: expected ${expected.codes}, got ${failure ? String((failure as Error).stack) : show(reply)}`,
      );
    }
    if (!expected.codes.includes(failure.code)) {
      throw new Mismatch(`${step.name}: expected ${expected.codes}, got ${failure.code}: ${failure.detail}`);
    }
    for (const [fact, value] of Object.entries(expected.facts)) {
      if (step.name !== 'consumeBatch') expectSame(`${step.name}: fact ${fact}`, value, failure.facts[fact]);
    }
    return;
  }
  if (failure) {
    const { stack, detail, facts } = failure as Error & { detail?: string; facts?: unknown };
    throw new Mismatch(`${step.name}: expected success, got ${detail ?? ''} ${show(facts)} ${stack}`);
  }
  expectSame(`${step.name}: reply`, answer, resultOf(reply));
}

interface Done {
  step: Step;
  /** Places of its beginning and its end among all of them. */
  from: number;
  to: number;
  reply?: unknown;
  failure?: unknown;
}

/** How far the search for an order came. */
interface Search {
  /** What was left when nothing more could be explained. */
  hopeless: Set<string>;
  closest: { left: Done[]; reasons: string[] } | null;
}

const describe = ({ closest }: Search): string =>
  (closest?.left ?? [])
    .map(({ step, from, to }, i) => `${from}-${to} ${step.name}: ${closest?.reasons[i] ?? 'must wait for another'}`)
    .join('\n');

/**
 * The model after these were done in some order that explains every reply; null when there is none. Replies tell the
 * figures after each, so that what is left decides how the books stand: no set is tried twice.
 */
function explainAll(model: ModelLedger, left: Done[], search: Search): ModelLedger | null {
  if (left.length === 0) return model;
  const name = left.map(({ from }) => from).join();
  if (search.hopeless.has(name)) return null;
  const firstEnd = Math.min(...left.map(({ to }) => to));
  const reasons: string[] = [];
  // What began after another had ended cannot come before it.
  for (const next of left.filter(({ from }) => from <= firstEnd).sort((a, b) => numberOf(a) - numberOf(b))) {
    const copy = model.copyAt(model.now);
    const reason = whyNot(copy, next);
    reasons[left.indexOf(next)] = reason ?? 'explained';
    if (reason !== null) continue;
    const others = left.filter((each) => each !== next);
    const rest = explainAll(copy, others, search);
    // A refusal changes nothing: if it can come now, it need not come later.
    if (rest || next.failure) return rest;
  }
  search.hopeless.add(name);
  if (left.length < (search.closest?.left.length ?? Number.POSITIVE_INFINITY)) search.closest = { left, reasons };
  return null;
}

/** Rows are numbered: the likeliest order is theirs, refusals are tried first. */
function numberOf({ reply }: Done): number {
  const result = resultOf(reply) as { transaction?: { seq: bigint } | null; out?: { seq: bigint } } | undefined;
  return Number(result?.transaction?.seq ?? result?.out?.seq ?? 0n);
}

/** Does it on the model: null when the reply is what the rules say, else where they part. */
function whyNot(model: ModelLedger, { step, reply, failure }: Done): string | null {
  try {
    try {
      const finish = model.attempt(() => step.model(model), false);
      compareReply(step, finish, reply, failure, reply === undefined ? undefined : finish(resultOf(reply) as never));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      compareReply(step, error, reply, failure, undefined);
    }
    return null;
  } catch (error) {
    if (error instanceof Mismatch) return error.message;
    throw error;
  }
}
