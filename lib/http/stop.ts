import type { Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

export interface StopOptions {
  server: Server;
  /** Replies under way; their connections end with them. */
  inFlight: ReadonlySet<ServerResponse>;
  /** All connections: browsers keep some open on which they never asked for anything. */
  connections: ReadonlySet<Socket>;
  /** Run one after the other once no request is left: jobs, Next, the pool. A failing one does not stop the rest. */
  steps: { name: string; run(): Promise<unknown> }[];
  /** How long requests under way may take. */
  graceMs?: number;
  onError?(step: string, error: unknown): void;
}

const GRACE_MS = 7_000;
const IDLE_SWEEP_MS = 50;
/** How long the headers of a request that is just arriving may still take. */
const ARRIVAL_MS = 300;

/**
 * Stops in order: take no more connections, let what is under way finish (a request that still arrives on an open
 * connection is answered, and the connection then closed), cut what takes too long, then run the steps.
 */
export async function stopGracefully({
  server,
  inFlight,
  connections,
  steps,
  graceMs = GRACE_MS,
  onError = () => {},
}: StopOptions): Promise<void> {
  for (const response of inFlight) response.shouldKeepAlive = false;
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  const sweep = setInterval(() => server.closeIdleConnections(), IDLE_SWEEP_MS);
  const dropUnused = setTimeout(() => {
    const used = new Set([...inFlight].map((response) => response.socket));
    for (const connection of connections) if (!used.has(connection)) connection.destroy();
  }, ARRIVAL_MS);
  const cut = setTimeout(() => server.closeAllConnections(), graceMs);
  server.closeIdleConnections();
  await closed;
  clearInterval(sweep);
  clearTimeout(dropUnused);
  clearTimeout(cut);
  for (const step of steps) {
    try {
      await step.run();
    } catch (error) {
      onError(step.name, error);
    }
  }
}
