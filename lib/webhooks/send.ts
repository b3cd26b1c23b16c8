import { Webhook } from 'standardwebhooks';
import { request } from 'undici';
import { refusalOfUrl } from './address';
import { getWebhookAgent } from './agent';

const TIMEOUT_MS = 15_000;
/** More of an answer than this is not read. */
const REPLY_BYTES_MAX = 65_536;

export interface Sending {
  url: string;
  /** The present one first; during a rotation the previous one signs too. */
  secrets: string[];
  eventId: string;
  payload: string;
}

export interface Outcome {
  /** HTTP status; null when there was no answer. */
  status: number | null;
  /** Why it failed; null when it was taken (2xx). */
  error: string | null;
}

/** The three headers of Standard Webhooks. Every try has its own time; the id stays the event's. */
export function signedHeaders({ secrets, eventId, payload }: Sending, now = new Date()): Record<string, string> {
  return {
    'webhook-id': eventId,
    'webhook-timestamp': Math.floor(now.getTime() / 1000).toString(),
    'webhook-signature': secrets.map((secret) => new Webhook(secret).sign(eventId, now, payload)).join(' '),
  };
}

async function drain(body: AsyncIterable<Buffer> & { destroy(): unknown }): Promise<void> {
  let read = 0;
  for await (const chunk of body) {
    read += chunk.length;
    if (read > REPLY_BYTES_MAX) break;
  }
  body.destroy();
}

/** Sends once. Never throws: whatever goes wrong is the outcome. Redirects are failures, never followed. */
export async function send(sending: Sending): Promise<Outcome> {
  const refusal = refusalOfUrl(sending.url);
  if (refusal) return { status: null, error: `The URL ${refusal}.` };
  try {
    const { statusCode, body } = await request(sending.url, {
      method: 'POST',
      dispatcher: getWebhookAgent(),
      signal: AbortSignal.timeout(TIMEOUT_MS),
      headers: { 'content-type': 'application/json', 'user-agent': 'Coffer-Webhooks/1', ...signedHeaders(sending) },
      body: sending.payload,
    });
    body.on('error', () => {}); // the status is the answer, whatever becomes of the rest
    await drain(body).catch(() => undefined);
    const isTaken = statusCode >= 200 && statusCode < 300;
    return { status: statusCode, error: isTaken ? null : `The endpoint answered ${statusCode}.` };
  } catch (error) {
    return { status: null, error: (error as Error).message.slice(0, 300) || 'The endpoint did not answer.' };
  }
}
