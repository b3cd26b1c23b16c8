import type { Page } from '@playwright/test';

/** What a page did that no page may do. */
export interface Guard {
  readonly problems: string[];
  /** A story that provokes an error on purpose says which. */
  expect(pattern: RegExp): void;
}

/** Leaving a page cancels what it was still fetching; that is no failure. */
const CANCELED = 'net::ERR_ABORTED';

/**
 * Collects console errors and warnings, uncaught exceptions, failed requests, 5xx replies, and requests to any other
 * host than the app and its local stand-ins.
 */
export function guardPage(page: Page, allowedOrigins: string[]): Guard {
  const expected: RegExp[] = [];
  const seen: string[] = [];
  const report = (problem: string) => void seen.push(problem);
  page.on('console', (message) => {
    const type = message.type();
    if (type === 'error' || type === 'warning') report(`console ${type} on ${page.url()}: ${message.text()}`);
  });
  page.on('pageerror', (error) => report(`uncaught on ${page.url()}: ${error.message}`));
  page.on('requestfailed', (request) => {
    const reason = request.failure()?.errorText ?? '';
    if (reason !== CANCELED) report(`request failed: ${request.method()} ${request.url()}: ${reason}`);
  });
  page.on('response', (response) => {
    if (response.status() >= 500) report(`reply ${response.status()}: ${response.url()}`);
  });
  page.on('request', (request) => {
    const url = request.url();
    if (/^(data|blob|about):/.test(url)) return;
    if (!allowedOrigins.includes(new URL(url).origin)) report(`request to another host: ${url}`);
  });
  return {
    get problems() {
      return seen.filter((problem) => !expected.some((pattern) => pattern.test(problem)));
    },
    expect: (pattern) => void expected.push(pattern),
  };
}
