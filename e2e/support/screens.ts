import { readdirSync } from 'node:fs';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { demoWorkspace, e2eEnvironment, emailOf } from './environment';
import { queryDemo } from './query';

/** One page in one state, as somebody sees it. */
export interface Screen {
  /** Also the picture's file name. */
  name: string;
  /** The file under app/ that makes it. */
  route: string;
  path: string;
  /** Whose browser; null: nobody is signed in. */
  as: string | null;
  /** Brings about, once the page is there, what no address does. Answers how it ends. */
  arrange?: (page: Page) => Promise<Undo>;
  /** What is arranged lies over the page, in the window. */
  isOverlay?: boolean;
  /** No address alone brings it about: somebody or something does. */
  isMade?: boolean;
  /** Problems that it brings along on purpose. */
  provokes?: readonly RegExp[];
}

export type Undo = () => Promise<unknown>;

/** States that an address alone brings about, beside each page as it is: route → names and queries. */
const STATES: Record<string, Record<string, string>> = {
  '/w/[workspace]/usage': {
    'weeks-by-member': '?range=90d&by=week&group=member',
    compared: '?range=30d&group=none&compare=1',
  },
  '/w/[workspace]/transactions': { 'no-match': '?q=nothing-like-this', filtered: '?feature=chat&direction=out' },
  '/admin/customers': { 'no-match': '?q=nothing-like-this' },
  '/admin/people': { 'no-match': '?q=nothing-like-this' },
  '/admin/purchases': { 'no-match': '?q=nothing-like-this' },
  '/docs': { kable: '?api=kable' },
  '/sign-in': { sent: '?sent=somebody%40example.com', refused: '?error=Verification' },
};

/** Somebody who has just signed in for the first time: each list is empty, and nothing was bought or spent. */
const ARRIVAL = 'just-arrived';
const EMPTY_AT_FIRST = [
  ...['', '/transactions', '/usage', '/receipts', '/keys', '/members', '/members/teams', '/alerts', '/alerts/webhooks'],
  ...['/audit', '/top-up', '/top-up/automatic', '/settings'],
];

/** Pages that need nobody to be signed in, or somebody without a workspace. */
const OUTSIDE = new Set(['/sign-in', '/sign-in/confirm', '/invite/[token]', '/auto-top-up/stop/[token]', '/docs']);

/** Every page of the app, from the files themselves: '/w/[workspace]/usage'. */
export function pageRoutes(): string[] {
  return readdirSync('app', { recursive: true, encoding: 'utf8' })
    .filter((file) => path.basename(file) === 'page.tsx')
    .map((file) => `/${path.dirname(file)}`.replace(/\/\([^)]+\)/g, '').replace(/\/\.$/, '') || '/')
    .sort();
}

/** An automatic top-up whose bank asks the card's owner: the demo is born without one. */
const WAITING_PAYMENT = `
  WITH rule AS (
    INSERT INTO auto_top_up_rules (workspace_id, state, state_reason, state_since, threshold_micro, amount_minor, currency,
      attempt_cap_minor, day_cap_minor, month_cap_minor, consent_version, consent_text, consent_locale, consent_actor_id,
      consent_email, consent_at)
    VALUES ($1, 'paused', 'authentication', now(), 500000000, 5000, 'eur', 5000, 10000, 50000, '2026-11-21',
      'I allow Visa •••• 4242 to be charged.', 'en', gen_random_uuid(), 'owner@example.com', now())
    ON CONFLICT (workspace_id) DO UPDATE SET updated_at = now() RETURNING workspace_id)
  INSERT INTO auto_top_up_attempts (workspace_id, id, purchase_id, state, cause, threshold_micro, available_micro,
    arriving_micro, total_minor, currency, card_label, failure_code, created_at)
  SELECT p.workspace_id, gen_random_uuid(), p.id, 'authentication', 'sweep', 500000000, 400000000, 0, p.price_minor,
    p.currency, 'Visa •••• 4242', 'authentication_required', now()
  FROM rule JOIN purchases p ON p.workspace_id = rule.workspace_id
  WHERE p.status = 'paid' ORDER BY p.created_at, p.id LIMIT 1
  ON CONFLICT (purchase_id) DO UPDATE SET created_at = now() RETURNING id`;

/** The demo has none, and an address nobody owns is never called: it waits for an event that does not happen here. */
const ENDPOINT = `
  INSERT INTO webhook_endpoints (workspace_id, id, mode, url, description, events, secret)
  VALUES ($1, '0196f000-0000-7000-8000-00000000e2e0', 'live', 'https://hooks.example.com/coffer', 'Bookkeeping',
    '{purchase.failed}', sha256(random()::text::bytea) || sha256(random()::text::bytea))
  ON CONFLICT (workspace_id, id) DO UPDATE SET description = excluded.description RETURNING id`;

/** Who could take the workspace over. */
const HEIR = `SELECT id FROM members WHERE workspace_id = $1 AND user_id IS NOT NULL AND role <> 'owner'
  AND removed_at IS NULL ORDER BY name, id LIMIT 1`;

const FIRST_OF: Record<string, (workspaceId: string) => Promise<string>> = {
  '[transaction]': (id) =>
    oneId(
      `SELECT id FROM transactions WHERE workspace_id = $1 AND mode = 'live' ORDER BY booked_at DESC, id LIMIT 1`,
      id,
    ),
  '[purchase]': (id) =>
    oneId(`SELECT id FROM purchases WHERE workspace_id = $1 AND status = 'paid' ORDER BY created_at, id LIMIT 1`, id),
  '[attempt]': (id) => oneId(WAITING_PAYMENT, id),
  '[grant]': (id) =>
    oneId(
      `SELECT g.id FROM grants g JOIN wallets w ON w.workspace_id = g.workspace_id AND w.id = g.wallet_id
       WHERE g.workspace_id = $1 AND w.mode = 'live' AND g.is_open ORDER BY g.created_at, g.id LIMIT 1`,
      id,
    ),
  '[customer]': async (id) => id,
  '[pack]': () => oneId('SELECT id FROM packs ORDER BY position, id LIMIT 1'),
  '[member]': (id) => oneId('SELECT id FROM members WHERE workspace_id = $1 ORDER BY name, id LIMIT 1', id),
  '[team]': (id) => oneId('SELECT id FROM teams WHERE workspace_id = $1 ORDER BY name, id LIMIT 1', id),
  '[key]': (id) => oneId('SELECT id FROM api_keys WHERE workspace_id = $1 ORDER BY name, id LIMIT 1', id),
  '[endpoint]': (id) => oneId(ENDPOINT, id),
  '[rule]': (id) => oneId('SELECT id FROM alert_rules WHERE workspace_id = $1 ORDER BY created_at LIMIT 1', id),
};

async function oneId(sql: string, ...values: string[]): Promise<string> {
  const [row] = await queryDemo<{ id: string }>(sql, values);
  if (!row) throw new Error(`the demo has nothing for: ${sql}`);
  return row.id;
}

async function addressOf(route: string): Promise<string> {
  const workspace = demoWorkspace();
  let address = route.replace('[workspace]', workspace.slug).replace('[token]', 'no-such-invitation');
  for (const [parameter, find] of Object.entries(FIRST_OF)) {
    if (address.includes(parameter)) address = address.replace(parameter, await find(workspace.id));
  }
  if (address.includes('[')) throw new Error(`say in e2e/support/screens.ts what stands for the parameter of ${route}`);
  if (route.endsWith('/top-up/return')) return `${address}?purchase=${await FIRST_OF['[purchase]']?.(workspace.id)}`;
  if (route === '/sign-in/confirm') return `${address}?email=somebody%40example.com&token=shown-and-never-used`;
  return address;
}

const viewerOf = (route: string): string | null => {
  if (OUTSIDE.has(route)) return null;
  return route.startsWith('/admin') ? e2eEnvironment().operator.email : emailOf('owner');
};

/** Every page of the app, and the states that an address can bring about. The front door only leads elsewhere. */
export async function allScreens(): Promise<Screen[]> {
  const screens: Screen[] = [];
  for (const route of pageRoutes()) {
    if (route === '/') continue;
    const name = route === '/w/[workspace]' ? 'overview' : route.replace('/w/[workspace]/', '').replace(/^\//, '');
    const base = { route, as: viewerOf(route) };
    const address = await addressOf(route);
    const file = name.replaceAll(/[[\]]/g, '').replaceAll('/', '-');
    screens.push({ ...base, name: file, path: address });
    for (const [state, query] of Object.entries(STATES[route] ?? {})) {
      screens.push({ ...base, name: `${file}-${state}`, path: address + query });
    }
  }
  const { id, slug } = demoWorkspace();
  const heir = await oneId(HEIR, id);
  screens.push(
    {
      name: 'members-other',
      route: '/w/[workspace]/members/[member]',
      path: `/w/${slug}/members/${heir}`,
      as: emailOf('owner'),
    },
    {
      name: 'members-hand-over-confirm',
      route: '/w/[workspace]/members/hand-over',
      path: `/w/${slug}/members/hand-over?to=${heir}`,
      as: emailOf('owner'),
    },
    { name: 'not-found', route: '/not-found', path: '/nothing-here', as: null },
    {
      name: 'not-found-in-workspace',
      route: '/w/[workspace]/not-found',
      path: `/w/${slug}/transactions/none`,
      as: emailOf('owner'),
    },
    { name: 'console-closed', route: '/admin/forbidden', path: '/admin/customers', as: emailOf('owner') },
    { name: 'console-not-found', route: '/admin/not-found', path: '/admin/customers/none', as: viewerOf('/admin') },
    { name: 'forbidden', route: '/w/[workspace]/forbidden', path: `/w/${slug}/top-up`, as: emailOf('viewer') },
    ...EMPTY_AT_FIRST.map((page) => ({
      name: `empty-${page.slice(1).replaceAll('/', '-') || 'overview'}`,
      route: `/w/[workspace]${page}`,
      path: `/w/${ARRIVAL}${page}`,
      as: `${ARRIVAL}@example.com`,
    })),
  );
  return screens;
}
