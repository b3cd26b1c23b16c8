import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020';
import formats from 'ajv-formats';
import type { ErrorCode } from '../../errors';
import { buildDocument } from '../openapi/build-document';
import { ENTRIES } from '../openapi/entries';
import { codesOf } from '../openapi/own-path';
import type { Json } from '../openapi/vendor';
import type { DescribedOperation } from '../operation';
import { createMatcher } from '../router';
import { ROUTES } from '../routes';
import type { ApiCall, ApiReply, Operation } from '../types';

/** The description with every reply closed to members that it does not list. */
export const CLOSED_DOCUMENT = buildDocument(ROUTES, { closed: true });

// Unknown formats and keywords of the vendors' files are theirs; what is checked here is ours.
const ajv = new Ajv2020({ strict: false, allErrors: true, validateFormats: true });
formats.default(ajv);
ajv.addSchema(CLOSED_DOCUMENT, 'document');

const compiled = new Map<string, ValidateFunction>();

function validatorOf(pointer: string): ValidateFunction {
  const validate = compiled.get(pointer) ?? ajv.compile({ $ref: `document${pointer}` });
  compiled.set(pointer, validate);
  return validate;
}

const pointerPart = (text: string) => encodeURIComponent(text.replace(/~/g, '~0').replace(/\//g, '~1'));

const lines = new Map<Operation, string>();
const match = createMatcher(
  ROUTES.map(({ method, path }) => {
    const operation: Operation = async () => ({ status: 200, headers: {}, body: '' });
    lines.set(operation, `${method} ${path}`);
    return { method, path, operation };
  }),
);

/** The line of ENTRIES that answers a call: `GET /v1/grants/{grantId}`. Undefined for what is not Coffer's own. */
function ownLineOf({ method, path }: Pick<ApiCall, 'method' | 'path'>): string | undefined {
  let found: ReturnType<typeof match>;
  try {
    found = match(method, path);
  } catch {
    return undefined; // a path that cannot be decoded
  }
  const line = found.kind === 'found' ? lines.get(found.operation) : undefined;
  return line !== undefined && line in ENTRIES ? line : undefined;
}

const CODES = new Map(
  ROUTES.map((route): [string, ErrorCode[]] => {
    const line = `${route.method} ${route.path}`;
    return [line, line in ENTRIES ? codesOf(route, (route.operation as DescribedOperation).spec) : []];
  }),
);

/** Throws unless the reply is one that the description promises for this line: status, type, body and code. */
export function checkDescribed(line: string, { status, headers, body }: ApiReply): void {
  const [method = '', path = ''] = line.split(' ');
  const operation = (CLOSED_DOCUMENT.paths[path] as Json)[method.toLowerCase()] as Json;
  const response = (operation.responses as Json)[status] as { $ref?: string } | undefined;
  if (!response) throw new Error(`${line} does not describe ${status}: ${body}`);
  const type = (headers['content-type'] ?? '').split(';')[0] ?? '';
  const at = response.$ref ?? `#/paths/${pointerPart(path)}/${method.toLowerCase()}/responses/${status}`;
  const validate = validatorOf(`${at}/content/${pointerPart(type)}/schema`);
  const parsed: unknown = JSON.parse(body);
  if (!validate(parsed)) {
    throw new Error(`${line} ${status}: ${ajv.errorsText(validate.errors?.slice(0, 5))}\n${body}`);
  }
  if (type !== 'application/problem+json') return;
  const { code, status: inside } = parsed as { code: ErrorCode; status: number };
  if (inside !== status) throw new Error(`${line}: two statuses in one reply: ${status} and ${inside}`);
  if (!CODES.get(line)?.includes(code)) throw new Error(`${line} does not describe the code ${code}: ${body}`);
}

const isProblem = validatorOf('#/components/schemas/Problem');

/**
 * Throws unless the reply to this call is as described; calls that are not Coffer's own are their readers' business.
 * HEAD and OPTIONS have no body to look at.
 */
export function checkReplyTo(call: Pick<ApiCall, 'method' | 'path'>, reply: ApiReply): void {
  if (call.method === 'HEAD' || call.method === 'OPTIONS') return;
  const line = ownLineOf(call);
  if (line !== undefined) checkDescribed(line, reply);
  else if (reply.headers['content-type'] === 'application/problem+json' && !isProblem(JSON.parse(reply.body))) {
    throw new Error(`${call.method} ${call.path} answers no problem: ${reply.body}`);
  }
}
