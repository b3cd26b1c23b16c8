import { afterEach, expect, test, vi } from 'vitest';
import { onRequestError } from '@/instrumentation';
import { log } from '../log';

afterEach(() => void vi.restoreAllMocks());

const request = { path: '/w/x/usage?secret=1', method: 'GET', headers: { 'x-request-id': 'req-7', cookie: 'c' } };
const context = {
  routerKind: 'App Router',
  routePath: '/w/[workspace]/usage',
  routeType: 'render',
  renderSource: 'react-server-components',
  revalidateReason: undefined,
} as const;

test('a failed page is found in the log by the reference that its reader sees, and by its request', async () => {
  const line = vi.spyOn(log, 'error').mockImplementation(() => {});
  const error = Object.assign(new Error('broken'), { digest: '17932432' });
  await onRequestError(error, request, context);
  await onRequestError('not even an error', request, context);
  expect(line.mock.calls.map(([facts]) => facts)).toEqual([
    { err: error, reference: '17932432', requestId: 'req-7', routePath: context.routePath, routeType: 'render' },
    {
      err: 'not even an error',
      reference: undefined,
      requestId: 'req-7',
      routePath: context.routePath,
      routeType: 'render',
    },
  ]);
});
