import path from 'node:path';
import { defineConfig } from 'vitest/config';

/** Unit and database tests. Each file runs in a process of its own, on a database of its own (lib/testing/database.ts). */
export default defineConfig({
  resolve: { alias: { '@': path.resolve(import.meta.dirname) } },
  test: {
    include: ['**/*.test.{ts,tsx}'],
    exclude: ['node_modules/**', '.next/**', '.coffer/**', 'e2e/**'],
    pool: 'forks',
    globalSetup: ['lib/testing/global-setup.ts'],
    setupFiles: ['lib/testing/setup-file.ts'],
    // Against what hangs, not against what is slow: other work may keep the machine busy.
    testTimeout: 120_000,
    hookTimeout: 180_000,
    expect: { poll: { timeout: 20_000 } },
    env: {
      NODE_ENV: 'test',
      COFFER_ENV: 'test',
      AUTH_SECRET: 'test-secret-of-thirty-two-characters',
      BASE_URL: 'http://localhost:3000',
      // All tests come from one address, and many of them with bad keys.
      API_RATE_LIMIT_UNAUTHENTICATED: '1000000/60',
    },
  },
});
