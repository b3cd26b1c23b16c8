import { describe, expect, it } from 'vitest';
import { type Actor, ANONYMOUS } from '../auth/actor';
import { saveCard, workspaceWithCard } from './auto-top-up/testing/rules';
import { openBillingPortal } from './card-setup';
import { listSavedCards } from './saved-cards';
import { useInstallation } from './testing/installation';

const shop = useInstallation();

const open = (actor: Actor, workspaceId: string) =>
  openBillingPortal(actor, { workspaceId, returnPath: '/w/acme/top-up/automatic' });

describe('the page at Stripe on which cards are changed', () => {
  it('is that of the workspace’s own customer, and leads back to where it was opened', async () => {
    const workspace = await workspaceWithCard(shop);
    await saveCard(shop, workspace, 'pm_card_mastercard');
    const url = await open(workspace.owner, workspace.id);
    expect(new URL(url).origin).toBe(shop.box.server.url);
    const page = await (await fetch(url)).text();
    expect(page).toContain('visa ending in 4242');
    expect(page).toContain('mastercard ending in 4444');
    expect(page).toContain(`href="${process.env.BASE_URL ?? 'http://localhost:3000'}/w/acme/top-up/automatic"`);
  });

  it('shows no card of another customer', async () => {
    const [ours, theirs] = [await workspaceWithCard(shop), await workspaceWithCard(shop, { card: 'pm_card_amex' })];
    const page = await (await fetch(await open(ours.owner, ours.id))).text();
    expect(page).not.toContain('amex');
    await expect(open(ours.owner, theirs.id)).rejects.toMatchObject({ code: 'not_found' });
  });

  it('takes a card away from here too', async () => {
    const workspace = await workspaceWithCard(shop);
    const url = await open(workspace.owner, workspace.id);
    const cards = await listSavedCards(workspace.customerId);
    expect(cards).toHaveLength(1);
    await fetch(url, { method: 'POST', body: new URLSearchParams({ action: 'remove', method: cards[0]?.id ?? '' }) });
    expect(await listSavedCards(workspace.customerId)).toEqual([]);
  });

  it('opens for those who look after cards, and for nobody else', async () => {
    const workspace = await workspaceWithCard(shop);
    const as = (role: 'admin' | 'billing' | 'member' | 'viewer'): Actor => {
      if (workspace.owner.kind !== 'user') throw new Error('the owner is a person');
      return { ...workspace.owner, memberships: workspace.owner.memberships.map((place) => ({ ...place, role })) };
    };
    for (const role of ['admin', 'billing'] as const) expect(await open(as(role), workspace.id)).toMatch(/^http/);
    for (const role of ['member', 'viewer'] as const) {
      await expect(open(as(role), workspace.id), role).rejects.toMatchObject({ code: 'forbidden' });
    }
    await expect(open(ANONYMOUS, workspace.id)).rejects.toMatchObject({ code: 'unauthenticated' });
  });

  it('is not there before anything was bought or saved', async () => {
    const workspace = await shop.newWorkspace();
    await expect(open(workspace.owner, workspace.id)).rejects.toMatchObject({ code: 'conflict' });
  });
});
