import { TZDate } from '@date-fns/tz';

/** Share of a day's calls by local hour: offices, with a dip at noon. */
const OFFICE_HOURS = [1, 0, 0, 0, 0, 1, 3, 9, 20, 30, 34, 32, 22, 26, 32, 33, 29, 21, 12, 8, 6, 5, 3, 2];
/** Phones: mornings and evenings. */
const PHONE_HOURS = [3, 1, 1, 0, 0, 2, 8, 16, 14, 9, 8, 9, 13, 11, 8, 8, 10, 14, 19, 24, 27, 25, 17, 8];

/** Sunday first. */
const OFFICE_WEEK = [0.15, 1.05, 1.15, 1.12, 1, 0.85, 0.2];
const PHONE_WEEK = [1.1, 0.9, 0.9, 0.95, 1, 1.1, 1.2];

export type Rhythm = 'office' | 'phone';

const HOURS: Record<Rhythm, { hour: number; weight: number }[]> = {
  office: OFFICE_HOURS.map((weight, hour) => ({ hour, weight })),
  phone: PHONE_HOURS.map((weight, hour) => ({ hour, weight })),
};

export const hoursOf = (rhythm: Rhythm) => HOURS[rhythm];

export const weekdayFactor = (rhythm: Rhythm, weekday: number): number =>
  (rhythm === 'office' ? OFFICE_WEEK : PHONE_WEEK)[weekday] as number;

/** The instant of a local time `daysAgo` days before the local day of `now`. */
export function localTime(
  now: Date,
  timeZone: string,
  daysAgo: number,
  { hour, minute = 0, second = 0, ms = 0 }: { hour: number; minute?: number; second?: number; ms?: number },
): Date {
  const today = new TZDate(now, timeZone);
  const at = new TZDate(
    today.getFullYear(),
    today.getMonth(),
    today.getDate() - daysAgo,
    hour,
    minute,
    second,
    ms,
    timeZone,
  );
  return new Date(at.getTime());
}

/** 0 = Sunday. */
export const localWeekday = (at: Date, timeZone: string): number => new TZDate(at, timeZone).getDay();
