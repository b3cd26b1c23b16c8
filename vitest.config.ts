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
    testTimeout: 30_000,
    hookTimeout: 60_000,
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
