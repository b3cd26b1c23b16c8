import { cpus } from 'node:os';
import { defineConfig } from '@playwright/test';

/** User stories in a browser. Run by `npm run e2e`, which starts what they need and says where it is. */
export default defineConfig({
  testDir: 'e2e',
  outputDir: 'test-results',
  fullyParallel: false,
  workers: cpus().length > 2 ? 2 : 1,
  retries: 0,
  forbidOnly: true,
  timeout: 90_000,
  expect: { timeout: 15_000 },
  reporter: process.env.COFFER_E2E_REPORT
    ? [['list'], ['json', { outputFile: process.env.COFFER_E2E_REPORT }]]
    : [['list']],
  use: {
    baseURL: process.env.COFFER_E2E_URL,
    browserName: 'chromium',
    headless: true,
    viewport: { width: 1280, height: 800 },
    locale: 'en-US',
    timezoneId: 'Europe/Berlin',
    colorScheme: 'light',
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
    launchOptions: {
      ...(process.env.CHROMIUM_PATH && { executablePath: process.env.CHROMIUM_PATH }),
      // For closed networks and for root: the browser asks nobody but the app.
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
});
