import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { failureOf, retryAt } from './back-off';
import { edgesOf } from './decide';
import { type SimulationInput, simulate } from './simulate';

const CREDIT = 1_000_000n;
const at = (iso: string) => new Date(iso);

describe('days and months', () => {
  it('are those of the zone, over changes of the clock', () => {
    const berlin = edgesOf(at('2026-03-29T12:00:00Z'), 'Europe/Berlin'); // 23 hours
    expect([berlin.dayStart, berlin.dayEnd]).toEqual([at('2026-03-28T23:00:00Z'), at('2026-03-29T22:00:00Z')]);
    expect([berlin.monthStart, berlin.monthEnd]).toEqual([at('2026-02-28T23:00:00Z'), at('2026-03-31T22:00:00Z')]);
  });
});

describe('the wait after declines', () => {
  it('is 1, 2 and 4 hours, and none after the fourth', () => {
    const now = at('2030-01-01T00:00:00Z');
    const hours = [1, 2, 3, 4].map((n) => retryAt(n, now)).map((next) => next && (+next - +now) / 3_600_000);
    expect(hours).toEqual([1, 2, 4, null]);
  });

  it.each([
    [{ code: 'card_declined', decline_code: 'insufficient_funds' }, 'declined'],
    [{ code: 'card_declined', decline_code: 'stolen_card' }, 'never_retry'],
    [{ code: 'expired_card' }, 'never_retry'],
    [{ code: 'card_declined', decline_code: 'generic_decline', advice_code: 'do_not_try_again' }, 'never_retry'],
    [{ code: 'card_declined', decline_code: 'generic_decline', advice_code: 'try_again_later' }, 'declined'],
    [{ code: 'authentication_required' }, 'authentication'],
    [{ code: 'card_declined', decline_code: 'authentication_required' }, 'authentication'],
    [null, 'declined'],
  ])('%o is %s', (error, kind) => {
    expect(failureOf(error as Parameters<typeof failureOf>[0]).kind).toBe(kind);
  });
});

describe('the simulation', () => {
  const base: SimulationInput = {
    startMicro: 500n * CREDIT,
    usage: [],
    thresholdMicro: 100n * CREDIT,
    creditMicro: 1_000n * CREDIT,
    totalMinor: 2_500n,
    caps: { attemptMinor: 2_500n, dayMinor: 2_500n, monthMinor: 5_000n },
    timeZone: 'America/New_York',
  };
  const day = (date: string, used: bigint) => ({ at: at(`${date}T15:00:00Z`), usedMicro: used * CREDIT });

  it('buys when the usage that was takes the balance to the threshold', () => {
    const usage = [day('2026-01-05', 399n), day('2026-01-06', 1n), day('2026-01-07', 999n), day('2026-01-08', 1n)];
    expect(simulate({ ...base, usage })).toEqual({
      purchases: 2,
      totalMinor: 5_000n,
      wasLimited: false,
      ranOutAt: null,
    });
  });

  it('keeps the caps of local days and months, and says when the credits would have run out', () => {
    const usage = [
      { at: at('2026-01-06T04:45:00Z'), usedMicro: 1_500n * CREDIT }, // still the 5th in New York
      { at: at('2026-01-06T05:00:00Z'), usedMicro: 0n }, // the 6th
      day('2026-01-07', 2_000n),
      day('2026-02-01', 1n),
    ];
    expect(simulate({ ...base, usage })).toEqual({
      purchases: 3,
      totalMinor: 7_500n,
      wasLimited: true,
      ranOutAt: at('2026-01-07T15:00:00Z'),
    });
  });

  it('never spends more than its caps, whatever the usage', () => {
    const step = fc.record({ hours: fc.integer({ min: 0, max: 40 }), used: fc.bigInt({ min: -50n, max: 3_000n }) });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), fc.bigInt({ min: 0n, max: 5_000n }), (steps, threshold) => {
        let ms = Date.parse('2026-01-01T00:00:00Z');
        const usage = steps.map(({ hours, used }) => {
          ms += hours * 3_600_000;
          return { at: new Date(ms), usedMicro: used * CREDIT };
        });
        const months = new Set(usage.map((one) => edgesOf(one.at, base.timeZone).monthStart.getTime()));
        const days = new Set(usage.map((one) => edgesOf(one.at, base.timeZone).dayStart.getTime()));
        const { totalMinor, purchases } = simulate({ ...base, usage, thresholdMicro: threshold * CREDIT });
        expect(totalMinor).toBe(BigInt(purchases) * 2_500n);
        expect(totalMinor <= BigInt(months.size) * 5_000n && totalMinor <= BigInt(days.size) * 2_500n).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});
