/** Text that is safe between tags and in quoted attributes. */
export const escapeHtml = (text: string): string => text.replaceAll(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);

/** Already-made HTML; what is interpolated as such is not escaped again. */
class Html {
  constructor(readonly text: string) {}
}

type Part = string | number | Html | Html[] | null | undefined | false;

const render = (part: Part): string => {
  if (part === null || part === undefined || part === false) return '';
  if (part instanceof Html) return part.text;
  if (Array.isArray(part)) return part.map(render).join('');
  return escapeHtml(String(part));
};

/** A template that escapes everything but other templates. */
export const html = (strings: TemplateStringsArray, ...parts: Part[]): Html =>
  new Html(strings.reduce((text, string, index) => text + render(parts[index - 1] ?? null) + string));

const STYLE = `
:root { color-scheme: light dark; --page: #f5f6f8; --card: #fff; --text: #16181d; --muted: #545b68; --line: #d5d9e0;
  --accent: #4338ca; --on-accent: #fff; --danger: #b42318; --banner: #fdf0c8; --on-banner: #5c4100; }
@media (prefers-color-scheme: dark) { :root { --page: #111318; --card: #1b1e25; --text: #f0f1f4; --muted: #a9b0bd;
  --line: #3a404c; --accent: #a5b4fc; --on-accent: #14163a; --danger: #ffb4ab; --banner: #4a3a08; --on-banner: #ffe9a8; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--text); font: 16px/1.5 system-ui, sans-serif; }
.banner { background: var(--banner); color: var(--on-banner); padding: .5rem 1rem; text-align: center; font-weight: 600; }
main { max-width: 30rem; margin: 2rem auto; padding: 0 1rem; }
main.wide { max-width: 60rem; }
h1 { font-size: 1.25rem; margin: 0 0 1rem; } h2 { font-size: 1rem; margin: 1.5rem 0 .5rem; }
.card { background: var(--card); border: 1px solid var(--line); border-radius: 12px; padding: 1.5rem; }
.muted { color: var(--muted); } .num { font-variant-numeric: tabular-nums; text-align: right; white-space: nowrap; }
table { width: 100%; border-collapse: collapse; } td, th { padding: .5rem 1rem .5rem 0; text-align: left; vertical-align: top; }
td:last-child, th:last-child { padding-right: 0; }
tfoot td, tfoot th { border-top: 1px solid var(--line); font-weight: 700; font-size: 1.125rem; }
label { display: block; font-weight: 600; margin-top: 1rem; }
input, select { width: 100%; font: inherit; color: inherit; background: var(--card); border: 1px solid var(--muted); border-radius: 8px;
  padding: .625rem .75rem; margin-top: .25rem; }
.pair { display: grid; grid-template-columns: 1fr 1fr; gap: 1rem; }
button { font: inherit; font-weight: 600; min-height: 2.75rem; padding: .5rem 1rem; border-radius: 8px; cursor: pointer;
  border: 1px solid var(--muted); background: transparent; color: inherit; }
button.primary { width: 100%; margin-top: 1.5rem; background: var(--accent); border-color: var(--accent); color: var(--on-accent); }
.others { display: grid; gap: .5rem; margin-top: .75rem; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
.error { color: var(--danger); font-weight: 600; margin: 0 0 1rem; } a { color: var(--accent); }
.row { display: flex; gap: .5rem; flex-wrap: wrap; }
.scroll { overflow-x: auto; } .long { overflow-wrap: anywhere; text-align: right; }
`;

/** A whole page, marked as what it is. */
export const page = (title: string, body: Html, { isWide = false } = {}): string =>
  html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<link rel="icon" href="data:,">
<title>${title} · Stripe sandbox</title>
<style>${new Html(STYLE)}</style>
</head>
<body>
<header class="banner">Sandbox: a local stand-in for Stripe. No real money moves.</header>
<main${isWide ? new Html(' class="wide"') : null}>${body}</main>
</body>
</html>`.text;

/** Currencies whose minor unit, at Stripe, is not a hundredth. */
const DECIMALS: Record<string, number> = Object.fromEntries([
  ...'bif clp djf gnf jpy kmf krw mga pyg rwf vnd vuv xaf xof xpf'.split(' ').map((code) => [code, 0]),
  ...'bhd jod kwd omr tnd'.split(' ').map((code) => [code, 3]),
]);

export function formatMoney(minor: number, currency: string): string {
  const digits = DECIMALS[currency] ?? 2;
  return new Intl.NumberFormat('en', {
    style: 'currency',
    currency,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).format(minor / 10 ** digits);
}
