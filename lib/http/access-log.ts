import type { IncomingMessage, ServerResponse } from 'node:http';
import { performance } from 'node:perf_hooks';
import { log } from '../log';
import { singleton } from '../singleton';

/** Segments that look like secrets (invite and sign-in tokens) do not belong in a log. Ids of ours have dashes. */
const TOKEN_LIKE = /\/[A-Za-z0-9_]{24,}(?=\/|$)|\/[A-Za-z0-9_-]{40,}(?=\/|$)/g;

/** Without redaction, which costs more than all the rest of a line: these lines have fixed fields and no secrets. */
const accessLog = () => singleton('access-log', () => log.child({}, { redact: [] }));

/** One line per request when it is over, without its query: sign-in links carry their token there. */
export function logWhenDone(
  request: IncomingMessage,
  response: ServerResponse,
  about: { path: string; requestId: string; ip: string },
): void {
  if (!log.isLevelEnabled('info')) return;
  const startedAt = performance.now();
  response.once('close', () => {
    accessLog().info(
      {
        requestId: about.requestId,
        method: request.method,
        path: about.path.replace(TOKEN_LIKE, '/…'),
        status: response.writableFinished ? response.statusCode : 499, // 499: the client went away
        ms: Math.round((performance.now() - startedAt) * 10) / 10,
        ip: about.ip,
      },
      'request',
    );
  });
}
