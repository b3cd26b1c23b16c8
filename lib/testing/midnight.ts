const DAY_MS = 86_400_000;

/** Milliseconds until clocks in this zone show the next midnight. On days of another length an hour more or less. */
function msToMidnight(timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en-US', { timeZone, timeStyle: 'medium', hourCycle: 'h23' });
  const [hours = 0, minutes = 0, seconds = 0] = parts.format(new Date()).split(':').map(Number);
  return DAY_MS - ((hours * 60 + minutes) * 60 + seconds) * 1_000 - (Date.now() % 1_000);
}

/**
 * Lets a midnight pass that is nearer than `marginMs`: what a test books today should still be of today when the test
 * looks at it. Returns at once at any other time.
 */
export async function awayFromMidnight(timeZone = 'UTC', marginMs = 60_000): Promise<void> {
  const left = msToMidnight(timeZone);
  if (left < marginMs) await new Promise((resolve) => setTimeout(resolve, left + 100));
}
