import type { PoolClient } from '../../db/pool';
import { isUuid } from '../../ids';
import type { Idempotency, WalletOwner } from '../types';
import type { Directory } from './directory';
import { plainArray, run, textArray, toMs } from './sql';

/** What a key did before. */
export interface StoredReply {
  requestHash: Buffer;
  status: number | null;
  reply: string | null;
}

export interface Facts {
  now: number;
  timeZone: string;
  backdateHours: number;
  /** By credential and key. */
  replies: ReadonlyMap<string, StoredReply>;
}

interface FactRow {
  now: Date;
  time_zone: string;
  backdate_hours: number;
}

/** clock_timestamp(), because the transaction may have waited for its locks; milliseconds, as the columns keep. */
const FACTS = `
  SELECT time_zone, backdate_hours, date_trunc('milliseconds', clock_timestamp()) AS now
  FROM workspaces WHERE id = $1`;

/** LATERAL with a limit, so that each key is looked up: a join may walk all keys of the workspace. */
const REPLIES = `
  SELECT r.* FROM unnest($2::uuid[], $3::text[]) AS x (credential_id, key)
  CROSS JOIN LATERAL (
    SELECT i.credential_id, i.key, i.request_hash, i.status, i.reply FROM idempotency_records i
    WHERE i.workspace_id = $1 AND i.credential_id = x.credential_id AND i.key = x.key LIMIT 1) AS r`;

export const replyKey = ({ credentialId, key }: { credentialId: string; key: string }): string =>
  `${credentialId} ${key}`;

/** Null when there is no such workspace. `now` replaces the database's clock. */
export async function loadFacts(
  client: PoolClient,
  workspaceId: string,
  keys: readonly Idempotency[],
  now: Date | null,
): Promise<Facts | null> {
  const [row] = await run<FactRow>(client, 'facts', FACTS, [workspaceId]);
  if (!row) return null;
  const replies = new Map<string, StoredReply>();
  if (keys.length > 0) {
    const rows = await run<{
      credential_id: string;
      key: string;
      request_hash: Buffer;
      status: number | null;
      reply: string | null;
    }>(client, 'replies', REPLIES, [
      workspaceId,
      plainArray(keys.map(({ credentialId }) => credentialId)),
      textArray(keys.map(({ key }) => key)),
    ]);
    for (const found of rows) {
      replies.set(replyKey({ credentialId: found.credential_id, key: found.key }), {
        requestHash: found.request_hash,
        status: found.status,
        reply: found.reply,
      });
    }
  }
  return {
    now: now ? now.getTime() : toMs(row.now),
    timeZone: row.time_zone,
    backdateHours: row.backdate_hours,
    replies,
  };
}

const MEMBERS = `SELECT id FROM members WHERE workspace_id = $1 AND id = ANY ($2::uuid[])`;
const TEAMS = `SELECT id FROM teams WHERE workspace_id = $1 AND id = ANY ($2::uuid[])`;

/** Which of the named people and teams the workspace does not have. */
export async function findStrangers(
  client: PoolClient,
  directory: Directory,
  workspaceId: string,
  memberIds: readonly string[],
  missingOwners: readonly WalletOwner[],
): Promise<ReadonlySet<string>> {
  const strangers = new Set<string>();
  const members = new Set(memberIds.filter((id) => !directory.hasMember(workspaceId, id)));
  const teams = new Set<string>();
  for (const owner of missingOwners) {
    if (owner.kind === 'member') members.add(owner.memberId);
    if (owner.kind === 'team') teams.add(owner.teamId);
  }
  for (const [named, name, sql] of [
    [members, 'members', MEMBERS],
    [teams, 'teams', TEAMS],
  ] as const) {
    if (named.size === 0) continue;
    const rows = await run<{ id: string }>(client, name, sql, [workspaceId, plainArray([...named].filter(isUuid))]);
    const found = new Set(rows.map(({ id }) => id));
    for (const id of named) if (!found.has(id)) strangers.add(id);
    if (name === 'members') for (const id of found) directory.addMember(workspaceId, id);
  }
  return strangers;
}
