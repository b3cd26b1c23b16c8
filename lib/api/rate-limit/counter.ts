/**
 * Counts requests per key in windows that all processes share, without a statement per request: a process leases points
 * of the window in blocks and counts within them in memory. Blocks grow with use and shrink as the window runs dry. A
 * process that finds it empty while others hold unused points marks it; they give those back within a poll, and it looks
 * once more before it refuses. So the processes together admit the quota, no more and, when asked for it, no less.
 */
import { performance } from 'node:perf_hooks';
import { log } from '../../log';
import { giveBack, type Lease, lease, readWanted } from './lease';

export interface Policy {
  /** Shown to callers; part of the key. */
  name: string;
  quota: number;
  windowSeconds: number;
}

/** Whether a request may go on, and what its caller is told. */
export interface Verdict {
  policy: Policy;
  isAllowed: boolean;
  /** Requests left in the window, as far as this process knows. */
  remaining: number;
  /** Until the window ends. At least 1. */
  secondsLeft: number;
}

interface Window {
  key: string;
  policy: Policy;
  id: bigint;
  /** In performance.now() milliseconds; never later than the database's own end. */
  endsAtMs: number;
  /** Leased and not used. */
  unused: number;
  /** Leased by this process in this window. */
  own: number;
  /** Leased by all, when last heard of. */
  taken: number;
  /** The last statement got nothing, and others may still give points back. */
  isDry: boolean;
  /** The window in which that was waited for already. */
  settledId: bigint;
  /** Nothing is left until then. */
  emptyUntilMs: number;
  waiting: number;
  /** The statement, and the wait for others, under way: shared by all who wait. */
  leasing: Promise<void> | null;
  settling: Promise<void> | null;
}

/** How often a process that holds unused points asks whether somebody waits for them. */
const POLL_MS = 100;
/** Long enough for everybody's poll and for giving back. */
const SETTLE_MS = 500;
const MAX_KEYS = 20_000;
/** The first block of a window, as a part of the quota. */
const FIRST_BLOCK = 64;

const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms).unref());

export class RateCounter {
  readonly #windows = new Map<string, Window>();
  #poll: NodeJS.Timeout | null = null;

  /** Counts one request. Answers at once while points are in hand, which is nearly always. */
  take(policy: Policy, subject: string): Verdict | Promise<Verdict> {
    const window = this.#windowOf(policy, subject);
    const now = performance.now();
    if (now < window.endsAtMs) {
      if (window.unused > 0) {
        window.unused -= 1;
        return verdict(window, true, now);
      }
      if (now < window.emptyUntilMs) return verdict(window, false, now);
    }
    return this.#takeShared(window);
  }

  /** What a request would be told, without counting it, as far as this process knows. */
  peek(policy: Policy, subject: string): Verdict {
    const now = performance.now();
    const window = this.#windows.get(`${policy.name}:${subject}`);
    if (!window || now >= window.endsAtMs) {
      return { policy, isAllowed: true, remaining: policy.quota, secondsLeft: policy.windowSeconds };
    }
    return verdict(window, window.unused > 0 || now >= window.emptyUntilMs, now);
  }

  #windowOf(policy: Policy, subject: string): Window {
    const key = `${policy.name}:${subject}`;
    const known = this.#windows.get(key);
    if (known) return known;
    const fresh: Window = {
      key,
      policy,
      id: 0n,
      endsAtMs: 0,
      unused: 0,
      own: 0,
      taken: 0,
      isDry: false,
      settledId: 0n,
      emptyUntilMs: 0,
      waiting: 0,
      leasing: null,
      settling: null,
    };
    this.#windows.set(key, fresh);
    if (this.#windows.size > MAX_KEYS) this.#forgetOldest();
    return fresh;
  }

  /** The oldest that nobody waits for; what it still had is lost to its window. */
  #forgetOldest(): void {
    for (const [key, { waiting }] of this.#windows) {
      if (waiting > 0) continue;
      this.#windows.delete(key);
      return;
    }
  }

  async #takeShared(window: Window): Promise<Verdict> {
    window.waiting += 1;
    try {
      for (;;) {
        if (window.isDry) {
          window.settling ??= sleep(SETTLE_MS).then(() => {
            Object.assign(window, { isDry: false, settledId: window.id, settling: null });
          });
          await window.settling;
        }
        window.leasing ??= this.#lease(window).finally(() => {
          window.leasing = null;
        });
        await window.leasing;
        const now = performance.now();
        if (window.unused > 0) {
          window.unused -= 1;
          return verdict(window, true, now);
        }
        // Else the window is over, others were quicker, or some may come back.
        if (now < window.endsAtMs && now < window.emptyUntilMs) return verdict(window, false, now);
      }
    } finally {
      window.waiting -= 1;
    }
  }

  async #lease(window: Window): Promise<void> {
    const { key, policy } = window;
    const startedAtMs = performance.now();
    const isOver = startedAtMs >= window.endsAtMs;
    const own = isOver ? 0 : window.own;
    const got = await lease({
      key,
      quota: policy.quota,
      windowMs: policy.windowSeconds * 1_000,
      need: window.waiting,
      ahead: Math.max(Math.ceil(policy.quota / FIRST_BLOCK), own),
      own,
    });
    this.#note(window, got, startedAtMs);
    if (window.unused > window.waiting) this.#startPolling();
  }

  #note(window: Window, got: Lease, startedAtMs: number): void {
    const isNew = got.id !== window.id;
    window.id = got.id;
    window.endsAtMs = startedAtMs + got.msLeft;
    window.unused = (isNew ? 0 : window.unused) + got.granted;
    window.own = (isNew ? 0 : window.own) + got.granted;
    window.taken = got.taken;
    const isEmpty = got.granted === 0;
    window.isDry = isEmpty && got.taken > window.own && window.settledId !== got.id;
    window.emptyUntilMs = isEmpty && !window.isDry ? window.endsAtMs : 0;
  }

  #startPolling(): void {
    this.#poll ??= setTimeout(() => void this.#pollWanted(), POLL_MS).unref();
  }

  async #pollWanted(): Promise<void> {
    const now = performance.now();
    const held = [...this.#windows.values()].filter(({ unused, endsAtMs }) => unused > 0 && now < endsAtMs);
    try {
      const wanted = held.length === 0 ? [] : await readWanted(held.map(({ key }) => key));
      for (const key of wanted) await this.#giveBack(key);
    } catch (error) {
      log.warn({ err: error }, 'could not look whether points of a rate limit are wanted');
    }
    this.#poll = null;
    if (held.length > 0) this.#startPolling();
  }

  async #giveBack(key: string): Promise<void> {
    const window = this.#windows.get(key);
    const points = window?.unused ?? 0;
    if (!window || points === 0) return;
    window.unused = 0;
    window.own -= points;
    window.taken -= points;
    await giveBack(key, window.id, points);
  }
}

function verdict(window: Window, isAllowed: boolean, nowMs: number): Verdict {
  const { policy, taken, unused, endsAtMs } = window;
  return {
    policy,
    isAllowed,
    remaining: isAllowed ? Math.max(0, policy.quota - taken + unused) : 0,
    secondsLeft: Math.max(1, Math.ceil((endsAtMs - nowMs) / 1_000)),
  };
}
