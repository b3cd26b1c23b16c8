import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { singleton } from '../../singleton';

export const VENDORS = ['openmonetize', 'togai', 'flowhunt', 'kable'] as const;
export type Vendor = (typeof VENDORS)[number];

export type Json = { [name: string]: unknown };

/** A document as far as we look into it. */
export interface OpenApiDocument extends Json {
  paths: Record<string, Json>;
  components?: Record<string, Json>;
  security?: Json[];
  servers?: { url: string }[];
}

/** The vendor's own description, from the file beside the code that answers it; read once. */
export const vendorDocument = (vendor: Vendor): OpenApiDocument =>
  singleton(`openapi-${vendor}`, () =>
    parse(readFileSync(path.join(process.cwd(), 'lib', 'api', vendor, 'openapi.yaml'), 'utf8')),
  ) as OpenApiDocument;
