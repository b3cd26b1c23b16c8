/** Writes lib/client/schema.ts anew from the description of the API: after a change of an operation. */
import { writeFile } from 'node:fs/promises';
import { renderTypes } from '../lib/client/render-types';

await writeFile('lib/client/schema.ts', await renderTypes());
