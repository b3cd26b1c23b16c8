import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import type { StripeSchemas } from './generate';

const load = createRequire(import.meta.url);

/** The schemas of the installed SDK, made once for its version and for the generator's text. */
async function loadSchemas(): Promise<StripeSchemas> {
  const sdk = path.resolve(path.dirname(load.resolve('stripe')), '..'); // from esm/ or cjs/ up
  const generator = readFileSync(new URL('./generate.ts', import.meta.url));
  const { version } = JSON.parse(readFileSync(path.join(sdk, 'package.json'), 'utf8')) as { version: string };
  const name = `stripe-${version}-${createHash('sha256').update(generator).digest('hex').slice(0, 12)}.json`;
  const file = path.join(sdk, '..', '.cache', 'coffer', name);
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as StripeSchemas;
  } catch {
    const { generateSchemas } = await import('./generate'); // brings the compiler along, so only when it is needed
    const schemas = generateSchemas(sdk);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(`${file}.${process.pid}`, JSON.stringify(schemas));
    renameSync(`${file}.${process.pid}`, file);
    return schemas;
  }
}

type Plain = Record<string, unknown>;
const isPlain = (value: unknown): value is Plain =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const ERROR_TYPES = ['api_error', 'card_error', 'idempotency_error', 'invalid_request_error'];

/** Holds what the sandbox says against the official SDK's types. */
export class Judge {
  readonly #ajv = new Ajv2020({ strict: false, allErrors: true });
  readonly #known = new Map<string, ValidateFunction>();
  /** What does not fit, told so that it can be found. */
  readonly problems = new Set<string>();
  /** How many objects of which kind were looked at. */
  readonly looked = new Map<string, number>();

  private constructor(readonly schemas: StripeSchemas) {
    this.#ajv.addSchema({ $id: 'stripe', $defs: schemas.$defs });
  }

  static async appoint(): Promise<Judge> {
    return new Judge(await loadSchemas());
  }

  #validator(definition: string): ValidateFunction {
    const known = this.#known.get(definition);
    if (known) return known;
    const made = this.#ajv.getSchema(`stripe#/$defs/${definition}`);
    if (!made) throw new Error(`no definition ${definition}`);
    this.#known.set(definition, made);
    return made;
  }

  /** The definition for a value that says what it is; null: the SDK knows no such object. */
  #definitionOf(value: Plain): string | null {
    if (value.object === 'event') return this.schemas.events[String(value.type)] ?? null;
    const all = this.schemas.objects[String(value.object)] ?? [];
    const isDeletedForm = (name: string) => name.startsWith('Deleted');
    return all.find((name) => isDeletedForm(name) === (value.deleted === true)) ?? null;
  }

  /** Looks at a value and at every object inside it. `where` tells people how to come by it. */
  look(where: string, value: unknown): void {
    if (Array.isArray(value)) {
      for (const item of value) this.look(where, item);
      return;
    }
    if (!isPlain(value)) return;
    if (typeof value.object === 'string') this.#lookAtObject(where, value);
    for (const [key, inner] of Object.entries(value)) {
      if (key !== 'previous_attributes' && key !== 'metadata') this.look(where, inner);
    }
  }

  #lookAtObject(where: string, value: Plain): void {
    const kind = String(value.object);
    this.looked.set(kind, (this.looked.get(kind) ?? 0) + 1);
    if (kind === 'list') {
      const isList = Array.isArray(value.data) && typeof value.has_more === 'boolean' && typeof value.url === 'string';
      if (!isList) this.problems.add(`${where}: a list without data, has_more and url`);
      return;
    }
    const definition = this.#definitionOf(value);
    if (definition === null) {
      this.problems.add(`${where}: ${kind} ${String(value.type ?? '')} is nothing the SDK knows`);
      return;
    }
    const validate = this.#validator(definition);
    if (validate(value)) return;
    for (const error of validate.errors ?? []) {
      const name = JSON.stringify(error.params);
      this.problems.add(`${where}: ${kind}${error.instancePath} ${error.message ?? ''} ${name}`);
    }
  }

  /** Looks at an answer of the API. */
  reply({ method, path: address, status, body }: { method: string; path: string; status: number; body: string }): void {
    const where = `${method} ${address.replaceAll(/\/[a-z]+_[A-Za-z0-9_]{8,}/g, '/:id')}`;
    const parsed: unknown = JSON.parse(body);
    if (status === 200) {
      if (!isPlain(parsed) || typeof parsed.object !== 'string') this.problems.add(`${where}: no object`);
    } else {
      const error = isPlain(parsed) ? parsed.error : null;
      const isError = isPlain(error) && ERROR_TYPES.includes(String(error.type)) && typeof error.message === 'string';
      if (!isError) this.problems.add(`${where}: an error without its shape`);
    }
    this.look(where, parsed);
  }
}
