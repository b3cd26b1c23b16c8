import { describe, expect, it } from 'vitest';
import { endOfDay, isTimeZone, parseBound, parseDate, parseInstant, startOfDay } from './dates';

describe('instants', () => {
  it.each([
    ['2026-01-02T03:04:05Z', '2026-01-02T03:04:05.000Z'],
    ['2026-01-02t03:04:05.6z', '2026-01-02T03:04:05.600Z'],
    ['2026-01-02T03:04:05.678999Z', '2026-01-02T03:04:05.678Z'],
    ['2026-01-02T03:04:05.678000+00:00', '2026-01-02T03:04:05.678Z'],
    ['2026-01-02T03:04:05+05:45', '2026-01-01T21:19:05.000Z'],
    ['2026-01-02T03:04:05-08:00', '2026-01-02T11:04:05.000Z'],
    ['2028-02-29T00:00:00Z', '2028-02-29T00:00:00.000Z'],
  ])('reads %s', (text, iso) => {
    expect(parseInstant(text)?.toISOString()).toBe(iso);
  });

  it.each([
    '2026-01-02T03:04:05',
    '2026-01-02 03:04:05Z',
    '2026-02-29T00:00:00Z',
    '2026-13-01T00:00:00Z',
    '2026-00-01T00:00:00Z',
    '2026-01-32T00:00:00Z',
    '2026-01-01T24:00:00Z',
    '2026-01-01T23:60:00Z',
    '2026-01-01T23:59:60Z',
    '2026-01-01T00:00:00+24:00',
    '0001-01-01T00:00:00Z',
    '+12026-01-01T00:00:00Z',
    '9999-12-31T23:59:59-14:00',
    '1970-01-01T00:00:00+01:00',
    '1735689600',
    'now',
    '',
  ])('refuses %j', (text) => {
    expect(parseInstant(text)).toBeUndefined();
  });
});

describe('bounds', () => {
  it.each([
    ['2026-01-02T03:04:05.678+05:45', '2026-01-01T21:19:05.678Z'],
    ['0001-01-01T00:00:00Z', '1970-01-01T00:00:00.000Z'],
    ['1970-01-01T00:00:00+01:00', '1970-01-01T00:00:00.000Z'],
    ['9999-12-31T23:59:59.999999Z', '9999-12-31T23:59:59.999Z'],
    ['9999-12-31T23:59:59-14:00', '9999-12-31T23:59:59.999Z'],
  ])('%s is within the years that are kept', (text, iso) => {
    expect(parseBound(text)?.toISOString()).toBe(iso);
  });

  it.each(['0001-02-29T00:00:00Z', '0000', 'now', '', '12026-01-01T00:00:00Z', '0001-01-01T00:00:00'])(
    'refuses %j',
    (text) => {
      expect(parseBound(text)).toBeUndefined();
    },
  );
});

describe('dates', () => {
  it('are calendar days', () => {
    expect(parseDate('2028-02-29')).toBe('2028-02-29');
    for (const text of ['2026-02-29', '2026-1-1', '26-01-01', '2026-01-01T00:00:00Z', '']) {
      expect(parseDate(text), text).toBeUndefined();
    }
  });

  it('begin and end at local midnight, on days with a change of the clock too', () => {
    const hours = (date: string, zone: string) =>
      (endOfDay(date, zone).getTime() - startOfDay(date, zone).getTime()) / 3_600_000;
    expect(startOfDay('2026-03-29', 'Europe/Berlin').toISOString()).toBe('2026-03-28T23:00:00.000Z');
    expect(hours('2026-03-29', 'Europe/Berlin')).toBe(23);
    expect(hours('2026-10-25', 'Europe/Berlin')).toBe(25);
    expect(hours('2026-04-05', 'Australia/Lord_Howe')).toBe(24.5);
    expect(startOfDay('2026-01-01', 'Asia/Kathmandu').toISOString()).toBe('2025-12-31T18:15:00.000Z');
    // Midnight of this day does not exist in Santiago: the day begins at one.
    expect(startOfDay('2026-09-06', 'America/Santiago').toISOString()).toBe('2026-09-06T04:00:00.000Z');
    expect(endOfDay('2026-12-31', 'UTC').toISOString()).toBe('2027-01-01T00:00:00.000Z');
  });

  it('begin with the first of two midnights, and end before it', () => {
    expect(startOfDay('1999-09-24', 'Asia/Amman').toISOString()).toBe('1999-09-23T21:00:00.000Z');
    expect(endOfDay('1999-09-23', 'Asia/Amman').toISOString()).toBe('1999-09-23T21:00:00.000Z');
    expect(endOfDay('2026-10-31', 'America/Havana').toISOString()).toBe('2026-11-01T04:00:00.000Z');
  });

  it('never leave the years that are kept', () => {
    for (const zone of ['UTC', 'America/New_York', 'Pacific/Pago_Pago']) {
      expect(endOfDay('9999-12-31', zone).toISOString()).toBe('9999-12-31T23:59:59.999Z');
    }
    expect(endOfDay('9999-12-31', 'Asia/Tokyo').toISOString()).toBe('9999-12-31T15:00:00.000Z');
    expect(startOfDay('1970-01-01', 'Asia/Tokyo').toISOString()).toBe('1970-01-01T00:00:00.000Z');
    expect(startOfDay('1970-01-01', 'America/New_York').toISOString()).toBe('1970-01-01T05:00:00.000Z');
  });
});

describe('time zones', () => {
  it('are those that the runtime knows', () => {
    expect(isTimeZone('Australia/Lord_Howe')).toBe(true);
    expect(isTimeZone('UTC')).toBe(true);
    for (const name of ['Mars/Olympus', '', '+02:00', "UTC'; --", 'x'.repeat(100)])
      expect(isTimeZone(name)).toBe(false);
  });
});
