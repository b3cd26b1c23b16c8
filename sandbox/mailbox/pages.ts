import type { Message } from './store';

const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (sign) => ESCAPES[sign] ?? sign);

const STYLE = `
:root { color-scheme: light dark; --back: #fbfbfa; --card: #fff; --text: #171a19; --quiet: #5d6461; --line: #e4e6e3;
  --link: #0a5741; --mark: #fdf4e3; --mark-text: #8a5200; --ring: #0b8a65; }
@media (prefers-color-scheme: dark) { :root { --back: #0e1110; --card: #151918; --text: #eceeed; --quiet: #a0a8a4;
  --line: #272d2b; --link: #7fdcbb; --mark: #2f2411; --mark-text: #f0b452; --ring: #4ec79d; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--back); color: var(--text); font: 15px/1.6 system-ui, sans-serif; }
header { background: var(--mark); color: var(--mark-text); font-size: 13px; padding: 8px 24px; }
main { max-width: 760px; margin: 0 auto; padding: 32px 24px; }
h1 { font-size: 24px; line-height: 1.3; margin: 0 0 8px; overflow-wrap: anywhere; }
h2 { font-size: 15px; margin: 24px 0 8px; }
a { color: var(--link); text-underline-offset: 3px; }
a:focus-visible, iframe:focus-visible { outline: 2px solid var(--ring); outline-offset: 2px; }
.quiet { color: var(--quiet); margin: 0 0 24px; overflow-wrap: anywhere; }
ul { list-style: none; margin: 0; padding: 0; border: 1px solid var(--line); border-radius: 8px; background: var(--card); }
li + li { border-top: 1px solid var(--line); }
li a { display: block; padding: 12px 16px; text-decoration: none; color: var(--text); }
li a:hover .subject { text-decoration: underline; }
.subject { display: block; font-weight: 600; overflow-wrap: anywhere; }
.meta { display: block; color: var(--quiet); font-size: 13px; overflow-wrap: anywhere; }
/* No background: a mail that can be dark is, any other gets white from the browser. */
iframe { width: 100%; height: 420px; border: 1px solid var(--line); border-radius: 8px; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; font: inherit; margin: 0; padding: 16px; border: 1px solid var(--line);
  border-radius: 8px; background: var(--card); }
`;

function page(title: string, main: string): string {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)} · Sandbox mailbox</title><link rel="icon" href="data:,"><style>${STYLE}</style></head>
<body><header><strong>Sandbox.</strong> Mails of this installation land here instead of going out.</header>
<main>${main}</main></body></html>`;
}

const timeOf = (message: Message): string =>
  `<time datetime="${escapeHtml(message.receivedAt)}">${escapeHtml(message.receivedAt.slice(0, 19).replace('T', ' '))} UTC</time>`;

const subjectOf = (message: Message): string => message.subject || '(no subject)';

/** The mails, newest first; `to` when only those of one address are shown. */
export function listPage(messages: Message[], to: string | null): string {
  const items = messages.map(
    (message) => `<li><a href="/messages/${encodeURIComponent(message.id)}">
<span class="subject">${escapeHtml(subjectOf(message))}</span>
<span class="meta">to ${escapeHtml(message.to.join(', '))} · ${timeOf(message)}</span></a></li>`,
  );
  const scope = to
    ? `To ${escapeHtml(to)}. <a href="/">Show all mails</a>`
    : 'Newest first. <a href="/">Look for new mails</a>';
  const list = items.length > 0 ? `<ul>${items.join('\n')}</ul>` : '<p>No mail has arrived yet.</p>';
  return page('Mails', `<h1>Mails</h1><p class="quiet">${scope}</p>${list}`);
}

/** Text with its http(s) addresses as links. */
function linkify(text: string): string {
  return text
    .split(/(https?:\/\/[^\s<>"]+)/)
    .map((part, at) => (at % 2 === 1 ? `<a href="${escapeHtml(part)}">${escapeHtml(part)}</a>` : escapeHtml(part)))
    .join('');
}

/** One mail. Its HTML stands in a frame in which no script runs; a click on a link leaves the frame. */
export function messagePage(message: Message): string {
  const html =
    message.html === null
      ? ''
      : `<iframe title="The mail as HTML" src="/messages/${encodeURIComponent(message.id)}/html"
sandbox="allow-top-navigation-by-user-activation allow-popups"></iframe><h2>As plain text</h2>`;
  return page(
    subjectOf(message),
    `<h1>${escapeHtml(subjectOf(message))}</h1>
<p class="quiet">From ${escapeHtml(message.from)} to ${escapeHtml(message.to.join(', '))} · ${timeOf(message)}<br>
<a href="/">All mails</a></p>${html}<pre>${linkify(message.text)}</pre>`,
  );
}

/** The mail's own HTML, with links that open in the whole window. */
export function messageFrame(message: Message): string {
  const html = message.html ?? '';
  const base = '<base target="_top">';
  return /<head[^>]*>/i.test(html) ? html.replace(/<head[^>]*>/i, (head) => head + base) : base + html;
}

export const missingPage = (): string =>
  page('Not found', '<h1>There is no such mail</h1><p><a href="/">All mails</a></p>');
