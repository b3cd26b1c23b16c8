export type PaperSize = 'a4' | 'letter';

/** Where printers hold Letter; everybody else has A4. */
const LETTER_COUNTRIES = ['US', 'CA', 'MX'];

/** The language's own name of a zone, so that an old name of it (US/Pacific) is found too. */
const canonical = (timeZone: string): string => {
  try {
    return new Intl.DateTimeFormat('en', { timeZone }).resolvedOptions().timeZone;
  } catch {
    return timeZone; // a zone that this runtime does not know
  }
};

/** Newer runtimes ask by a method what older ones have as a property. */
type LocaleWithZones = Intl.Locale & { timeZones?: string[]; getTimeZones?(): string[] };

function zonesOf(country: string): string[] {
  const region: LocaleWithZones = new Intl.Locale(`und-${country}`);
  return region.getTimeZones?.() ?? region.timeZones ?? [];
}

const LETTER_ZONES: ReadonlySet<string> = new Set(LETTER_COUNTRIES.flatMap(zonesOf).map(canonical));

/** The paper of the country that a workspace's time zone lies in: all that is known of where its people sit. */
export const paperFor = (timeZone: string): PaperSize => (LETTER_ZONES.has(canonical(timeZone)) ? 'letter' : 'a4');
