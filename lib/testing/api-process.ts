/** The API alone, without Next, as a process of its own: for tests that want two app processes on one database. */
import type { AddressInfo } from 'node:net';
import { createCofferServer } from '../http/server';
import './patient-pool';

const { server } = createCofferServer({
  security: { fixed: {}, forPage: () => '' },
  isTrustedProxy: () => false,
  handleNext: async (_request, response) => {
    response.writeHead(404).end();
  },
});
server.listen(0, '127.0.0.1', () => {
  process.stdout.write(`ready http://127.0.0.1:${(server.address() as AddressInfo).port}\n`);
});
