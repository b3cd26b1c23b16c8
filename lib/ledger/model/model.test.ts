import { it } from 'vitest';
import { useTestDatabase } from '@/lib/testing/database';
import { runModel } from './run';

const database = useTestDatabase();
const seed = Number(process.env.MODEL_SEED ?? Date.now() % 1_000_000_000);
const operations = Number(process.env.MODEL_OPS ?? 50_000);

it(`the ledger and its reference agree after each of ${operations} random operations (seed ${seed})`, async () => {
  await runModel(database.pool, { seed, operations });
}, 900_000);
