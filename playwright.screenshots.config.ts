import { defineConfig } from '@playwright/test';
import stories from './playwright.config';

/** Pictures of every page and state, at both widths and in both themes. Run by `npm run screenshots`. */
export default defineConfig(stories, {
  testDir: 'e2e/screenshots',
  testMatch: '*.shots.ts',
  outputDir: '.coffer/screenshots-results',
});
