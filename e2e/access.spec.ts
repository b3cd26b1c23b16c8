import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { e2eEnvironment } from './support/environment';
import { buildHouse, type House, type Visitor } from './support/people';

const EVERYONE = ['viewer', 'member', 'billing', 'admin', 'owner', 'operator'];
const WORKERS = ['member', 'billing', 'admin', 'owner', 'operator'];
const PAYERS = ['billing', 'admin', 'owner', 'operator'];
const ADMINS = ['admin', 'owner', 'operator'];
const OPERATORS = ['operator'];

/**
 * Who may do what a page asks leave for, written down a second time. A page that asks for something else fails until it
 * stands here.
 */
const ALLOWED: Record<string, string[]> = {
  'workspace:view': EVERYONE,
  'credits:read': EVERYONE,
  'usage:view': EVERYONE,
  'transactions:view': EVERYONE,
  'transactions:export': EVERYONE,
  'usage:export': EVERYONE,
  'members:view': EVERYONE,
  'teams:view': EVERYONE,
  'budgets:view': EVERYONE,
  'alerts:view': EVERYONE,
  'keys:view': WORKERS,
  'purchases:create': ['billing', 'admin', 'owner'],
  'purchases:view': PAYERS,
  'auto_top_up:view': PAYERS,
  'auto_top_up:manage': ['billing', 'admin', 'owner'],
  'audit:view': ADMINS,
  'webhooks:view': ADMINS,
  'workspace:update': ADMINS,
  'members:manage': ADMINS,
  'members:manage_owners': ['owner', 'operator'],
  'alerts:manage': PAYERS,
  'operator:view': OPERATORS,
  'customers:view': OPERATORS,
  'customers:manage': OPERATORS,
  'packs:view': OPERATORS,
  'packs:manage': OPERATORS,
  'users:manage': OPERATORS,
  'installation:audit': OPERATORS,
};

/** Route handlers, which ask for leave further inside. */
const HANDLERS: Record<string, string> = {
  '/w/[workspace]/top-up/status': 'purchases:view',
  '/w/[workspace]/live': 'credits:read',
  '/w/[workspace]/audit/export': 'audit:view',
  '/w/[workspace]/transactions/export': 'transactions:export',
  '/w/[workspace]/usage/export': 'usage:export',
  '/w/[workspace]/receipts/[purchase]/pdf': 'purchases:view',
  '/admin/audit/export': 'installation:audit',
};

interface Place {
  /** The address with its parameters still named. */
  route: string;
  operation: string;
  isPage: boolean;
}

function placesIn(group: string): Place[] {
  const root = path.join('app', group);
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' });
  return files
    .filter((file) => /(^|\/)(page\.tsx|route\.ts)$/.test(file))
    .sort()
    .map((file) => {
      const route = `/${path.dirname(file)}`;
      const asked = /require\w+\([^;]*?'(\w+:\w+)'/.exec(readFileSync(path.join(root, file), 'utf8'))?.[1];
      return { route, operation: asked ?? HANDLERS[route] ?? 'nothing', isPage: file.endsWith('page.tsx') };
    });
}

/** Every page and route handler of a workspace and of the console, from the files themselves. */
const PLACES = [...placesIn('(portal)'), ...placesIn('(admin)')];

/** The console is of the installation: nobody but operators has any business there, and it hides from nobody. */
const isConsole = ({ route }: Place): boolean => route.startsWith('/admin');

let house: House;

test.beforeAll(async () => {
  house = await buildHouse();
});

/** An address of the house, or of one that nobody built. */
function addressOf({ route }: Place, slug: string): string {
  const filled = route
    .replace('[workspace]', slug)
    .replace('[transaction]', house.transactionId)
    .replace('[member]', house.memberId)
    .replace('[team]', house.teamId)
    .replace('[key]', house.keyId)
    .replace('[rule]', house.ruleId)
    .replace('[endpoint]', house.endpointId)
    .replace('[customer]', house.id)
    .replace('[grant]', house.grantId)
    .replace('[purchase]', house.purchaseId)
    .replace('[pack]', house.packId)
    .replace('[attempt]', house.attemptId);
  return route.includes('top-up/') ? `${filled}?purchase=${house.purchaseId}` : filled;
}

async function visit(address: string, { cookie }: Visitor) {
  const reply = await fetch(`${e2eEnvironment().baseUrl}${address}`, { headers: { cookie }, redirect: 'manual' });
  const { status, headers } = reply;
  const location = headers.get('location') ?? '';
  // A stream never ends by itself.
  if (headers.get('content-type')?.startsWith('text/event-stream')) {
    await reply.body?.cancel();
    return { status, location, text: '' };
  }
  return { status, location, text: await reply.text() };
}

/** What the visitor is told: 200, or why not. */
function verdictOf(place: Place, { role }: Visitor): number {
  const { operation, isPage } = place;
  if (role === 'nobody') return isPage ? 307 : 401;
  if (role === 'stranger' && !isConsole(place)) return 404;
  // Who does not manage keys sees their own alone; the one in the house speaks for the member.
  if (place.route.includes('[key]') && role === 'billing') return 404;
  if (!ALLOWED[operation]?.includes(role)) return 403;
  // The purchase of the house is not paid yet: it has no receipt.
  return place.route.endsWith('/pdf') ? 404 : 200;
}

/** What of a page could tell a missing workspace from somebody else's, but for its address and what changes each time. */
const likenessOf = (text: string, slug: string): string =>
  text
    .replaceAll(slug, 'SLUG')
    .replaceAll(/<script[\s\S]*?<\/script>/g, '')
    .replaceAll(/nonce="[^"]*"|"nonce":"[^"]*"|[A-Za-z0-9+/]{22}==/g, '');

for (const place of PLACES) {
  test(`${place.route} opens to those who may, and tells the others nothing`, async () => {
    expect(ALLOWED[place.operation], `who may ${place.operation}`).toBeDefined();
    for (const visitor of house.visitors) {
      const address = addressOf(place, house.slug);
      const { status, location, text } = await visit(address, visitor);
      expect(status, `${visitor.name} at ${address}: ${text.slice(0, 200)}`).toBe(verdictOf(place, visitor));
      if (status === 307) {
        expect(location).toContain(`/sign-in?callbackUrl=${isConsole(place) ? '%2Fadmin' : '%2Fw%2F'}`);
      }
      if (visitor.role !== 'stranger' || isConsole(place)) continue;
      const missing = addressOf(place, 'access-nobodys');
      const other = await visit(missing, visitor);
      expect(other.status, visitor.name).toBe(404);
      expect(likenessOf(text, house.slug), visitor.name).toBe(likenessOf(other.text, 'access-nobodys'));
    }
  });
}
