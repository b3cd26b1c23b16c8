import { PlainError } from './errors.mjs';
import { tryPort } from './free-port.mjs';

const DEFAULT_PORT = 3000;

/**
 * The port to listen on, or null for any free one (PORT=0). Errors: PlainError when it cannot be had.
 * @param {string | undefined} wanted  as the person set it
 * @param {string} host
 */
export async function requirePort(wanted, host) {
  const port = wanted ? Number(wanted) : DEFAULT_PORT;
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new PlainError(`PORT is "${wanted}", which is no port. Choose a number from 1024 to 65535.`);
  }
  if (port === 0) return null;
  try {
    // Connecting to "localhost" may try either address; a listener on one of them would get our guests.
    if ((await tryPort(port, host)) !== null) return port;
  } catch (error) {
    const { code, message } = /** @type {NodeJS.ErrnoException} */ (error);
    if (code === 'EACCES') {
      throw new PlainError(
        `Port ${port} needs more rights than this user has. Choose one above 1023: PORT=3000 npm start`,
      );
    }
    if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND' || code === 'EAI_AGAIN') {
      throw new PlainError(`This machine has no address ${host}. Correct HOST, or leave it out.`);
    }
    throw new PlainError(`Coffer cannot listen on ${host}:${port}: ${message}`);
  }
  throw new PlainError(
    `Port ${port} is in use by another program. Stop it, or choose another port: PORT=${port < 65_535 ? port + 1 : 3000} npm start`,
  );
}
