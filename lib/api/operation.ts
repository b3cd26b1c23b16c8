import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { ApiKeyActor } from '../auth/actor';
import { type AuditEntry, recordAudit } from '../auth/audit';
import { toLedgerActor } from '../auth/ledger-actor';
import { authorize, type OperationName, ruleOf } from '../auth/policy';
import { AppError, type FieldIssue, isAppError } from '../errors';
import { NIL_UUID } from '../ids';
import { getLedger, isReplayedRefusal, type Ledger } from '../ledger';
import type { Scope, WriteOptions, Written } from '../ledger/types';
import { log } from '../log';
import { admit } from './admit';
import { toAppError } from './app-error';
import { readIdempotencyKey, requireJson } from './headers';
import { canonicalJson, readJson } from './json';
import { problemReply } from './problem';
import { resolveCustomer } from './resolve';
import type { ApiCall, ApiReply, Operation } from './types';

/** What an operation knows about its caller, once it may run. */
export interface ApiContext {
  call: ApiCall;
  actor: ApiKeyActor;
  ledger: Ledger;
  /** Which books, and who: the first argument of every ledger call. */
  scope: Scope;
  /**
   * Scope, idempotency and dry run in one, for a ledger call that writes. `audit`: what the audit log says of it, in the
   * same database transaction; for changes that only admins make.
   */
  write(dryRun?: boolean, audit?: AuditNote): Scope & WriteOptions;
}

export type AuditNote = Pick<AuditEntry, 'action' | 'targetKind' | 'targetId' | 'reason' | 'after'>;

interface Input<P, Q, B> {
  params: P;
  query: Q;
  body: B;
}

/** What the API description needs to know; hangs on the operation itself. */
export interface OperationSpec {
  summary: string;
  policy: OperationName | null;
  params?: z.ZodType;
  query?: z.ZodType;
  body?: z.ZodType;
}

export type DescribedOperation = Operation & { spec: OperationSpec };

interface Spec<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, T> {
  /** One line for the API description. */
  summary: string;
  policy: OperationName;
  params?: P;
  query?: Q;
  body?: B;
  run(input: Input<z.output<P>, z.output<Q>, z.output<B>>, ctx: ApiContext): Promise<T>;
  /** The reply's body; bigint and Date become text only here. */
  output(result: T, input: Input<z.output<P>, z.output<Q>, z.output<B>>): unknown;
  /** How errors look; Coffer's own way unless a vendor's dialect says otherwise. */
  renderError?(error: AppError, call: ApiCall): ApiReply;
}

type WriteSpec<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, T> = Omit<
  Spec<P, Q, B, T>,
  'run' | 'output'
> & {
  run(input: Input<z.output<P>, z.output<Q>, z.output<B>>, ctx: ApiContext): Promise<Written<T>>;
  output(result: T, input: Input<z.output<P>, z.output<Q>, z.output<B>>): unknown;
};

const NoParams = z.record(z.string(), z.string());
const CustomerOnly = z.strictObject({ customerId: z.string().optional() });
const NoBody = z.undefined();

/**
 * Builds an operation: authenticate, parse, authorise, call, serialise. Nothing of it knows node:http or Next.
 * Success is 200. Every failure is an AppError, rendered as problem details.
 */
export function operation<
  P extends z.ZodType = typeof NoParams,
  Q extends z.ZodType = typeof CustomerOnly,
  B extends z.ZodType = typeof NoBody,
  T = unknown,
>(spec: Spec<P, Q, B, T>): DescribedOperation {
  return build(spec, async (input, ctx) => ({ result: await spec.run(input, ctx), replayed: false }));
}

/** An operation that writes: the ledger says whether it is the effect of an earlier call with the same key. */
export function writeOperation<
  P extends z.ZodType = typeof NoParams,
  Q extends z.ZodType = typeof CustomerOnly,
  B extends z.ZodType = typeof NoBody,
  T = unknown,
>(spec: WriteSpec<P, Q, B, T>): DescribedOperation {
  return build(spec, spec.run);
}

type BuildSpec<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, T> = Omit<Spec<P, Q, B, T>, 'run'>;

function build<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, T>(
  spec: BuildSpec<P, Q, B, T>,
  run: (input: Input<z.output<P>, z.output<Q>, z.output<B>>, ctx: ApiContext) => Promise<Written<T>>,
): DescribedOperation {
  const renderError = spec.renderError ?? problemReply;
  const perform: Operation = async (call) => {
    try {
      const actor = await admit(call, { credential: call.headers, policy: spec.policy, invitation: INVITATION });
      const body = spec.body ? readBody(call) : readNoBody(call);
      const scope = await scopeOf(call, body, actor, spec.policy);
      const input = parseInput(spec, call, body);
      const written = await run(input, contextOf(call, body, actor, scope));
      const reply = okReply(spec.output(written.result, input));
      if (written.replayed) reply.headers['idempotent-replayed'] = 'true';
      return reply;
    } catch (thrown) {
      return refuse(thrown, call, renderError);
    }
  };
  const { summary, policy, params, query, body } = spec;
  return Object.assign(perform, { spec: { summary, policy, params, query, body } });
}

const INVITATION = 'Send an API key as "Authorization: Bearer YOUR_KEY".';

function readBody(call: ApiCall): unknown {
  if (call.body.length === 0) return {};
  requireJson(call.headers['content-type']);
  return readJson(call.body);
}

/** A body that means nothing here is refused rather than ignored. */
function readNoBody(call: ApiCall): undefined {
  if (call.body.length > 0) throw new AppError('invalid_request', { detail: 'This request takes no body.' });
  return undefined;
}

/**
 * Which customer's books: a customer's key knows; the operator's key is told in path, query or body. What is done to the
 * installation is nobody's: the nil id.
 */
async function scopeOf(call: ApiCall, body: unknown, actor: ApiKeyActor, policy: OperationName): Promise<Scope> {
  if (ruleOf(policy).on === 'installation') {
    return { workspaceId: NIL_UUID, mode: actor.mode, actor: toLedgerActor(actor) };
  }
  const named = (body as { customerId?: unknown } | undefined | null)?.customerId;
  const reference =
    call.params.customerId ?? call.query.get('customerId') ?? (typeof named === 'string' ? named : null);
  const workspaceId = await resolveCustomer(actor, reference);
  authorize(actor, policy, { workspaceId });
  return { workspaceId, mode: actor.mode, actor: toLedgerActor(actor) };
}

function parseInput<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType>(
  spec: { params?: P; query?: Q; body?: B },
  call: ApiCall,
  body: unknown,
): Input<z.output<P>, z.output<Q>, z.output<B>> {
  const params = parsePart(spec.params ?? NoParams, call.params, 'path');
  const query = parsePart(spec.query ?? CustomerOnly, queryRecord(call.query), 'query');
  const parsedBody = parsePart(spec.body ?? NoBody, body, 'body');
  return { params, query, body: parsedBody } as Input<z.output<P>, z.output<Q>, z.output<B>>;
}

function parsePart(schema: z.ZodType, value: unknown, place: string): unknown {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const fields = parsed.error.issues.flatMap(toFieldIssues);
  const where = fields.map(({ path }) => path.join('.')).filter(Boolean);
  throw new AppError('validation_failed', {
    detail: `Not valid in the ${place}: ${where.length > 0 ? [...new Set(where)].slice(0, 5).join(', ') : fields[0]?.message}.`,
    fields,
  });
}

function toFieldIssues(issue: z.core.$ZodIssue): FieldIssue[] {
  const path = issue.path.map((part) => (typeof part === 'number' ? part : String(part)));
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({ path: [...path, key], message: 'is not known here' }));
  }
  return [{ path, message: issue.message }];
}

/** A name given once is a text, several times a list: only fields that take lists let that pass. */
function queryRecord(query: URLSearchParams): Record<string, string | string[]> {
  const out: Record<string, string | string[]> = Object.create(null);
  for (const [name, value] of query) {
    if (name.includes('\0') || value.includes('\0')) {
      throw new AppError('invalid_request', { detail: 'The query has a NUL character.' });
    }
    const before = out[name];
    out[name] = before === undefined ? value : [...(Array.isArray(before) ? before : [before]), value];
  }
  return { ...out };
}

function contextOf(call: ApiCall, body: unknown, actor: ApiKeyActor, scope: Scope): ApiContext {
  const key = call.method === 'GET' ? undefined : readIdempotencyKey(call.headers['idempotency-key']);
  return {
    call,
    actor,
    scope,
    ledger: getLedger(),
    write: (dryRun, audit) => ({
      ...scope,
      dryRun,
      alongside: alongsideOf(audit, call, scope),
      idempotency:
        key === undefined || dryRun
          ? undefined
          : { credentialId: actor.keyId, key, requestHash: hashRequest(call, body), requestId: call.requestId },
    }),
  };
}

/** Writes the audit row in the transaction of the change; nothing without a note. */
export const alongsideOf = (note: AuditNote | undefined, call: ApiCall, scope: Scope): WriteOptions['alongside'] =>
  note && ((client) => recordAudit(client, auditEntry(note, call, scope)));

const auditEntry = (note: AuditNote, { requestId, ip }: ApiCall, { workspaceId, actor }: Scope): AuditEntry => ({
  ...note,
  workspaceId,
  actor,
  requestId,
  ip,
});

/** The same for the same request, however its JSON is spaced and ordered. */
function hashRequest(call: ApiCall, body: unknown): Buffer {
  return createHash('sha256')
    .update(`${call.method}\n${call.path}\n${canonicalJson(body ?? null)}`)
    .digest();
}

const okReply = (body: unknown): ApiReply => ({
  status: 200,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});

/** Renders what was thrown; what nobody foresaw is logged and answered without detail. */
export function refuse(
  thrown: unknown,
  call: ApiCall,
  renderError: (error: AppError, call: ApiCall) => ApiReply,
): ApiReply {
  const error = isAppError(thrown) ? thrown : toAppError(thrown);
  if (error.status >= 500) {
    log.error({ err: error.cause ?? error, requestId: call.requestId, code: error.code }, 'an API request failed');
  }
  const reply = renderError(error, call);
  if (isReplayedRefusal(error)) reply.headers['idempotent-replayed'] = 'true';
  return reply;
}
