import { createHash } from 'node:crypto';
import type { ApiKeyActor } from '../../auth/actor';
import type { RequestHeaders } from '../../auth/authenticate-key';
import { toLedgerActor } from '../../auth/ledger-actor';
import { authorize, type OperationName } from '../../auth/policy';
import type { AppError } from '../../errors';
import { getLedger } from '../../ledger';
import type { Idempotency, Scope } from '../../ledger/types';
import { admit } from '../admit';
import { readIdempotencyKey } from '../headers';
import { canonicalJson, readJson } from '../json';
import { type ApiContext, alongsideOf, refuse } from '../operation';
import type { ApiCall, ApiReply, Operation } from '../types';
import { writeJson } from './write-json';

/** How one vendor's wire says who calls and what went wrong. */
export interface Dialect {
  name: 'openmonetize' | 'togai' | 'flowhunt' | 'kable';
  /** The vendor's own credential headers, under names that `authenticateKey` reads. */
  credential(headers: ApiCall['headers']): RequestHeaders;
  /** The error in the vendor's shape and status. */
  renderError(error: AppError, call: Pick<ApiCall, 'path' | 'requestId'>): ApiReply;
}

/** A call of a vendor's client whose key was found good for it; which workspace it is about is still to be read. */
export interface WireCall {
  call: ApiCall;
  actor: ApiKeyActor;
  /** The parsed body with numbers as written; undefined when none was sent. */
  body: unknown;
  policy: OperationName;
}

interface WireSpec {
  dialect: Dialect;
  /** One line for the API description. */
  summary: string;
  policy: OperationName;
  /** Whether the vendor's call has a JSON body. Without: what is sent is not looked at. */
  hasBody?: boolean;
  /** The reply's body; `replayed` when it is the effect of an earlier call. */
  run(wire: WireCall): Promise<{ body: unknown; replayed?: boolean }>;
}

/**
 * Builds the operation of one vendor call: authenticate, authorise, read, call, serialise. Success is exactly 200. A
 * content type is not asked for, because the vendors' clients do not always send one.
 */
export function wireOperation({ dialect, summary, policy, hasBody = false, run }: WireSpec) {
  const perform: Operation = async (call) => {
    try {
      const credential = dialect.credential(call.headers);
      const actor = await admit(call, { credential, policy, invitation: 'The request carries no API key.' });
      const body = hasBody && call.body.length > 0 ? readJson(call.body) : undefined;
      const { body: reply, replayed = false } = await run({ call, actor, body, policy });
      return {
        status: 200,
        headers: { 'content-type': 'application/json', ...(replayed && { 'idempotent-replayed': 'true' }) },
        body: writeJson(reply),
      };
    } catch (thrown) {
      return refuse(thrown, call, dialect.renderError);
    }
  };
  return Object.assign(perform, { spec: { summary, policy, dialect: dialect.name } });
}

/** What the ledger and the shared look-ups need, once the workspace is known. Errors: not_found when it is not the key's. */
export function contextIn({ call, actor, body, policy }: WireCall, workspaceId: string): ApiContext {
  authorize(actor, policy, { workspaceId });
  const scope: Scope = { workspaceId, mode: actor.mode, actor: toLedgerActor(actor) };
  return {
    call,
    actor,
    scope,
    ledger: getLedger(),
    write: (_dryRun, audit) => ({
      ...scope,
      alongside: alongsideOf(audit, call, scope),
      idempotency: headerIdempotency({ call, actor, body, policy }),
    }),
  };
}

/**
 * The `Idempotency-Key` header, which the vendors' POSTs do not know and Coffer adds: the same key with another request
 * is refused. `part` tells several writes of one request apart. Errors: invalid_request.
 */
export function headerIdempotency({ call, actor, body }: WireCall, part = ''): Idempotency | undefined {
  const key = readIdempotencyKey(call.headers['idempotency-key']);
  if (key === undefined) return undefined;
  const requestHash = createHash('sha256')
    .update(`${call.method}\n${call.path}\n${call.query}\n${canonicalJson(body ?? null)}`)
    .digest();
  const whole = part === '' ? key : `${part}:${createHash('sha256').update(key).digest('hex')}`;
  return { credentialId: actor.keyId, key: whole, requestHash };
}

/**
 * The key that a vendor's own body carries. It belongs to the workspace rather than to the credential, so that a retry
 * under a rotated key adds nothing; and whatever else the repeated body says, the first result is the answer.
 */
export function bodyIdempotency(wire: string, { workspaceId, mode }: Scope, key: string): Idempotency {
  const digest = createHash('sha256').update(`${mode}\n${key}`).digest('hex');
  const requestHash = createHash('sha256').update(wire).digest();
  return { credentialId: workspaceId, key: `${wire}:${digest}`, requestHash };
}
