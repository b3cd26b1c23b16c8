import { describe, expect, it } from 'vitest';
import { countPlaywright, countVitest } from './test-counts.mjs';

const test = (status: string) => ({ status });

describe('what npm test counts', () => {
  it('counts what passed and what did not', () => {
    const report = {
      testResults: [
        { status: 'passed', assertionResults: [test('passed'), test('passed')] },
        { status: 'failed', assertionResults: [test('passed'), test('failed')] },
      ],
    };
    expect(countVitest(report, 1)).toEqual({ passed: 3, failed: 1 });
    expect(countPlaywright({ stats: { expected: 4, unexpected: 1 } }, 1)).toEqual({ passed: 4, failed: 1 });
  });

  it('takes a skipped and a flaky test for a failure', () => {
    const report = { testResults: [{ status: 'passed', assertionResults: [test('passed'), test('skipped')] }] };
    expect(countVitest(report, 0)).toEqual({ passed: 1, failed: 1 });
    expect(countPlaywright({ stats: { expected: 1, flaky: 1, skipped: 1 } }, 0)).toEqual({ passed: 1, failed: 2 });
  });

  it('takes a file whose end failed for a failure: there the books are checked', () => {
    const report = { testResults: [{ status: 'failed', assertionResults: [test('passed')] }] };
    expect(countVitest(report, 1)).toEqual({ passed: 1, failed: 1 });
  });

  it('takes a run that ran nothing, and one that broke off, for a failure', () => {
    expect(countVitest({}, 0)).toEqual({ passed: 0, failed: 1 });
    expect(countPlaywright({}, 1)).toEqual({ passed: 0, failed: 1 });
    expect(countVitest({ testResults: [{ status: 'passed', assertionResults: [test('passed')] }] }, 1)).toEqual({
      passed: 1,
      failed: 1,
    });
  });
});
