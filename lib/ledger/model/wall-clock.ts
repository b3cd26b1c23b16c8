/** What clocks on the wall of a zone show, read from Intl alone and remembered by the quarter of an hour. */
const QUARTER_MS = 15 * 60_000;

export class DateTimeParts {
  private readonly format: Intl.DateTimeFormat;
  private readonly known = new Map<number, string>();

  constructor(readonly timeZone: string) {
    this.format = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
  }

  /** YYYY-MM-DD; clocks only change date at a full quarter of an hour. */
  dateOf(at: number): string {
    const quarter = Math.floor(at / QUARTER_MS);
    let date = this.known.get(quarter);
    if (date === undefined) {
      date = this.format.format(quarter * QUARTER_MS);
      this.known.set(quarter, date);
    }
    return date;
  }
}
