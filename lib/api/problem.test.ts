import { describe, expect, it } from 'vitest';
import { AppError } from '../errors';
import { problemReply, toWireFacts } from './problem';

const call = { path: '/v1/x', requestId: 'r-1' };

describe('problemReply', () => {
  it('has the standard members, the code, the facts and the fields', () => {
    const error = new AppError('validation_failed', {
      detail: 'Look at the fields.',
      facts: { askedMicro: 1_500_000n },
      fields: [{ path: ['items', 0, 'a/b~c'], message: 'is wrong' }],
    });
    const reply = problemReply(error, call);
    expect([reply.status, reply.headers['content-type']]).toEqual([422, 'application/problem+json']);
    expect(JSON.parse(reply.body)).toEqual({
      type: 'urn:coffer:problem:validation_failed',
      title: 'Some fields are not valid',
      status: 422,
      detail: 'Look at the fields.',
      instance: '/v1/x',
      code: 'validation_failed',
      requestId: 'r-1',
      asked: '1.5',
      errors: [{ pointer: '/items/0/a~1b~0c', detail: 'is wrong' }],
    });
  });

  it('names the time to wait and the scheme of credentials', () => {
    const busy = problemReply(new AppError('overloaded', { retryAfterSeconds: 0.4 }), call);
    expect(busy.headers['retry-after']).toBe('1');
    expect(problemReply(new AppError('unauthenticated'), call).headers['www-authenticate']).toBe(
      'Bearer realm="coffer"',
    );
  });
});

describe('toWireFacts', () => {
  it('writes amounts as decimal text and times as ISO text, however deep', () => {
    const at = new Date('2026-01-02T03:04:05.678Z');
    expect(
      toWireFacts({
        limit: 'budget',
        limitMicro: 5n,
        at,
        none: undefined,
        inner: { heldMicro: 0n },
        list: [1_000_000n],
      }),
    ).toEqual({ limit: 'budget', limitAmount: '0.000005', at: at.toISOString(), inner: { held: '0' }, list: ['1'] });
  });

  it('never lets a fact take the place of a standard member', () => {
    expect(toWireFacts({ status: 'captured', code: 1, requestId: 'x', holdId: 'h' })).toEqual({
      currentStatus: 'captured',
      currentCode: 1,
      holdId: 'h',
    });
  });
});
