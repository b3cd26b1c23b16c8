import openapiTS, { astToString, type OpenAPI3 } from 'openapi-typescript';
import { buildDocument } from '../api/openapi/build-document';
import { ROUTES } from '../api/routes';

const HEADER = '/** Made by `npm run generate:client` from the description of the API. Do not edit. */\n\n';

/** The types of the client, as the text of schema.ts. */
export async function renderTypes(): Promise<string> {
  const nodes = await openapiTS(buildDocument(ROUTES) as unknown as OpenAPI3, { alphabetize: true });
  return HEADER + astToString(nodes);
}
