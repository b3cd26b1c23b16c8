/** An error that is meant for the person at the terminal: its message is shown as it stands, without a stack trace. */
export class PlainError extends Error {
  name = 'PlainError';
}

/**
 * What to print for whatever went wrong: a PlainError's sentences, a system error in words, else the message.
 * @param {unknown} error
 * @returns {string}
 */
export function sentenceFor(error) {
  if (error instanceof PlainError) return error.message;
  if (!(error instanceof Error)) return String(error);
  const { code, path } = /** @type {NodeJS.ErrnoException} */ (error);
  const where = path ? ` (${path})` : '';
  switch (code) {
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return `No permission to write here${where}. Give this user write access to the folder, or clone Coffer elsewhere.`;
    case 'ENOSPC':
      return `The disk is full${where}. Make room (Coffer needs about 1.5 GB) and start again.`;
    case 'EMFILE':
    case 'ENFILE':
      return 'Too many open files. Raise the limit with "ulimit -n 4096" and start again.';
    default:
      return error.message;
  }
}
