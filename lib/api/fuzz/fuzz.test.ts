import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { useSandbox } from '@/sandbox/stripe/testing/client';
import { dropSingleton } from '../../singleton';
import { useTestDatabase } from '../../testing/database';
import { describeRoutes } from './describe-routes';
import { fuzzRoute } from './fuzz-route';
import { type HttpDoor, openHttpDoor } from './send';

useTestDatabase();
const box = useSandbox();

const CASES = Number(process.env.FUZZ_CASES ?? 500);
/** So many that some are as they should be for the pickiest call. */
const ENOUGH_CASES = 200;
const seed = Number(process.env.FUZZ_SEED ?? Date.now() % 1_000_000_000);

let door: HttpDoor;

beforeAll(async () => {
  process.env.STRIPE_SECRET_KEY = 'sk_test_sandbox';
  process.env.STRIPE_API_BASE = box.server.url;
  dropSingleton('stripe');
  door = await openHttpDoor();
  process.stdout.write(`fuzz: ${CASES} requests per call, seed ${seed}\n`);
});

afterAll(async () => {
  await door.close();
  dropSingleton('stripe');
});

// All requests in between may be refused, but each reply is one that its document declares; the oracle looks at the
// books when all are through.
describe.concurrent('whatever is sent, a declared reply comes back', () => {
  it.each(describeRoutes().map((route) => [`${route.method} ${route.path}`, route] as const))(
    '%s',
    async (_name, route) => {
      const tally = await fuzzRoute(route, { seed, cases: CASES, sendByHttp: (call) => door.send(call) });
      if (process.env.FUZZ_TALLY) process.stdout.write(`${route.method} ${route.path} ${JSON.stringify(tally)}\n`);
      // Requests as they should be get through, or the rest would prove little. Of a few it may be none.
      if (CASES >= ENOUGH_CASES) expect(tally.valid[200] ?? 0).toBeGreaterThan(0);
    },
    60_000 + CASES * 1_000,
  );
});
