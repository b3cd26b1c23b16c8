import { createHash } from 'node:crypto';
import type { Actor } from '../auth/actor';
import { toLedgerActor } from '../auth/ledger-actor';
import type { PoolClient } from '../db/pool';
import { inTransaction } from '../db/transaction';
import { AppError, type FieldIssue } from '../errors';
import { isUuid } from '../ids';
import type { Idempotency } from '../ledger/types';
import type { ChangeContext } from '../workspace/change';
import { PORTAL_MODE } from './mode';
import type { PortalWorkspace } from './workspace';

/** A person at a form of the portal: what every change needs to know. */
export interface PortalChange {
  actor: Actor;
  workspace: PortalWorkspace;
  /** Of the form that was sent: the same one does it once. null: it may be done again. */
  formId: string | null;
  ip: string | null;
}

/** The change as lib/workspace and lib/webhooks know it. */
export const contextOf = ({ actor, workspace, ip }: PortalChange): ChangeContext => ({
  actor,
  scope: { workspaceId: workspace.id, mode: PORTAL_MODE, actor: toLedgerActor(actor, workspace.id) },
  call: { ip },
});

const hashOf = (text: string): Buffer => createHash('sha256').update(text).digest();

const credentialOf = (actor: Actor): string | null => (actor.kind === 'user' ? actor.userId : null);

/** For ledger calls: the form's id as an Idempotency-Key of its user. */
export function idempotencyOf({ actor, formId }: PortalChange, what: string): Idempotency | undefined {
  const credentialId = credentialOf(actor);
  if (!formId || !isUuid(formId) || !credentialId) return undefined;
  return { credentialId, key: `form-${formId}`, requestHash: hashOf(what) };
}

/** Errors: conflict, when this form was sent before. The second of two at once waits for the first. */
export async function claimForm(client: PoolClient, change: PortalChange, what: string): Promise<void> {
  const key = idempotencyOf(change, what);
  if (!key) return;
  const { rowCount } = await client.query(
    `INSERT INTO idempotency_records (workspace_id, credential_id, key, request_hash, status, reply, created_at)
     VALUES ($1, $2, $3, $4, 200, '{}', now()) ON CONFLICT DO NOTHING`,
    [change.workspace.id, key.credentialId, key.key, key.requestHash],
  );
  if (rowCount === 0) {
    throw new AppError('conflict', {
      detail: 'This form was sent already. Reload the page to see what became of it.',
      facts: { reason: 'sent_already' },
    });
  }
}

/** Makes a change in one transaction, once per form. */
export function changeOnce<T>(
  change: PortalChange,
  what: string,
  work: (client: PoolClient, ctx: ChangeContext) => Promise<T>,
): Promise<T> {
  return inTransaction(async (client) => {
    await claimForm(client, change, what);
    return work(client, contextOf(change));
  });
}

/** Collects what is wrong with a form's fields, in the reader's language, and says so (`explain-error.ts`). */
export class Issues {
  private readonly found: FieldIssue[] = [];

  add(field: string, message: string): void {
    this.found.push({ path: [field], message });
  }

  /** Errors: validation_failed, when there are any. */
  refuse(): void {
    if (this.found.length > 0) throw new AppError('validation_failed', { fields: this.found, facts: { isSaid: true } });
  }
}
