/** `tsx prisma/seed.ts` — fills the database of DATABASE_URL with the demo, as `npm start` does on its first run. */
import { ensureDemo } from '../lib/demo';
import { parseEnv } from '../lib/env';

try {
  const env = parseEnv();
  const keySeed = process.env.COFFER_DEMO_KEY_SEED || env.AUTH_SECRET;
  const demo = await ensureDemo({ env, keySeed, note: (text) => console.log(text) });
  console.log(JSON.stringify(demo, null, 2));
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exit(1);
}
