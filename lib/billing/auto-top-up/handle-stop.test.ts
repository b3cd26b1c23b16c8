import { describe, expect, it } from 'vitest';
import { GET, POST } from '@/app/(mail)/auto-top-up/stop/[token]/confirm/route';
import { useInstallation } from '../testing/installation';
import { evaluate } from './evaluate';
import { mailsOf, type RuleWorkspace, ruleOf, switchOn, workspaceWithCard } from './testing/rules';

const shop = useInstallation();

/** A workspace whose automatic top-up has just paid, and the address that its mail gives to mail programs. */
async function mailed(): Promise<{ workspace: RuleWorkspace; address: string }> {
  const workspace = await workspaceWithCard(shop, { credits: 50n });
  await switchOn(shop, workspace);
  await evaluate(workspace.id, 'switched_on');
  const [mail] = await mailsOf(shop, workspace);
  return { workspace, address: mail?.unsubscribe ?? '' };
}

const contextOf = (address: string) => ({
  params: Promise.resolve({ token: decodeURIComponent(/\/stop\/([^/]+)\/confirm$/.exec(address)?.[1] ?? '') }),
});

/** As a mail provider's server sends it: no cookies, no origin, nothing of a browser's. */
const post = (address: string, body: BodyInit | null = new URLSearchParams({ 'List-Unsubscribe': 'One-Click' })) =>
  POST(new Request(address, { method: 'POST', body }), contextOf(address));

const stateOf = async (workspace: RuleWorkspace) => (await ruleOf(shop, workspace)).state;

describe('the unsubscribe of a mail program', () => {
  it('stops automatic top-up at once, with nobody signed in and without a redirect', async () => {
    const { workspace, address } = await mailed();
    const reply = await post(address);
    expect(reply.status).toBe(200);
    expect(reply.headers.get('location')).toBeNull();
    expect(reply.headers.get('cache-control')).toBe('private, no-store');
    expect(await ruleOf(shop, workspace)).toMatchObject({ state: 'off', state_reason: 'stopped_by_link' });
    expect((await post(address)).status).toBe(200); // sent twice it is as well
  });

  it('may come as a multipart form too', async () => {
    const { workspace, address } = await mailed();
    const form = new FormData();
    form.set('List-Unsubscribe', 'One-Click');
    const reply = await post(address, form);
    expect([reply.status, reply.headers.get('location')]).toEqual([200, null]);
    expect(await stateOf(workspace)).toBe('off');
  });

  it('with an address that was changed says so, and stops nobody', async () => {
    const { workspace, address } = await mailed();
    const { workspace: other } = await mailed();
    expect((await post(address.replace(workspace.id, other.id))).status).toBe(404);
    expect((await post(address.replace('/confirm', 'x/confirm'))).status).toBe(404);
    expect(await stateOf(workspace)).toBe('on');
    expect(await stateOf(other)).toBe('on');
  });
});

describe('the same address', () => {
  it('by the page’s button stops it and leads back to the page', async () => {
    const { workspace, address } = await mailed();
    const reply = await post(address, null);
    expect(reply.status).toBe(303);
    expect(`${new URL(address).origin}${reply.headers.get('location')}/confirm`).toBe(address);
    expect(await stateOf(workspace)).toBe('off');
  });

  it('opened as a link, as mail scanners do, changes nothing', async () => {
    const { workspace, address } = await mailed();
    const reply = await GET(new Request(address), contextOf(address));
    expect(reply.status).toBe(303);
    expect(await stateOf(workspace)).toBe('on');
  });
});
