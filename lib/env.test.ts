import { describe, expect, it } from 'vitest';
import { parseEnv } from './env';

const BASE = {
  DATABASE_URL: 'postgresql://x/y',
  AUTH_SECRET: 'x'.repeat(32),
  STRIPE_API_BASE: 'http://127.0.0.1:12111',
};

describe('the address of the sandbox', () => {
  it.each(['sk_live_1', 'rk_live_1'])('is refused beside a live key, outside of production too: %s', (key) => {
    for (const COFFER_ENV of ['demo', 'test', 'production']) {
      expect(() => parseEnv({ ...BASE, COFFER_ENV, STRIPE_SECRET_KEY: key })).toThrow('live key');
    }
  });

  it('is taken beside a test key', () => {
    expect(parseEnv({ ...BASE, STRIPE_SECRET_KEY: 'sk_test_1' }).STRIPE_API_BASE).toBe(BASE.STRIPE_API_BASE);
  });
});
