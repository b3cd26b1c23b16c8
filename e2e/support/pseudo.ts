import { expect, type Page } from '@playwright/test';
import { queryDemo } from './query';

export const PSEUDO_COOKIE = { name: 'coffer_locale', value: 'en-XA' };

/** Names, identifiers and units, which are the same in each language. */
const UNTRANSLATED = [
  'Coffer',
  'CSV',
  'JSON',
  'PDF',
  'API',
  'UTC',
  'GMT',
  'Stripe',
  'Visa',
  'Mastercard',
  'Webhook',
  'English',
  'Deutsch',
  'live',
  'test',
  'read',
  'spend',
  'grant',
  'admin',
  'curl',
  'TypeScript',
  'Python',
  'OpenAPI',
  'Node.js',
  'URL',
  'IP',
  'ID',
  'PostgreSQL',
  'Sandbox',
  'Europe',
  'America',
  'Asia',
  'Africa',
  'Australia',
  'AM',
  'PM',
  'CET',
  'CEST',
  'EST',
  'EDT',
];

/** Everything that people typed, in the demo or into `address`, or that the code names: a page may show it as it is. */
async function dataWords(address: string): Promise<Set<string>> {
  const rows = await queryDemo<{ text: string }>(`
    SELECT name AS text FROM workspaces UNION ALL SELECT slug FROM workspaces
    UNION ALL SELECT time_zone FROM workspaces UNION ALL SELECT currency FROM workspaces
    UNION ALL SELECT coalesce(billing_email, '') FROM workspaces
    UNION ALL SELECT name FROM members UNION ALL SELECT coalesce(email, '') FROM members
    UNION ALL SELECT coalesce(external_id, '') FROM members
    UNION ALL SELECT email FROM users UNION ALL SELECT coalesce(name, '') FROM users
    UNION ALL SELECT name FROM teams UNION ALL SELECT name FROM packs
    UNION ALL SELECT name || ' ' || prefix || ' ' || last4 FROM api_keys
    UNION ALL SELECT DISTINCT concat_ws(' ', feature, context_id, context_description, reason) FROM transactions
    UNION ALL SELECT DISTINCT concat_ws(' ', description, reason, external_ref, array_to_string(features, ' ')) FROM grants
    UNION ALL SELECT DISTINCT metadata::text FROM transactions WHERE metadata IS NOT NULL
    UNION ALL SELECT concat_ws(' ', url, description, array_to_string(events, ' ')) FROM webhook_endpoints
    UNION ALL SELECT DISTINCT action || ' ' || target_kind || ' ' || coalesce(reason, '') FROM audit_log
    UNION ALL SELECT DISTINCT coalesce(before::text, '') || coalesce(after::text, '') FROM audit_log`);
  const asked = [...new URL(address).searchParams].flat();
  return new Set([...rows.map(({ text }) => text), ...asked, ...UNTRANSLATED].flatMap(wordsOf));
}

const wordsOf = (text: string): string[] => text.toLowerCase().match(/\p{L}[\p{L}\p{M}]+/gu) ?? [];

/** Months, weekdays and signs of dates, which follow the language they borrow from. */
const DATE_WORDS = new Set(
  Array.from({ length: 365 }, (_, day) => new Date(Date.UTC(2026, 0, 1 + day)))
    .flatMap((at) =>
      (['short', 'long'] as const).map((style) =>
        new Intl.DateTimeFormat('en-GB', { month: style, weekday: style, timeZone: 'UTC' }).format(at),
      ),
    )
    .flatMap(wordsOf)
    .concat('ago', 'in', 'yesterday', 'today', 'tomorrow', 'day', 'days', 'hour', 'hours', 'minute', 'minutes', 'and'),
);

/** Asked for again when a page shows a word that was not there before: stories add names of their own. */
let known = new Set<string>();

const isRaw = (text: string): boolean =>
  wordsOf(withoutMessages(text)).some((word) => !known.has(word) && !DATE_WORDS.has(word) && /^[a-z]+$/.test(word));

/** Takes out what stands in brackets, with the arguments in it, which are checked where they are messages themselves. */
function withoutMessages(text: string): string {
  let rest = text;
  for (let inner = ''; inner !== rest; ) {
    inner = rest;
    rest = rest.replaceAll(/\[[^[\]]*\]/g, ' ');
  }
  // Brackets may be opened in one element and closed in another where a text has markup inside.
  return rest.replaceAll(/\[.*/g, ' ').replaceAll(/.* ~\]/g, ' ');
}

/**
 * The page is shown in the pseudo-locale: every text that people read stands in brackets, whole. What stands outside is
 * data; a word that is neither in the demo's data nor part of a date was written into the code.
 */
export async function expectTranslated(page: Page, name: string): Promise<void> {
  const { outside, clipped } = await page.evaluate(() => {
    const outside: string[] = [];
    const clipped: string[] = [];
    const isShown = (element: Element) => element.checkVisibility({ visibilityProperty: true });
    const skip = 'script, style, code, pre, [translate="no"], [lang]:not(html)';
    for (const block of document.querySelectorAll('body *')) {
      if (block.closest(skip) || !isShown(block)) continue;
      const own = [...block.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE);
      const text = own.map((node) => node.textContent ?? '').join(' ');
      for (const attribute of ['aria-label', 'placeholder', 'title', 'alt']) {
        const value = block.getAttribute(attribute);
        if (value) outside.push(value);
      }
      if (text.trim() === '') continue;
      outside.push(text);
      const style = getComputedStyle(block);
      const isCut = style.overflowX !== 'visible' && block.scrollWidth > block.clientWidth + 1;
      const isHidden = block.clientWidth <= 1 || style.clipPath !== 'none';
      if (text.includes('~]') && isCut && !isHidden) clipped.push(text.trim());
    }
    return { outside, clipped };
  });
  if (outside.some(isRaw)) known = await dataWords(page.url());
  const raw = outside.filter(isRaw);
  expect([...new Set(raw)], `raw texts on ${name}`).toEqual([]);
  expect([...new Set(clipped)], `clipped texts on ${name}`).toEqual([]);
}
