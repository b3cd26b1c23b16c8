import { randomUUID } from 'node:crypto';
import { v7 } from 'uuid';

/** For "nobody" and "nothing" where a key column cannot be null. */
export const NIL_UUID = '00000000-0000-0000-0000-000000000000';

/** Ids of everything but workspaces: time-ordered, so that index inserts stay at the right edge. */
export const newId = (): string => v7();

/** Workspace ids are random: they are the shard key. */
export const newWorkspaceId = (): string => randomUUID();

const UUID_FORM = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

export const isUuid = (text: string): boolean => UUID_FORM.test(text);
