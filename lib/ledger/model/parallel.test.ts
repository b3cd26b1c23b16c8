import { it } from 'vitest';
import { useTestDatabase } from '@/lib/testing/database';
import { runParallel } from './run';

const database = useTestDatabase();
const seed = Number(process.env.MODEL_SEED ?? Date.now() % 1_000_000_000);
const histories = Number(process.env.MODEL_HISTORIES ?? 2_000);

it(`some order explains each of ${histories} histories of 8 to 12 operations at once (seed ${seed})`, async () => {
  await runParallel(database.pool, { seed, histories });
}, 600_000);
