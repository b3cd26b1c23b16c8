/** Counts out of the reports of Vitest and Playwright. What did not run did not pass. */

/** @typedef {{ passed: number, failed: number }} Counts */

/**
 * @param {Record<string, any>} report  Vitest's JSON
 * @param {number} exitCode
 * @returns {Counts}
 */
export function countVitest(report, exitCode) {
  const files = report.testResults ?? [];
  const tests = files.flatMap((/** @type {any} */ file) => file.assertionResults ?? []);
  const passed = tests.filter((/** @type {any} */ { status }) => status === 'passed').length;
  // A file that failed outside its tests: it could not be loaded, or the books were wrong at its end.
  const brokenFiles = files.filter(
    (/** @type {any} */ file) =>
      file.status === 'failed' && !file.assertionResults?.some((/** @type {any} */ { status }) => status === 'failed'),
  ).length;
  return atLeastOneFailure({ passed, failed: tests.length - passed + brokenFiles }, exitCode);
}

/**
 * @param {Record<string, any>} report  Playwright's JSON
 * @param {number} exitCode
 * @returns {Counts}
 */
export function countPlaywright(report, exitCode) {
  const { expected = 0, unexpected = 0, flaky = 0, skipped = 0 } = report.stats ?? {};
  return atLeastOneFailure({ passed: expected, failed: unexpected + flaky + skipped }, exitCode);
}

/** A run that failed, or that ran nothing, counts as a failure even if no test does. @param {Counts} counts @param {number} exitCode */
function atLeastOneFailure({ passed, failed }, exitCode) {
  const isBad = exitCode !== 0 || passed + failed === 0;
  return { passed, failed: isBad ? Math.max(failed, 1) : failed };
}
