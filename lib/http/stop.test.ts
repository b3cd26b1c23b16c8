import { createServer, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { describe, expect, it } from 'vitest';
import { stopGracefully } from './stop';
import { request, sendRaw } from './testing/raw';

/** A server whose replies wait until they are let go. */
async function startSlow() {
  const inFlight = new Set<ServerResponse>();
  let letGo: () => void = () => {};
  const gate = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  const arrived: (() => void)[] = [];
  const connections = new Set<Socket>();
  const server: Server = createServer(async (_request, response) => {
    inFlight.add(response);
    response.once('close', () => inFlight.delete(response));
    arrived.shift()?.();
    await gate;
    response.end('done');
  });
  server.on('connection', (socket) => connections.add(socket));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const nextArrival = () => new Promise<void>((resolve) => arrived.push(resolve));
  return { server, inFlight, connections, letGo, nextArrival, port: (server.address() as AddressInfo).port };
}

describe('stopGracefully', () => {
  it('finishes what is under way, closes idle connections, then runs the steps in order', async () => {
    const { server, inFlight, connections, letGo, nextArrival, port } = await startSlow();
    const idle = connect(port, '127.0.0.1');
    const idleClosed = new Promise((resolve) => idle.once('close', resolve));
    const arrival = nextArrival();
    const reply = sendRaw(port, request('GET /', { connection: 'keep-alive' }));
    await arrival;
    const order: string[] = [];
    const step = (name: string) => ({ name, run: async () => void order.push(name) });
    const stopped = stopGracefully({ server, inFlight, connections, steps: [step('jobs'), step('pool')] });
    await expect(sendRaw(port, request('GET /'))).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    expect(order).toEqual([]);
    letGo();
    expect(await reply).toMatchObject({ status: 200, headers: { connection: 'close' } });
    await stopped;
    await idleClosed;
    expect(order).toEqual(['jobs', 'pool']);
  });

  it('cuts what takes longer than the grace, and runs all steps though one fails', async () => {
    const { server, inFlight, connections, nextArrival, port } = await startSlow();
    const arrival = nextArrival();
    const reply = sendRaw(port, request('GET /'));
    await arrival;
    const failed: string[] = [];
    const order: string[] = [];
    await stopGracefully({
      server,
      inFlight,
      connections,
      graceMs: 20,
      onError: (step) => failed.push(step),
      steps: [
        { name: 'jobs', run: () => Promise.reject(new Error('stuck')) },
        { name: 'pool', run: async () => void order.push('pool') },
      ],
    });
    expect((await reply).status).toBe(0);
    expect(failed).toEqual(['jobs']);
    expect(order).toEqual(['pool']);
  });
});
