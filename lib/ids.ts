import { randomFillSync, randomUUID } from 'node:crypto';
import { v7 } from 'uuid';

/** For "nobody" and "nothing" where a key column cannot be null. */
export const NIL_UUID = '00000000-0000-0000-0000-000000000000';

const RANDOM_BYTES = 16;
const pool = Buffer.alloc(RANDOM_BYTES * 256);
let used = pool.length;

/** Random bytes are fetched for 256 ids at once: a system call for each costs more than the id. */
function nextRandom(): Uint8Array {
  if (used === pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  used += RANDOM_BYTES;
  return pool.subarray(used - RANDOM_BYTES, used);
}

/** Of the newest id: ids of one millisecond count up, so that their order is that of their making. */
let msecs = 0;
let seq = 0;

/** Ids of everything but workspaces: time-ordered, so that index inserts stay at the right edge. */
export function newId(): string {
  const random = nextRandom();
  const now = Date.now();
  if (now > msecs) {
    msecs = now;
    seq = ((random[6] ?? 0) << 23) | ((random[7] ?? 0) << 16) | ((random[8] ?? 0) << 8) | (random[9] ?? 0);
  } else {
    seq = (seq + 1) | 0;
    if (seq === 0) msecs++;
  }
  return v7({ random, msecs, seq });
}

/** Workspace ids are random: they are the shard key. */
export const newWorkspaceId = (): string => randomUUID();

const UUID_FORM = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

export const isUuid = (text: string): boolean => UUID_FORM.test(text);
