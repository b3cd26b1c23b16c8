import { log } from '../log';
import { singleton } from '../singleton';
import { readLiveVersions } from './live-version';

const POLL_MS = 1_000;
const AFTER_ERROR_MS = 5_000;
/** A poll takes at most this share of the time, also when huge workspaces make it slow. */
const REST_FACTOR = 20;

type Listener = (version: string) => void;

interface Watched {
  version: string | null;
  listeners: Set<Listener>;
}

type ReadVersions = (workspaceIds: readonly string[]) => Promise<Map<string, string>>;

/**
 * Tells listeners when the books of a workspace have changed. One query a second for all workspaces that anybody of this
 * process looks at, none when nobody does: so it works over several processes, and spending knows nothing of it.
 */
export class LiveHub {
  private readonly watched = new Map<string, Watched>();
  private timer: ReturnType<typeof setTimeout> | undefined;
  private isPolling = false;

  constructor(
    private readonly readVersions: ReadVersions = readLiveVersions,
    private readonly pollMs = POLL_MS,
  ) {}

  /** Calls `listener` with each new version from now on. Returns how to stop that. */
  watch(workspaceId: string, listener: Listener): () => void {
    const entry = this.watched.get(workspaceId) ?? { version: null, listeners: new Set<Listener>() };
    this.watched.set(workspaceId, entry);
    entry.listeners.add(listener);
    this.schedule(0);
    return () => {
      entry.listeners.delete(listener);
      if (entry.listeners.size === 0 && this.watched.get(workspaceId) === entry) this.watched.delete(workspaceId);
      if (this.watched.size === 0) this.pause();
    };
  }

  get workspaceCount(): number {
    return this.watched.size;
  }

  private schedule(delayMs: number): void {
    if (this.isPolling) return;
    if (this.timer && delayMs > 0) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.poll(), delayMs);
    this.timer.unref();
  }

  private pause(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
  }

  private async poll(): Promise<void> {
    this.timer = undefined;
    if (this.watched.size === 0) return;
    this.isPolling = true;
    const startedAt = performance.now();
    let waitMs: number;
    try {
      this.tell(await this.readVersions([...this.watched.keys()]));
      waitMs = Math.max(this.pollMs, REST_FACTOR * (performance.now() - startedAt));
    } catch (err) {
      // Screens keep what they show; the next poll may do better.
      log.warn({ err }, 'could not look for changed balances');
      waitMs = AFTER_ERROR_MS;
    }
    this.isPolling = false;
    if (this.watched.size > 0) this.schedule(waitMs);
  }

  private tell(versions: Map<string, string>): void {
    for (const [workspaceId, version] of versions) {
      const entry = this.watched.get(workspaceId);
      if (!entry || entry.version === version) continue;
      entry.version = version;
      for (const listener of [...entry.listeners]) listener(version);
    }
  }
}

export const getLiveHub = (): LiveHub => singleton('live-hub', () => new LiveHub());
