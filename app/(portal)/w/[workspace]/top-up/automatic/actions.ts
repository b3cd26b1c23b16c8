'use server';

import { redirect } from 'next/navigation';
import type { Actor } from '@/lib/auth/actor';
import { getActor } from '@/lib/auth/get-actor';
import {
  authenticationPage,
  beginAuthentication,
  openBillingPortal,
  startCardSetup,
  stopAutoTopUp,
  switchOnAutoTopUp,
} from '@/lib/billing';
import { isAppError } from '@/lib/errors';
import { readLocale } from '@/lib/i18n/read-locale';
import { readSetUpForm, readWish, type SetUpForm } from '@/lib/portal/automatic-set-up';
import { withQuery } from '@/lib/portal/query';
import { loadWorkspace, type PortalWorkspace } from '@/lib/portal/workspace';

const pageOf = (slug: string): string => `/w/${slug}/top-up/automatic`;

/** Does `work` and goes where it says; a refusal goes back to `page`, which says what is wrong. */
async function act(
  slug: string,
  page: string,
  work: (actor: Actor, workspace: PortalWorkspace) => Promise<string>,
): Promise<never> {
  let target: string;
  try {
    const actor = await getActor();
    target = await work(actor, await loadWorkspace(actor, slug, await readLocale()));
  } catch (error) {
    if (!isAppError(error)) throw error;
    if (error.code === 'unauthenticated') redirect(`/sign-in?callbackUrl=${encodeURIComponent(page)}`);
    const problem = typeof error.facts.reason === 'string' ? error.facts.reason : error.code;
    target = `${page}${page.includes('?') ? '&' : '?'}problem=${problem}`;
  }
  redirect(target);
}

export async function stopAutomatic(slug: string): Promise<void> {
  await act(slug, pageOf(slug), async (actor, workspace) => {
    await stopAutoTopUp(actor, workspace.id);
    return `${pageOf(slug)}?stopped=1`;
  });
}

/** Stripe's page on which a card is saved without paying. */
export async function saveCard(slug: string): Promise<void> {
  await act(slug, pageOf(slug), (actor, workspace) =>
    startCardSetup(actor, { workspaceId: workspace.id, returnPath: pageOf(slug) }),
  );
}

/** Stripe's page on which cards are changed and removed. */
export async function manageCards(slug: string): Promise<void> {
  await act(slug, pageOf(slug), (actor, workspace) =>
    openBillingPortal(actor, { workspaceId: workspace.id, returnPath: pageOf(slug) }),
  );
}

/** The bank's page, for a payment that waits for the card's owner. */
export async function confirmPayment(slug: string, attemptId: string): Promise<void> {
  const page = authenticationPage(slug, attemptId);
  await act(slug, page, async (actor, workspace) => {
    const url = await beginAuthentication(actor, { workspaceId: workspace.id, attemptId, slug });
    return url ?? `${page}?back=1`;
  });
}

const FIELDS = ['threshold', 'item', 'amount', 'attempt', 'day', 'month'] as const satisfies (keyof SetUpForm)[];

const text = (form: FormData, name: string): string => {
  const value = form.get(name);
  return typeof value === 'string' ? value : '';
};

/** The box was ticked and the button pressed. What is agreed to is the sentence that was on the screen, or nothing. */
export async function switchOn(slug: string, form: FormData): Promise<void> {
  const typed = Object.fromEntries(FIELDS.map((name) => [name, text(form, name)]));
  const page = withQuery(`${pageOf(slug)}/set-up`, typed);
  if (form.get('agree') !== 'yes') redirect(`${page}&problem=must_agree#agree`);
  await act(slug, page, async (actor, workspace) => {
    const { wish } = await readWish(readSetUpForm(typed), workspace);
    if (!wish) return page; // which says what is wrong with the figures
    await switchOnAutoTopUp(actor, {
      ...wish,
      workspaceId: workspace.id,
      locale: workspace.locale,
      consentHash: text(form, 'consent'),
    });
    return `${pageOf(slug)}?on=1`;
  });
}
