import type { Actor } from '../auth/actor';
import { type AuditEntry, recordAudit } from '../auth/audit';
import type { PoolClient } from '../db/pool';
import { sqlState } from '../db/transaction';
import { AppError } from '../errors';
import type { Scope } from '../ledger/types';

/** Who changes something of a workspace, in which books, by which request. The context of an API call is one. */
export interface ChangeContext {
  actor: Actor;
  scope: Scope;
  call: { requestId?: string | null; ip?: string | null };
}

const UNIQUE_VIOLATION = '23505';

type AuditNote = Omit<AuditEntry, 'workspaceId' | 'actor' | 'requestId' | 'ip'> & { workspaceId?: string };

/** What the audit log says of a change, in the transaction that makes it. */
export const audit = (client: PoolClient, { scope, call }: ChangeContext, note: AuditNote): Promise<void> =>
  recordAudit(client, {
    workspaceId: scope.workspaceId,
    ...note,
    actor: scope.actor,
    requestId: call.requestId ?? null,
    ip: call.ip ?? null,
  });

/** A name that is taken, by the name of its unique index, as a conflict in words. */
export async function orConflict<T>(work: Promise<T>, details: Record<string, string>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    const detail = details[(error as { constraint?: string }).constraint ?? ''];
    if (sqlState(error) !== UNIQUE_VIOLATION || detail === undefined) throw error;
    throw new AppError('conflict', { detail, cause: error });
  }
}

/** The members of `after` that differ from `before`; null when none does. */
export function changesOf<T extends object>(before: T, after: T): { before: Partial<T>; after: Partial<T> } | null {
  const names = (Object.keys(after) as (keyof T)[]).filter((name) => before[name] !== after[name]);
  if (names.length === 0) return null;
  const pick = (from: T) => Object.fromEntries(names.map((name) => [name, from[name]])) as Partial<T>;
  return { before: pick(before), after: pick(after) };
}

/** Without the fields that were left out, so that they do not overwrite. */
export function definedOf<T extends object>(fields: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}
