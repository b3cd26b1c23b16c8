import { failureReply, plainStatus, sentenceOf } from '../wires/failure';
import type { Dialect } from '../wires/wire-operation';

const MESSAGE_LENGTH_MAX = 500;

/** `{message}` of at most 500 characters; the status carries the kind. */
export const togai: Dialect = {
  name: 'togai',
  credential: ({ authorization }) => ({ authorization }),
  renderError: (error) => failureReply(error, plainStatus(error), { message: shorten(sentenceOf(error)) }),
};

/** Counts UTF-16 units, which is never less than what a client counts, and cuts no character in half. */
function shorten(message: string): string {
  if (message.length <= MESSAGE_LENGTH_MAX) return message;
  return `${message.slice(0, MESSAGE_LENGTH_MAX - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}
