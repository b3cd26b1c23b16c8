import { describe, expect, it } from 'vitest';
import { isAppError } from '@/lib/errors';
import { checkTimeZone, dayOf, endOfInterval, formatDate, parseDate, startOfDay, startOfInterval } from './local-days';

const start = (timeZone: string, date: string) => startOfDay(timeZone, parseDate(date, 'date')).toISOString();
const hoursOf = (timeZone: string, date: string) => {
  const day = parseDate(date, 'date');
  return (startOfDay(timeZone, day + 1).getTime() - startOfDay(timeZone, day).getTime()) / 3_600_000;
};

describe('a local day', () => {
  it.each([
    ['UTC', '2026-03-29', '2026-03-29T00:00:00.000Z', 24],
    ['Europe/Berlin', '2026-03-29', '2026-03-28T23:00:00.000Z', 23],
    ['Europe/Berlin', '2026-10-25', '2026-10-24T22:00:00.000Z', 25],
    ['America/New_York', '2026-03-08', '2026-03-08T05:00:00.000Z', 23],
    ['America/New_York', '2026-11-01', '2026-11-01T04:00:00.000Z', 25],
    ['Asia/Kathmandu', '2026-07-01', '2026-06-30T18:15:00.000Z', 24],
    ['Australia/Lord_Howe', '2026-04-05', '2026-04-04T13:00:00.000Z', 24.5],
    ['Australia/Lord_Howe', '2026-10-04', '2026-10-03T13:30:00.000Z', 23.5],
    // Santiago's clocks change at midnight: one day begins at 01:00, another's eve lasts 25 hours.
    ['America/Santiago', '2026-09-06', '2026-09-06T04:00:00.000Z', 23],
    ['America/Santiago', '2026-04-04', '2026-04-04T03:00:00.000Z', 25],
    ['America/Santiago', '2026-04-05', '2026-04-05T04:00:00.000Z', 24],
    // Midnight is shown twice: the day begins with the first.
    ['America/Havana', '2026-11-01', '2026-11-01T04:00:00.000Z', 25],
    ['Atlantic/Azores', '2026-10-25', '2026-10-25T00:00:00.000Z', 25],
    ['Pacific/Kiritimati', '2026-01-01', '2025-12-31T10:00:00.000Z', 24],
  ])('in %s, %s begins at %s and has %d hours', (timeZone, date, begins, hours) => {
    expect(start(timeZone, date)).toBe(begins);
    expect(hoursOf(timeZone, date)).toBe(hours);
  });

  it('that a zone left out has no length', () => {
    expect(hoursOf('Pacific/Apia', '2011-12-30')).toBe(0);
    expect(start('Pacific/Apia', '2011-12-31')).toBe('2011-12-30T10:00:00.000Z');
  });

  it.each([
    'Asia/Kathmandu',
    'Australia/Lord_Howe',
    'America/Santiago',
    'Europe/Berlin',
    'America/New_York',
    'America/Havana',
  ])('begins where the day before ends, and is the date that clocks show, all through two years of %s', (timeZone) => {
    const clock = new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' });
    const first = parseDate('2026-01-01', 'date');
    for (let day = first; day < first + 730; day++) {
      const from = startOfDay(timeZone, day);
      const to = startOfDay(timeZone, day + 1);
      expect(clock.format(from)).toBe(formatDate(day));
      expect(clock.format(to.getTime() - 1)).toBe(formatDate(day));
      expect(clock.format(from.getTime() - 1)).toBe(formatDate(day - 1));
      expect(dayOf(timeZone, from)).toBe(day);
      expect(from.getTime() % (15 * 60_000)).toBe(0);
    }
  });
});

describe('weeks and months', () => {
  it('begin on Monday, and on the first', () => {
    const day = (text: string) => parseDate(text, 'date');
    expect(formatDate(startOfInterval('week', day('2026-11-22')))).toBe('2026-11-16');
    expect(formatDate(startOfInterval('week', day('2026-11-16')))).toBe('2026-11-16');
    expect(formatDate(startOfInterval('week', day('1969-12-31')))).toBe('1969-12-29');
    expect(formatDate(startOfInterval('month', day('2026-02-28')))).toBe('2026-02-01');
    expect(formatDate(endOfInterval('month', day('2026-12-01')))).toBe('2027-01-01');
  });
});

describe('what is not a date or a zone', () => {
  it.each(['2026-02-30', '2026-13-01', '2026-1-1', '20260101', '', '2026-01-01T00:00:00Z', '+002026-01-01'])(
    'is refused: %j',
    (text) => {
      expect(() => parseDate(text, 'fromDate')).toThrow(
        expect.toSatisfy((error: unknown) => isAppError(error) && error.code === 'validation_failed') as Error,
      );
    },
  );

  it.each(['Mars/Olympus', '', 'Europe/berlin/x'])('is refused: %j', (timeZone) => {
    expect(() => checkTimeZone(timeZone)).toThrow(
      expect.toSatisfy((error: unknown) => isAppError(error) && error.code === 'validation_failed') as Error,
    );
  });
});
