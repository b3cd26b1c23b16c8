import { describe, expect, it } from 'vitest';
import { readIdempotencyKey, requestIdOf, requireJson } from './headers';

describe('request ids', () => {
  it('are the caller’s when they are harmless, else ours', () => {
    expect(requestIdOf('job-17.retry:2')).toBe('job-17.retry:2');
    for (const sent of [undefined, '', ' ', 'a b', 'a\r\nset-cookie: x', '"x"', '💥', 'x'.repeat(129), '-x']) {
      expect(requestIdOf(sent)).toMatch(/^[0-9a-f-]{36}$/);
    }
  });
});

describe('idempotency keys', () => {
  it('have 1 to 255 visible ASCII characters', () => {
    expect(readIdempotencyKey(undefined)).toBeUndefined();
    expect(readIdempotencyKey('a')).toBe('a');
    expect(readIdempotencyKey('~'.repeat(255))).toBe('~'.repeat(255));
    for (const sent of ['', ' ', 'a b', 'a\tb', 'é', '\u0000', 'x'.repeat(256)]) {
      expect(() => readIdempotencyKey(sent)).toThrowError(expect.objectContaining({ status: 400 }));
    }
  });
});

describe('content types', () => {
  it('are JSON in UTF-8', () => {
    for (const sent of ['application/json', 'Application/JSON; charset=UTF-8', 'application/merge-patch+json']) {
      expect(() => requireJson(sent)).not.toThrow();
    }
    for (const sent of [
      undefined,
      '',
      'text/plain',
      'application/x-www-form-urlencoded',
      'application/json; charset=utf-16',
      'multipart/form-data',
      'application/jsonp',
    ]) {
      expect(() => requireJson(sent)).toThrowError(expect.objectContaining({ status: 415 }));
    }
  });
});
