import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { singleton } from '../../singleton';

export const VENDORS = ['openmonetize', 'togai', 'flowhunt', 'kable'] as const;
export type Vendor = (typeof VENDORS)[number];

/** As the vendors write their names. */
export const VENDOR_NAMES: Record<Vendor, string> = {
  openmonetize: 'OpenMonetize',
  togai: 'Togai',
  flowhunt: 'FlowHunt',
  kable: 'Kable',
};

export type Json = { [name: string]: unknown };

/** A document as far as we look into it. */
export interface OpenApiDocument extends Json {
  paths: Record<string, Json>;
  components?: Record<string, Json>;
  security?: Json[];
  servers?: { url: string }[];
}

const HEADERS_ADDED =
  'Coffer adds to what is described here: every reply has an `X-Request-Id`, replies to a key say what is left in `RateLimit` and the rule in `RateLimit-Policy`, and 429 comes with `Retry-After`.';
const KEY_ADDED =
  "Coffer's addition: with an `Idempotency-Key` header (1 to 255 visible ASCII characters) a repetition is done once and answered alike, with `Idempotent-Replayed: true`; another request under the same key is refused with 400.";
const READS_ONLY = 'It only reads, so there is nothing that an `Idempotency-Key` could keep from being done twice.';

const joined = (...parts: unknown[]): string => parts.filter(Boolean).join('\n\n');

/** Says in words what Coffer does beyond the vendor's description; what the vendor's clients go by stays as it is. */
function withAdditions(vendor: Vendor, document: OpenApiDocument): OpenApiDocument {
  const { description, ...info } = document.info as Json;
  const paths = Object.entries(document.paths).map(([path, item]) => {
    const post = item.post as Json | undefined;
    if (!post) return [path, item];
    const added = vendor === 'flowhunt' ? READS_ONLY : KEY_ADDED;
    return [path, { ...item, post: { ...post, description: joined(post.description, added) } }];
  });
  return {
    ...document,
    info: { ...info, description: joined(description, HEADERS_ADDED) },
    paths: Object.fromEntries(paths),
  };
}

/** The vendor's description, from the file beside the code that answers it, with Coffer's additions; read once. */
export const vendorDocument = (vendor: Vendor): OpenApiDocument =>
  singleton(`openapi-${vendor}`, () =>
    withAdditions(
      vendor,
      parse(readFileSync(path.join(process.cwd(), 'lib', 'api', vendor, 'openapi.yaml'), 'utf8')) as OpenApiDocument,
    ),
  );
