import { defineConfig } from '@playwright/test';
import stories from './playwright.config';

/**
 * Pictures of every page as it is, in every state of its data, and with what somebody opens on it, at both widths and in
 * both themes. Run by `npm run screenshots`.
 */
export default defineConfig(stories, {
  testDir: 'e2e/screenshots',
  testMatch: '*.shots.ts',
  outputDir: '.coffer/screenshots-results',
});
