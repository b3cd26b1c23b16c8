import net from 'node:net';

/**
 * @param {number} port  0: any free one
 * @param {string} [host]
 * @returns {Promise<number | null>}  the port, or null when something listens there already
 */
export function tryPort(port, host = '127.0.0.1') {
  return new Promise((resolve, reject) => {
    const server = net.createServer();
    server.once('error', (/** @type {NodeJS.ErrnoException} */ error) => {
      if (error.code === 'EADDRINUSE') resolve(null);
      else reject(error);
    });
    server.listen({ port, host, exclusive: true }, () => {
      const { port: bound } = /** @type {net.AddressInfo} */ (server.address());
      server.close(() => resolve(bound));
    });
  });
}

/** @returns {Promise<number>} */
export async function freePort() {
  return /** @type {number} */ (await tryPort(0));
}
