/**
 * Time is passed in. In production the database's clock books ledger rows (`null` means "ask the database"); tests and
 * the demo's seed hand in a clock of their own, and every row then carries that time.
 */
export interface Clock {
  now(): Date;
}

export const systemClock: Clock = { now: () => new Date() };

export interface TestClock extends Clock {
  set(at: string | Date): TestClock;
  tick(by: { days?: number; hours?: number; minutes?: number; seconds?: number; ms?: number }): TestClock;
}

/** A clock that stands still until told: `testClock('2030-01-31T23:59:00Z').tick({ minutes: 1 })`. */
export function testClock(start: string | Date): TestClock {
  let at = new Date(start).getTime();
  const clock: TestClock = {
    now: () => new Date(at),
    set(next) {
      at = new Date(next).getTime();
      return clock;
    },
    tick({ days = 0, hours = 0, minutes = 0, seconds = 0, ms = 0 }) {
      at += (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000 + ms;
      return clock;
    },
  };
  return clock;
}
