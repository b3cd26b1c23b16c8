import { singleton } from '../singleton';
import { getLiveHub, type LiveHub } from './live-hub';
import { readLiveVersion } from './live-version';

/** How often an open stream says that it is there, and asks whether its reader still may listen. */
const HEARTBEAT_MS = 15_000;
/** How long a browser waits before it connects again. */
const RETRY_MS = 3_000;
/** Of one user in this process: the oldest makes room for the next. */
const STREAMS_PER_USER = 6;
const STREAMS_IN_ALL = 2_000;
/** Messages that nobody takes before the reader counts as gone. */
const UNREAD_MAX = 50;

/** Why a stream ends: its reader may not listen any more, has opened newer ones, or the process stops. */
type EndReason = 'ended' | 'replaced' | 'stopping';

interface OpenStream {
  end(reason: EndReason): void;
}

/** Streams of each user, oldest first. */
const openStreams = () => singleton('live-streams', () => new Map<string, OpenStream[]>());

export interface LiveStreamOptions {
  workspaceId: string;
  userId: string;
  /** Asked at each heartbeat: signed in still, and still in the workspace. */
  mayListen(): Promise<boolean>;
  /** The request's: aborted when the reader leaves. */
  signal: AbortSignal;
  stopSignal: AbortSignal;
  hub?: LiveHub;
  heartbeatMs?: number;
}

/** null: this process has as many readers as it takes. */
export function openLiveStream(options: LiveStreamOptions): ReadableStream<Uint8Array> | null {
  const streams = openStreams();
  let count = 0;
  for (const list of streams.values()) count += list.length;
  if (count >= STREAMS_IN_ALL || options.stopSignal.aborted) return null;
  const own = streams.get(options.userId) ?? [];
  for (const oldest of own.slice(0, Math.max(0, own.length - STREAMS_PER_USER + 1))) oldest.end('replaced');
  return new ReadableStream<Uint8Array>(new LiveSource(options));
}

/**
 * Server-sent events that say one thing: the version of a workspace's books, at first and whenever it changes. No figure
 * travels here; the page is drawn again by the server.
 */
class LiveSource implements UnderlyingDefaultSource<Uint8Array>, OpenStream {
  private controller: ReadableStreamDefaultController<Uint8Array> | undefined;
  private unwatch: () => void = () => {};
  private heartbeat: ReturnType<typeof setInterval> | undefined;
  private isOpen = true;
  private readonly encoder = new TextEncoder();
  private readonly leave = () => this.close();
  private readonly stop = () => this.end('stopping');

  constructor(private readonly options: LiveStreamOptions) {}

  async start(controller: ReadableStreamDefaultController<Uint8Array>): Promise<void> {
    const { workspaceId, userId, signal, stopSignal, hub = getLiveHub(), heartbeatMs = HEARTBEAT_MS } = this.options;
    this.controller = controller;
    const streams = openStreams();
    streams.set(userId, [...(streams.get(userId) ?? []), this]);
    signal.addEventListener('abort', this.leave);
    stopSignal.addEventListener('abort', this.stop);
    this.heartbeat = setInterval(() => void this.beat(), heartbeatMs);
    this.heartbeat.unref();
    this.write(`retry: ${RETRY_MS}\n\n`);
    this.unwatch = hub.watch(workspaceId, (version) => this.event('version', version));
    // The hub's own knowledge may be a second old, and older than the page that listens.
    const version = await readLiveVersion(workspaceId).catch(() => null);
    if (version !== null) this.event('version', version);
  }

  cancel(): void {
    this.close();
  }

  end(reason: EndReason): void {
    this.event(reason, '');
    this.close();
  }

  private async beat(): Promise<void> {
    // A database that does not answer is no reason to send people away.
    const mayListen = await this.options.mayListen().catch(() => true);
    if (mayListen) this.write(':\n\n');
    else this.end('ended');
  }

  private event(name: string, data: string): void {
    this.write(`event: ${name}\ndata: ${data}\n\n`);
  }

  private write(text: string): void {
    if (!this.isOpen || !this.controller) return;
    if ((this.controller.desiredSize ?? 0) < -UNREAD_MAX) this.close();
    else this.controller.enqueue(this.encoder.encode(text));
  }

  private close(): void {
    if (!this.isOpen) return;
    this.isOpen = false;
    this.unwatch();
    clearInterval(this.heartbeat);
    this.options.signal.removeEventListener('abort', this.leave);
    this.options.stopSignal.removeEventListener('abort', this.stop);
    const streams = openStreams();
    const rest = (streams.get(this.options.userId) ?? []).filter((stream) => stream !== this);
    if (rest.length > 0) streams.set(this.options.userId, rest);
    else streams.delete(this.options.userId);
    try {
      this.controller?.close();
    } catch {
      // The reader has cancelled it already.
    }
  }
}
