import { describe, expect, it } from 'vitest';
import { createMatcher, type Route } from './router';
import type { Operation } from './types';

const operation: Operation = async () => ({ status: 200, headers: {}, body: '' });
const route = (method: Route['method'], path: string): Route => ({ method, path, operation });
const match = createMatcher([
  route('GET', '/v1/things/{thingId}'),
  route('GET', '/v1/things/newest'),
  route('POST', '/v1/things/{thingId}/void'),
  route('GET', '/v1/customers/{customerId}/users/{userId}'),
  route('DELETE', '/v1/things/{thingId}'),
]);

describe('createMatcher', () => {
  it('decodes parameters, dots and encoded slashes included', () => {
    expect(match('GET', '/v1/customers/cus%2F1/users/cred.22LLL.om5kC')).toMatchObject({
      kind: 'found',
      params: { customerId: 'cus/1', userId: 'cred.22LLL.om5kC' },
    });
  });

  it('prefers a fixed segment to a parameter', () => {
    expect(match('GET', '/v1/things/newest')).toMatchObject({ kind: 'found', params: {} });
    expect(match('GET', '/v1/things/other')).toMatchObject({ kind: 'found', params: { thingId: 'other' } });
    expect(match('POST', '/v1/things/newest/void')).toMatchObject({ kind: 'found', params: { thingId: 'newest' } });
  });

  it('answers HEAD as GET, and names what a path takes', () => {
    expect(match('HEAD', '/v1/things/x').kind).toBe('found');
    expect(match('PUT', '/v1/things/x')).toEqual({
      kind: 'wrong_method',
      allowed: ['GET', 'DELETE', 'HEAD', 'OPTIONS'],
    });
    expect(match('GET', '/v1/things/x/void')).toEqual({ kind: 'wrong_method', allowed: ['POST', 'OPTIONS'] });
  });

  it.each([
    '/',
    '/v1',
    '/v1/things',
    '/v1/things/',
    '/v1/things/x/',
    '/v1//things/x',
    '/v1/things/x/y',
    '/V1/things/x',
  ])('finds nothing at %s', (path) => {
    expect(match('GET', path)).toEqual({ kind: 'missing' });
  });

  it.each(['/v1/things/%', '/v1/things/%zz', '/v1/things/%c3%28', '/v1/things/a%00b'])(
    'refuses %s with 400',
    (path) => {
      expect(() => match('GET', path)).toThrowError(expect.objectContaining({ status: 400 }));
    },
  );

  it('gives a parameter named like a member of Object no power', () => {
    expect(match('GET', '/v1/things/__proto__')).toMatchObject({ params: { thingId: '__proto__' } });
  });

  it('refuses a list with the same call twice', () => {
    expect(() => createMatcher([route('GET', '/a/{x}'), route('GET', '/a/{y}')])).toThrow('twice');
  });
});
