/**
 * The set-based writes, one part per table and kind of change. A part is left out when it has no rows. Parts never join
 * each other: everything was decided under lock, so each is index look-ups or plain inserts, whatever number of rows the
 * database guesses for an array.
 */
export interface Part {
  /** Two letters, for the names of the part and of the statement. */
  letters: string;
  /** `$1` is the workspace; `p(i)` is the i-th of the part's own parameters. */
  sql: (p: (index: number) => string) => string;
  values: string[];
}

export interface StoredOutcome {
  credentialId: string;
  key: string;
  requestHash: Buffer;
  status: number;
  reply: string;
}

/** Columns as one unnest() per type. */
export const rows = (p: (index: number) => string, columns: [string, string][]): string =>
  `unnest(${columns.map(([, type], index) => `${p(index)}::${type}[]`).join(', ')})
   AS x (${columns.map(([name]) => name).join(', ')})`;
