import { z } from 'zod';
import type { Json } from './vendor';

/** Collects schemas that have a name; the rest of the document refers to them. */
export type Components = Record<string, Json>;

/**
 * The JSON Schema of what a caller sends (`input`) or gets (`output`). Named parts go to `components`. Replies are left
 * open unless `closed`: a client must not fail when a later version adds a member.
 */
export function schemaOf(schema: z.ZodType, io: 'input' | 'output', components: Components, closed = false): Json {
  const {
    $schema: _,
    $defs = {},
    ...root
  } = z.toJSONSchema(schema, {
    target: 'draft-2020-12',
    io,
    // Zod cannot look into transforms; what they take is told by the schema before them.
    unrepresentable: 'any',
    override: ({ jsonSchema }) => {
      if (io === 'output' && !closed && jsonSchema.additionalProperties === false)
        delete jsonSchema.additionalProperties;
    },
  }) as Json & { $defs?: Record<string, Json> };
  for (const [name, part] of Object.entries($defs)) components[name] = toComponent(part) as Json;
  return toComponent(root) as Json;
}

/** `#/$defs/X` becomes `#/components/schemas/X`, at any depth. */
function toComponent(value: unknown): unknown {
  if (typeof value === 'string') return value.replace(/^#\/\$defs\//, '#/components/schemas/');
  if (Array.isArray(value)) return value.map(toComponent);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, part]) =>
      name === '$id' || (name === 'id' && typeof part === 'string') ? [] : [[name, toComponent(part)]],
    ),
  );
}
