import { INTL_TAGS, type Locale } from '../i18n/locales';
import { translator } from '../i18n/translator';
import { escapeHtml } from '../notify/layout';

/** The design's tokens that this page needs, as app/globals.css gives them: a test compares the two. */
const LIGHT = {
  background: '#fbfbfa',
  foreground: '#171a19',
  'muted-foreground': '#5d6461',
  primary: '#0b6b4f',
  'primary-hover': '#095a42',
  'primary-foreground': '#ffffff',
  ring: '#0b8a65',
};
const DARK: typeof LIGHT = {
  background: '#0e1110',
  foreground: '#eceeed',
  'muted-foreground': '#a0a8a4',
  primary: '#4ec79d',
  'primary-hover': '#6bd5b0',
  'primary-foreground': '#06251a',
  ring: '#4ec79d',
};

const tokens = (theme: typeof LIGHT): string =>
  Object.entries(theme)
    .map(([name, value]) => `--${name}: ${value};`)
    .join('');

/** The frame of the sign-in pages, without their style sheet: its address is known to pages of Next alone. */
const STYLE = `
:root{color-scheme:light dark;${tokens(LIGHT)}}
@media (prefers-color-scheme:dark){:root{${tokens(DARK)}}}
*{box-sizing:border-box;margin:0}
body{background:var(--background);color:var(--foreground);font:0.9375rem/1.5rem ui-sans-serif,system-ui,sans-serif}
main{display:flex;flex-direction:column;justify-content:center;min-height:100dvh;max-width:24rem;margin:0 auto;padding:3rem 1.5rem}
.mark{display:inline-flex;align-items:center;gap:.5rem;margin-bottom:2.5rem;font-size:1.0625rem;font-weight:600;letter-spacing:-.025em}
svg{width:1.5rem;height:1.5rem}
.fill{fill:var(--primary)}
.on{fill:var(--primary-foreground)}
.line{fill:none;stroke:var(--primary-foreground);stroke-width:1.7;stroke-linecap:round}
h1{font-size:1.625rem;line-height:2rem;font-weight:600;letter-spacing:-.025em;text-wrap:balance}
p{margin-top:.5rem;color:var(--muted-foreground)}
a{display:flex;align-items:center;justify-content:center;height:2.75rem;margin-top:2rem;border-radius:.5rem;background:var(--primary);color:var(--primary-foreground);font-weight:500;text-decoration:none}
a:hover{background:var(--primary-hover)}
a:focus-visible{outline:2px solid var(--ring);outline-offset:2px}
`;

/** components/layout/logo.tsx, for a page without React. */
const MARK =
  '<svg viewBox="0 0 24 24" aria-hidden="true" focusable="false">' +
  '<rect class="fill" x="1" y="1" width="22" height="22" rx="6"/>' +
  '<path class="line" d="M6.5 10.2V9a3 3 0 0 1 3-3h5a3 3 0 0 1 3 3v1.2"/>' +
  '<path class="on" d="M6 12.4h12v3.4a2.2 2.2 0 0 1-2.2 2.2H8.2A2.2 2.2 0 0 1 6 15.8Z"/>' +
  '<circle class="fill" cx="12" cy="14.4" r="1.1"/></svg>';

interface GoOn {
  locale: Locale;
  /** Where it goes on to. */
  href: string;
  /** The provider as people call it; null when it is not known. */
  provider: string | null;
}

/** A whole HTML page that goes on to a provider by itself, with a link for browsers that do not. */
export function goOnPage({ locale, href, provider }: GoOn): string {
  const t = translator(locale, 'auth');
  const [to, title] = [escapeHtml(href), escapeHtml(t('goOn.title'))];
  const intro = provider === null ? t('goOn.intro') : t('goOn.introTo', { provider });
  return [
    `<!doctype html><html lang="${INTL_TAGS[locale].numbers}"><head><meta charset="utf-8">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex">',
    `<meta http-equiv="refresh" content="0;url=${to}"><title>${escapeHtml(t('goOn.page'))} · Coffer</title>`,
    `<style>${STYLE}</style></head><body><main><span class="mark">${MARK}Coffer</span>`,
    `<h1>${title}</h1><p>${escapeHtml(intro)}</p><a href="${to}">${escapeHtml(t('goOn.action'))}</a>`,
    '</main></body></html>',
  ].join('\n');
}
