import { readFileSync } from 'node:fs';
import path from 'node:path';
import Ajv2020, { type ValidateFunction } from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import { parse as parseJson } from 'lossless-json';
import { parse as parseYaml } from 'yaml';
import type { Dialect } from '../wire-operation';

/**
 * Strict readers made from a vendor's YAML: members that it does not list, integers that are not integer tokens and
 * texts that miss their format are faults, and so is a status it does not declare.
 */
type Wire = Dialect['name'];
type Json = Record<string, unknown>;

export interface Reader {
  paths: string[];
  /** Throws what is wrong with a reply. */
  check(reply: { method: string; path: string; status: number; text: string }): void;
}

interface Described {
  responses: Record<string, { $ref?: string; content?: Record<string, { schema: Json }> }>;
}

/** Refusals by Coffer's own rules, of which the vendors' files do not speak: they have the vendor's shape all the same. */
const OWN_STATUSES = new Set([402, 403, 404, 405, 409, 413, 429, 500, 502, 503]);
const ERROR_SCHEMA: Record<Wire, string> = {
  openmonetize: 'Error',
  togai: 'ErrorResponse',
  flowhunt: 'ErrorDetail',
  kable: 'Error',
};

export function readerOf(wire: Wire): Reader {
  const file = path.resolve('lib/api', wire, 'openapi.yaml');
  const document = close(parseYaml(readFileSync(file, 'utf8'))) as Json & {
    paths: Record<string, Record<string, Described>>;
    servers: { url: string }[];
    components: { responses: Record<string, Described['responses'][string]> };
  };
  const base = (document.servers[0]?.url ?? '').replace(/\/$/, '');
  const ajv = addFormats(new Ajv2020({ strict: false, allErrors: true }));
  ajv.addSchema(document, 'vendor');
  const compiled = new Map<string, ValidateFunction>();

  function schemaPointer(template: string, method: string, status: number): string {
    const operation = document.paths[template]?.[method.toLowerCase()];
    const declared = operation?.responses[String(status)] ?? operation?.responses.default;
    if (!operation || !declared) {
      if (OWN_STATUSES.has(status)) return `vendor#/components/schemas/${ERROR_SCHEMA[wire]}`;
      throw new Error(`${wire}: ${method} ${template} does not declare ${status}`);
    }
    const key = operation.responses[String(status)] ? String(status) : 'default';
    const escaped = template.replaceAll('/', '~1').replaceAll('{', '%7B').replaceAll('}', '%7D');
    const pointer = declared.$ref ?? `#/paths/${escaped}/${method.toLowerCase()}/responses/${key}`;
    return `vendor${pointer}/content/application~1json/schema`;
  }

  return {
    paths: Object.keys(document.paths).map((template) => base + template),
    check({ method, path: asked, status, text }) {
      const template = Object.keys(document.paths).find((known) => matches(base + known, asked));
      if (!template) throw new Error(`${wire}: no such path ${asked}`);
      const pointer = schemaPointer(template, method, status);
      const validate = compiled.get(pointer) ?? ajv.compile({ $ref: pointer });
      compiled.set(pointer, validate);
      if (!validate(readStrictly(text))) {
        throw new Error(`${wire}: ${method} ${asked} ${status}: ${ajv.errorsText(validate.errors)}\n${text}`);
      }
    },
  };
}

const matches = (template: string, asked: string): boolean =>
  new RegExp(`^${template.replaceAll('.', '\\.').replaceAll(/\{\w+\}/g, '[^/]+')}$`).test(asked);

/** Numbers as a reader with doubles has them; `5.0` and `1e3`, which typed readers take for floats, are refused. */
function readStrictly(text: string): unknown {
  return parseJson(text, undefined, (token) => {
    if (/[eE]|\.\d*0$/.test(token)) throw new Error(`number token ${token} is not in its shortest form: ${text}`);
    return Number(token);
  });
}

/** Objects that list their members have no others. */
function close(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(close);
  if (typeof value !== 'object' || value === null) return value;
  const closed = Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, close(inner)])) as Json;
  const listsMembers = closed.type === 'object' && typeof closed.properties === 'object';
  return listsMembers && closed.additionalProperties === undefined
    ? { ...closed, additionalProperties: false }
    : closed;
}
