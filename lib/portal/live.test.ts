import { beforeAll, describe, expect, test, vi } from 'vitest';
import { newId } from '../ids';
import { getLedger } from '../ledger';
import { useTestDatabase } from '../testing/database';
import { booksOf, CREDIT, createWorkspace, giveCredits } from '../testing/factories';
import { LiveHub } from './live-hub';
import { openLiveStream } from './live-stream';
import { readLiveVersion, readLiveVersions } from './live-version';

const database = useTestDatabase();

let workspaceId: string;

/** A poll rests for many times as long as it took, which on a busy machine is long. */
const soon = (check: () => void) => vi.waitFor(check, { timeout: 20_000 });
const spend = () => getLedger().consume({ ...booksOf(workspaceId), owner: { kind: 'workspace' }, amountMicro: CREDIT });

beforeAll(async () => {
  workspaceId = await createWorkspace(database.pool);
  await giveCredits(getLedger(), workspaceId, 100n * CREDIT);
});

describe('the version of a workspace’s books', () => {
  test('stays while nothing moves, and changes with spending, holding and what is arriving', async () => {
    const versions = [await readLiveVersion(workspaceId)];
    expect(await readLiveVersion(workspaceId)).toBe(versions[0]);
    const other = await createWorkspace(database.pool);
    await giveCredits(getLedger(), other, CREDIT);
    expect(await readLiveVersion(workspaceId)).toBe(versions[0]);

    await spend();
    versions.push(await readLiveVersion(workspaceId));
    await getLedger().placeHold({ ...booksOf(workspaceId), owner: { kind: 'workspace' }, amountMicro: CREDIT });
    versions.push(await readLiveVersion(workspaceId));
    await database.pool.query(
      `INSERT INTO purchases (workspace_id, id, credit_micro, price_minor, currency, actor_kind, status)
       VALUES ($1, $2, 1000000, 100, 'usd', 'user', 'processing')`,
      [workspaceId, newId()],
    );
    versions.push(await readLiveVersion(workspaceId));
    expect(new Set(versions).size).toBe(versions.length);
  });

  test('a workspace without a wallet has one', async () => {
    const empty = await createWorkspace(database.pool);
    expect(await readLiveVersion(empty)).not.toBe('');
  });
});

describe('the hub', () => {
  test('asks once for all who look, tells only of changes, and rests when nobody looks', async () => {
    const asked: string[][] = [];
    const hub = new LiveHub((ids) => {
      asked.push([...ids]);
      return readLiveVersions(ids);
    }, 15);
    const [first, second] = [vi.fn(), vi.fn()];
    const [leave, leaveToo] = [hub.watch(workspaceId, first), hub.watch(workspaceId, second)];
    await soon(() => expect(asked.length).toBeGreaterThan(3));
    expect(asked.every((ids) => ids.length === 1)).toBe(true);
    expect(first.mock.calls).toHaveLength(1);

    await spend();
    await soon(() => expect(second.mock.calls).toHaveLength(2));
    expect(first.mock.calls).toEqual(second.mock.calls);

    leave();
    leaveToo();
    expect(hub.workspaceCount).toBe(0);
    const count = asked.length;
    await new Promise((resolve) => setTimeout(resolve, 120));
    expect(asked.length).toBeLessThanOrEqual(count + 1);
  });
});

describe('a stream', () => {
  const open = (more: Partial<Parameters<typeof openLiveStream>[0]> = {}) => {
    const leave = new AbortController();
    const stop = new AbortController();
    const stream = openLiveStream({
      workspaceId,
      userId: newId(),
      mayListen: async () => true,
      signal: leave.signal,
      stopSignal: stop.signal,
      hub: new LiveHub(readLiveVersions, 15),
      heartbeatMs: 20,
      ...more,
    });
    return { stream: stream!, leave, stop, text: read(stream!) };
  };

  /** Collects what arrives until the stream ends. */
  function read(stream: ReadableStream<Uint8Array>) {
    const got = { text: '', isDone: false };
    const reader = stream.getReader();
    const decoder = new TextDecoder();
    void (async () => {
      for (;;) {
        const { done, value } = await reader.read();
        if (done) break;
        got.text += decoder.decode(value);
      }
      got.isDone = true;
    })();
    return got;
  }

  test('begins with the version and says each new one, and that it is there', async () => {
    const { text, leave } = open();
    const before = await readLiveVersion(workspaceId);
    await soon(() => expect(text.text).toContain(`event: version\ndata: ${before}\n\n`));
    await spend();
    const after = await readLiveVersion(workspaceId);
    await soon(() => expect(text.text).toContain(`event: version\ndata: ${after}\n\n`));
    await soon(() => expect(text.text).toContain('\n:\n\n'));
    leave.abort();
    await soon(() => expect(text.isDone).toBe(true));
  });

  test('ends when its reader may not listen any more', async () => {
    const { text } = open({ mayListen: async () => false });
    await soon(() => expect(text.isDone).toBe(true));
    expect(text.text).toContain('event: ended\n');
  });

  test('ends when the process stops, and none is opened after', async () => {
    const { text, stop } = open();
    await soon(() => expect(text.text).toContain('event: version'));
    stop.abort();
    await soon(() => expect(text.isDone).toBe(true));
    expect(openLiveStream({ ...freshOptions(), stopSignal: stop.signal })).toBeNull();
  });

  test('the seventh of one user closes their oldest and nobody else’s', async () => {
    const userId = newId();
    const stranger = open();
    const streams = Array.from({ length: 7 }, () => open({ userId }));
    await soon(() => expect(streams[0]!.text.isDone).toBe(true));
    expect(streams[0]!.text.text).toContain('event: replaced');
    expect(streams.slice(1).some(({ text }) => text.isDone)).toBe(false);
    expect(stranger.text.isDone).toBe(false);
    for (const { leave } of [stranger, ...streams]) leave.abort();
  });

  const freshOptions = () => ({
    workspaceId,
    userId: newId(),
    mayListen: async () => true,
    signal: new AbortController().signal,
    stopSignal: new AbortController().signal,
  });
});
