/** Zones whose days the stories speak of: that of the browsers and workspaces, and that of budgets without one. */
const ZONES = ['UTC', 'Europe/Berlin'];
/** Longer than any story that means one and the same day takes. */
const MARGIN_MS = 60_000;

const daysAt = (time: number): string =>
  ZONES.map((timeZone) => new Intl.DateTimeFormat('en-CA', { timeZone }).format(time)).join(' ');

/** For a story that means one and the same day from its beginning to its end: just before midnight it waits for the next. */
export async function awayFromMidnight(): Promise<void> {
  const from = daysAt(Date.now());
  if (daysAt(Date.now() + MARGIN_MS) === from) return;
  while (daysAt(Date.now()) === from) await new Promise((resolve) => setTimeout(resolve, 500));
}
