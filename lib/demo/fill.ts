import type { Pool } from '../db/pool';
import { bookHistory } from './book';
import { planHistory } from './history';
import { DAYS, WORKSPACES } from './world';

const NOTE_EVERY = 100;

/** Books the history of every workspace up to `anchor`. What an interrupted start has booked already stays as it is. */
export async function fillDemo(options: {
  pool: Pool;
  anchor: Date;
  createdAt: Date;
  note: (text: string) => void;
}): Promise<void> {
  const { pool, anchor, createdAt, note } = options;
  await pool.query('SELECT ensure_ledger_months($1, $2)', [createdAt, anchor]);
  const plans = WORKSPACES.map((workspace) => ({ workspace, events: planHistory(workspace, anchor) }));
  const total = plans.reduce((sum, { events }) => sum + events.length, 0);
  let booked = 0;
  const onBooked = () => {
    booked++;
    if (booked % NOTE_EVERY === 0) note(`${DAYS} days of demo usage: ${Math.floor((booked / total) * 100)} %`);
  };
  await Promise.all(
    plans.map(({ workspace, events }) => bookHistory({ pool, workspace, events, now: anchor }, onBooked)),
  );
  note(`${total} demo bookings`);
}
