import { spawn } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { sdkFor, useSandbox } from '@/sandbox/stripe/testing/client';
import { compare } from './compare';
import { SCENARIOS } from './scenarios';

const sandbox = useSandbox();
/** A second sandbox takes Stripe's place: it cannot differ, unless it is made to. */
const inStripesPlace = useSandbox();

async function told() {
  const lines: string[] = [];
  const both = { sandbox: sdkFor(sandbox.server.url), stripe: sdkFor(inStripesPlace.server.url) };
  const differences = await compare(both, (line) => void lines.push(line));
  return { differences, text: lines.join('\n') };
}

const run = (env: Record<string, string>): Promise<{ code: number | null; text: string }> =>
  new Promise((resolve) => {
    const { STRIPE_SECRET_KEY: _key, STRIPE_API_BASE: _base, ...rest } = process.env;
    const child = spawn(process.execPath, ['--import', 'tsx', 'scripts/test-stripe.ts'], { env: { ...rest, ...env } });
    let text = '';
    const keep = (chunk: Buffer) => {
      text += chunk.toString();
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    // Not at 'exit', which may come before the last of the output.
    child.once('close', (code) => resolve({ code, text }));
  });

describe('the comparison with Stripe', () => {
  it('finds nothing where both are the same, and every scenario can be played', { timeout: 180_000 }, async () => {
    const { differences, text } = await told();
    expect(text).not.toContain('could not be played');
    expect(differences, text).toBe(0);
    expect(text.match(/^same /gm)).toHaveLength(SCENARIOS.length);
  });

  it('tells where they differ, and goes on', { timeout: 180_000 }, async () => {
    await inStripesPlace.control('faults', { kind: 'error_500', on: 'POST /v1/setup_intents' });
    const { differences, text } = await told();
    expect(differences).toBeGreaterThan(0);
    expect(text).toContain('DIFFERS  saving a card');
    expect(text).toContain('same     repeated and wrong calls');
  });

  it('ends well and says so without a key, and refuses a live one', { timeout: 180_000 }, async () => {
    expect(await run({})).toMatchObject({ code: 0, text: expect.stringContaining('STRIPE_SECRET_KEY is not set') });
    expect(await run({ STRIPE_SECRET_KEY: 'sk_live_x' })).toMatchObject({
      code: 2,
      text: expect.stringContaining('test account'),
    });
  });

  it('runs as a command', { timeout: 180_000 }, async () => {
    const ran = await run({ STRIPE_SECRET_KEY: 'sk_test_x', STRIPE_API_BASE: inStripesPlace.server.url });
    expect(ran).toMatchObject({ code: 0, text: expect.stringContaining('No difference.') });
  });
});
