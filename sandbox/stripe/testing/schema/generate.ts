import path from 'node:path';
import ts from 'typescript';

export interface JsonSchema {
  [keyword: string]: unknown;
}

export interface StripeSchemas {
  /** Definition by `object`, as `checkout.session`; several types may share one name (a thing and its deleted form). */
  objects: Record<string, string[]>;
  /** Definition by an event's `type`. */
  events: Record<string, string>;
  $defs: Record<string, JsonSchema>;
}

const DECIMAL_TEXT: JsonSchema = { type: 'string', pattern: '^-?\\d+(\\.\\d+)?$' };

/**
 * Turns the SDK's interfaces into JSON Schema as the wire has them: nothing beyond what is declared, everything that is
 * not optional there, enumerations closed, decimals as text.
 */
class Generator {
  readonly $defs: Record<string, JsonSchema> = {};
  readonly #names = new Map<ts.Type, string>();
  readonly #waiting: { type: ts.Type; name: string }[] = [];

  constructor(readonly checker: ts.TypeChecker) {}

  /** The name of an object type's definition; it is written down by `finish`. */
  define(type: ts.Type): string {
    const known = this.#names.get(type);
    if (known) return known;
    const base = (type.aliasSymbol ?? type.symbol).getName();
    const name = `${base === '__type' ? 'Inline' : base}_${this.#names.size}`;
    this.#names.set(type, name);
    this.#waiting.push({ type, name });
    return name;
  }

  finish(): void {
    for (let next = this.#waiting.pop(); next; next = this.#waiting.pop()) {
      this.$defs[next.name] = this.#object(next.type);
    }
  }

  #object(type: ts.Type): JsonSchema {
    const properties: Record<string, JsonSchema> = {};
    const required: string[] = [];
    for (const property of this.checker.getPropertiesOfType(type)) {
      const name = property.getName();
      const declared = this.checker.getTypeOfSymbol(property);
      const parts = declared.isUnion() ? declared.types : [declared];
      const isMethod = parts.some((part) => part.getCallSignatures().length > 0);
      if (isMethod || name.startsWith('__@')) continue;
      properties[name] = name === 'previous_attributes' ? this.#partial(declared) : this.#schema(declared);
      if (!(property.flags & ts.SymbolFlags.Optional)) required.push(name);
    }
    const index = this.checker.getIndexInfoOfType(type, ts.IndexKind.String);
    return {
      type: 'object',
      properties,
      required,
      additionalProperties: index ? this.#schema(index.type) : false,
    };
  }

  /** What an update changed: on the wire also the inner objects are partial, so only the names are held to the type. */
  #partial(type: ts.Type): JsonSchema {
    const names = this.checker.getPropertiesOfType(this.checker.getNonNullableType(type)).map((one) => one.getName());
    return names.length === 0 ? { type: 'object' } : { type: 'object', propertyNames: { enum: names } };
  }

  #schema(type: ts.Type): JsonSchema {
    if (type.isUnion()) return this.#union(type.types);
    const { flags } = type;
    if (flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown)) return {};
    if (flags & ts.TypeFlags.Null) return { type: 'null' };
    if (flags & ts.TypeFlags.StringLiteral) return { const: (type as ts.StringLiteralType).value };
    if (flags & ts.TypeFlags.NumberLiteral) return { const: (type as ts.NumberLiteralType).value };
    if (flags & ts.TypeFlags.BooleanLiteral) return { const: this.checker.typeToString(type) === 'true' };
    if (flags & ts.TypeFlags.String) return { type: 'string' };
    if (flags & ts.TypeFlags.Number) return { type: 'number' };
    if (flags & ts.TypeFlags.Boolean) return { type: 'boolean' };
    if (this.checker.isArrayType(type)) {
      const [item] = this.checker.getTypeArguments(type as ts.TypeReference);
      return { type: 'array', items: item ? this.#schema(item) : {} };
    }
    if (isOtherString(type)) return { type: 'string' };
    if ((type.aliasSymbol ?? type.symbol)?.getName() === 'Decimal') return DECIMAL_TEXT;
    if (!(flags & (ts.TypeFlags.Object | ts.TypeFlags.Intersection))) {
      throw new Error(`no schema for ${this.checker.typeToString(type)}`);
    }
    // A whole object inside another one is judged by itself, so that no definition reaches all the others.
    const object = literalOf(this.checker, type, 'object');
    if (object !== null && object !== 'list') {
      return { type: 'object', properties: { object: { const: object } }, required: ['object'] };
    }
    return { $ref: `#/$defs/${this.define(type)}` };
  }

  #union(types: readonly ts.Type[]): JsonSchema {
    const isClosed = types.some((type) => type.flags & ts.TypeFlags.StringLiteral);
    const branches: JsonSchema[] = [];
    const values: unknown[] = [];
    for (const type of types) {
      if (type.flags & (ts.TypeFlags.Undefined | ts.TypeFlags.Void)) continue;
      if (isClosed && isOtherString(type)) continue; // words that Stripe may add one day are none of ours
      const schema = this.#schema(type);
      if ('const' in schema) values.push(schema.const);
      else branches.push(schema);
    }
    if (values.length > 0) branches.push({ enum: values });
    if (branches.length === 0) return { not: {} }; // `deleted?: void`: never there
    return branches.length === 1 && branches[0] ? branches[0] : { anyOf: branches };
  }
}

/** `string & {}`: any text, beside the words that are known. */
const isOtherString = (type: ts.Type): boolean =>
  type.isIntersection() && type.types.some((part) => part.flags & ts.TypeFlags.String);

const literalOf = (checker: ts.TypeChecker, type: ts.Type, property: string): string | null => {
  const symbol = type.getProperty(property);
  const found = symbol && checker.getTypeOfSymbol(symbol);
  return found?.isStringLiteral() ? found.value : null;
};

/** The resources' own declarations; version 2 of the API is another wire. */
const isResource = ({ fileName }: ts.SourceFile): boolean =>
  fileName.includes('/resources/') && !fileName.includes('/resources/V2/');

/** Schemas of every object and event that the installed SDK declares. Takes some seconds. */
export function generateSchemas(sdkFolder: string): StripeSchemas {
  const program = ts.createProgram([path.join(sdkFolder, 'esm/stripe.esm.node.d.ts')], {
    strict: true,
    exactOptionalPropertyTypes: true,
    skipLibCheck: true,
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    target: ts.ScriptTarget.ES2022,
    types: [],
  });
  const checker = program.getTypeChecker();
  const generator = new Generator(checker);
  const schemas: StripeSchemas = { objects: {}, events: {}, $defs: generator.$defs };
  for (const file of program.getSourceFiles().filter(isResource)) {
    for (const statement of file.statements) {
      if (!ts.isInterfaceDeclaration(statement)) continue;
      const type = checker.getTypeAtLocation(statement);
      const object = literalOf(checker, type, 'object');
      if (object === null) continue;
      const event = object === 'event' ? literalOf(checker, type, 'type') : null;
      if (event !== null) schemas.events[event] = generator.define(type);
      else if (object !== 'event') {
        schemas.objects[object] = [...(schemas.objects[object] ?? []), generator.define(type)];
      }
    }
  }
  generator.finish();
  return schemas;
}
