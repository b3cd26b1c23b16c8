/**
 * From a request's headers to the key's actor. On the hot path: a key that was seen within the last second costs one
 * SHA-256 and a look into a map; the database is asked about once a second and key, ahead of time for busy keys.
 */
import { timingSafeEqual } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import type { Mode } from '@/prisma/generated/enums';
import { getPool } from '../db/pool';
import { AppError } from '../errors';
import { log } from '../log';
import { singleton } from '../singleton';
import { ANONYMOUS, type AnonymousActor, type ApiKeyActor, type KeyScope } from './actor';
import { compileIpList } from './ip-list';
import { hashSecret, isSecretForm } from './key-secret';

/** A revoke is felt within one second by every process: nothing older than this is believed. */
const MAX_AGE_MS = 900;
/** A key in use is read again in the background from this age on, so that its requests never wait. */
const REFRESH_AGE_MS = 450;
const MAX_ENTRIES = 10_000;
const LAST_USED_EVERY_MS = 60_000;

export type RequestHeaders = Record<string, string | undefined>;

interface KnownKey {
  actor: ApiKeyActor;
  hash: Buffer;
  expiresAtMs: number;
  isRevoked: boolean;
  allowsIp: ((ip: string) => boolean) | null;
  /** The use of this minute still has to be written down. */
  isUseDue: boolean;
}

interface Entry {
  /** null: no such key. */
  key: KnownKey | null;
  /** Start of the query that read it, in performance.now() milliseconds. */
  readAtMs: number;
}

/** A query under way. */
interface Reading {
  /** As in the entry that it will be. */
  readAtMs: number;
  entry: Promise<Entry>;
}

interface KeyCache {
  /** Grows with every change made here: what was being read meanwhile is not kept. */
  generation: number;
  entries: Map<string, Entry>;
  /** One query per key at a time, however many requests wait for it. */
  loading: Map<string, Reading>;
}

const cache = () =>
  singleton<KeyCache>('api-key-cache', () => ({ generation: 0, entries: new Map(), loading: new Map() }));

/** Forgets what is known, so that a change made in this process is felt at once. */
export function forgetKeys(): void {
  const known = cache();
  known.generation += 1;
  known.entries.clear();
  known.loading.clear();
}

interface Credential {
  secret: string;
  /** Kable's client id, which is the key's id. */
  clientId: string | null;
}

const refuse = (detail: string): never => {
  throw new AppError('unauthenticated', { detail });
};

/** The one credential of a request, null when there is none. Two that differ are refused: proxies and we must not disagree. */
function readCredential(headers: RequestHeaders): Credential | null {
  const authorization = headers.authorization;
  const found: string[] = [];
  if (authorization !== undefined) {
    const bearer = /^bearer +([^\s,]+) *$/i.exec(authorization)?.[1];
    found.push(bearer ?? refuse('Send the API key as "Authorization: Bearer YOUR_KEY".'));
  }
  for (const name of ['x-api-key', 'api-key', 'kable-client-secret']) {
    const value = headers[name]?.trim();
    if (value) found.push(value);
  }
  const secret = found[0];
  if (secret === undefined) return null;
  if (found.some((other) => other !== secret)) refuse('The request carries two different credentials. Send one.');
  const clientId = headers['kable-client-id']?.trim() || null;
  if (headers['kable-client-secret'] && !clientId) refuse('Send Kable-Client-Id together with Kable-Client-Secret.');
  return { secret, clientId };
}

interface KeyRow {
  id: string;
  workspace_id: string | null;
  member_id: string | null;
  mode: Mode;
  scopes: KeyScope[];
  hash: Buffer;
  allowed_ips: string[];
  expires_at: Date | null;
  revoked_at: Date | null;
  last_used_at: Date | null;
}

// A key ends with its member and with its workspace.
const FIND_KEY = {
  name: 'auth_find_key',
  text: `SELECT k.id, k.workspace_id, k.member_id, k.mode::text, k.scopes, k.hash, k.allowed_ips, k.expires_at, k.last_used_at,
    CASE WHEN m.removed_at IS NOT NULL OR w.status = 'closed' THEN coalesce(k.revoked_at, now()) ELSE k.revoked_at END
      AS revoked_at
  FROM api_keys k
  LEFT JOIN workspaces w ON w.id = k.workspace_id
  LEFT JOIN members m ON m.workspace_id = k.workspace_id AND m.id = k.member_id
  WHERE k.hash = $1`,
};

function toKnownKey(row: KeyRow): KnownKey {
  return {
    actor: Object.freeze({
      kind: 'api_key' as const,
      keyId: row.id,
      workspaceId: row.workspace_id,
      memberId: row.member_id,
      scopes: Object.freeze(row.scopes),
      mode: row.mode,
    }),
    hash: row.hash,
    expiresAtMs: row.expires_at?.getTime() ?? Number.POSITIVE_INFINITY,
    isRevoked: row.revoked_at !== null,
    allowsIp: compileIpList(row.allowed_ips),
    isUseDue: row.last_used_at === null || Date.now() - row.last_used_at.getTime() > LAST_USED_EVERY_MS,
  };
}

/**
 * Reads one key into the cache; the oldest entries make room. Joins a query under way, unless that began before
 * `sinceMs`: in a process that was held up, its answer may be older than anything that is still believed.
 */
function load(id: string, hash: Buffer, sinceMs = 0): Promise<Entry> {
  const known = cache();
  const { entries, loading, generation } = known;
  const running = loading.get(id);
  if (running && running.readAtMs >= sinceMs) return running.entry;
  const readAtMs = performance.now();
  const answer = getPool()
    .query<KeyRow>({ ...FIND_KEY, values: [hash] })
    .then(({ rows }) => {
      const entry: Entry = { key: rows[0] ? toKnownKey(rows[0]) : null, readAtMs };
      if (known.generation !== generation || (entries.get(id)?.readAtMs ?? 0) > readAtMs) return entry;
      entries.delete(id);
      entries.set(id, entry);
      for (const oldest of entries.keys()) {
        if (entries.size <= MAX_ENTRIES) break;
        entries.delete(oldest);
      }
      return entry;
    })
    .finally(() => {
      if (known.generation === generation && loading.get(id)?.entry === answer) loading.delete(id);
    });
  loading.set(id, { readAtMs, entry: answer });
  return answer;
}

/** Written at most once a minute and key, and waited for by nobody. */
function noteUse(key: KnownKey): void {
  key.isUseDue = false;
  getPool()
    .query(
      `UPDATE api_keys SET last_used_at = now()
       WHERE id = $1 AND (last_used_at IS NULL OR last_used_at < now() - interval '1 minute')`,
      [key.actor.keyId],
    )
    .catch((error: unknown) => log.warn({ err: error }, 'could not record the use of an API key'));
}

/** The key's actor, if everything about the key is right now and here. */
function check(entry: Entry, hash: Buffer, credential: Credential, ip: string): ApiKeyActor {
  const { key } = entry;
  if (!key || !timingSafeEqual(key.hash, hash)) return refuse('The API key is not valid.');
  if (credential.clientId !== null && credential.clientId.toLowerCase() !== key.actor.keyId) {
    return refuse('The API key is not valid.');
  }
  // Only who holds the whole secret learns more than "not valid".
  if (key.isRevoked) return refuse('This API key was revoked. Use another one.');
  if (key.expiresAtMs <= Date.now()) return refuse('This API key has expired. Create or rotate one.');
  if (key.allowsIp && !key.allowsIp(ip)) return refuse('This API key may not be used from this address.');
  if (key.isUseDue) noteUse(key);
  return key.actor;
}

/**
 * Whether the credential is a key that was in use here lately, by what this process remembers of it: no look-up. Says
 * nothing about whether it is good now.
 */
export function isKnownKey(headers: RequestHeaders): boolean {
  try {
    const secret = readCredential(headers)?.secret;
    if (secret === undefined || !isSecretForm(secret)) return false;
    return cache().entries.get(hashSecret(secret).toString('base64'))?.key != null;
  } catch {
    return false; // two credentials, or half of one
  }
}

/**
 * Who calls by API key: `Authorization: Bearer`, `X-API-Key`, `Api-Key`, or `Kable-Client-Id` with
 * `Kable-Client-Secret`. `headers` have lower-case names; `ip` is the caller's own address, as the trusted proxies say.
 * Anonymous when no key is sent. Errors: unauthenticated.
 */
export async function authenticateKey(headers: RequestHeaders, ip: string): Promise<ApiKeyActor | AnonymousActor> {
  const credential = readCredential(headers);
  if (!credential) return ANONYMOUS;
  if (!isSecretForm(credential.secret)) return refuse('The API key is not valid.');
  const hash = hashSecret(credential.secret);
  const id = hash.toString('base64');
  const known = cache().entries.get(id);
  const nowMs = performance.now();
  const ageMs = known ? nowMs - known.readAtMs : Number.POSITIVE_INFINITY;
  if (!known || ageMs > MAX_AGE_MS) return check(await load(id, hash, nowMs - MAX_AGE_MS), hash, credential, ip);
  if (ageMs > REFRESH_AGE_MS) load(id, hash).catch(() => {}); // the next request past the age limit reports it
  return check(known, hash, credential, ip);
}
