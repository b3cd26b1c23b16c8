import pino from 'pino';
import { singleton } from './singleton';

/** Never in a log, wherever they stand in the object. */
const SECRETS = ['password', 'secret', 'token', 'authorization', 'cookie', 'apiKey', 'key', 'clientSecret', 'url'];

/** JSON lines with a level; secrets are blanked. Use `log.child({ requestId })` within a request. */
export const log = singleton('log', () =>
  pino({
    level: process.env.LOG_LEVEL ?? (process.env.NODE_ENV === 'test' ? 'silent' : 'info'),
    base: undefined,
    redact: {
      paths: SECRETS.flatMap((name) => [name, `*.${name}`, `*.*.${name}`, `headers["${name}"]`]),
      censor: '[redacted]',
    },
  }),
);
