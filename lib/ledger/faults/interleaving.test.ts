import { describe, expect, it } from 'vitest';
import { type TestClock, testClock } from '../../clock';
import { isAppError } from '../../errors';
import { useTestDatabase } from '../../testing/database';
import { booksOf, createMember, createWorkspace } from '../../testing/factories';
import { createLedger, type Ledger } from '..';
import { armFailpoint, FAILPOINTS } from '../failpoints';
import type { Scope } from '../types';
import { verifyLedger } from '../verify';
import { keyFor, OPERATIONS, type Prepared, prepare } from './operations';

const database = useTestDatabase();

interface Meeting extends Prepared {
  /** Of both ledgers. It stands still, so that no grant ends before its expiry is the one to meet. */
  clock: TestClock;
}

/** When the grants that meet their end have it, after the clock's beginning. */
const TERM = { seconds: 1 };

/** What may meet on one grant: spend, hold, capture, release, void, refund, expiry. */
const MEETING: Record<string, (ledger: Ledger, scope: Scope, prepared: Meeting) => Promise<unknown>> = {
  consume: (ledger, scope, prepared) => perform('consume', ledger, scope, prepared),
  captureHold: (ledger, scope, prepared) => perform('captureHold', ledger, scope, prepared),
  releaseHold: (ledger, scope, prepared) => perform('releaseHold', ledger, scope, prepared),
  voidGrant: (ledger, scope, prepared) => perform('voidGrant', ledger, scope, prepared),
  reverse: (ledger, scope, prepared) => perform('reverse', ledger, scope, prepared),
  expire: (ledger, _scope, { clock }) => {
    clock.tick(TERM);
    return ledger.sweepDueWallets(100);
  },
};

const perform = (name: string, ledger: Ledger, scope: Scope, prepared: Prepared) =>
  OPERATIONS[name]!(ledger, { ...scope, idempotency: keyFor(scope.workspaceId, name) }, prepared);

/** Refusals that the other operation's win explains. */
const settle = (work: Promise<unknown>) =>
  work.catch((error: unknown) => {
    if (isAppError(error) && [402, 404, 409].includes(error.status)) return error.code;
    throw error;
  });

const names = Object.keys(MEETING);
const PAIRS = names.flatMap((first) => names.map((second) => ({ first, second })));
const POINTS = FAILPOINTS.filter((point) => point !== 'fast:before');

describe('two operations on one grant, the first held at each point between its statements', () => {
  it.each(PAIRS)('$first, then $second', async ({ first, second }) => {
    for (const point of POINTS) {
      const clock = testClock(new Date(Date.now() - 60_000));
      const [one, other] = [1, 2].map(() => createLedger({ pool: database.pool, clock })) as [Ledger, Ledger];
      const workspaceId = await createWorkspace(database.pool);
      const memberId = await createMember(database.pool, workspaceId);
      const scope = booksOf(workspaceId);
      const meetsEnd = first === 'expire' || second === 'expire';
      const end = meetsEnd ? new Date(clock.now().getTime() + TERM.seconds * 1_000) : null;
      const prepared = { ...(await prepare(one, scope, memberId, end)), clock };

      let release = () => {};
      const gate = new Promise<void>((resolve) => {
        release = resolve;
      });
      let reached = () => {};
      const isReached = new Promise<void>((resolve) => {
        reached = resolve;
      });
      const disarm = armFailpoint(point, () => {
        disarm();
        reached();
        return gate;
      });
      const firstDone = settle(MEETING[first]!(one, scope, prepared));
      await Promise.race([isReached, firstDone]);
      const secondDone = settle(MEETING[second]!(other, scope, prepared));
      await Promise.race([secondDone, new Promise((resolve) => setTimeout(resolve, 15))]);
      release();
      await Promise.all([firstDone, secondDone]);
      disarm();
      expect(await verifyLedger(database.pool)).toEqual([]);
    }
  });
});
