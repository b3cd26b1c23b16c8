const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Makes text inert inside HTML, in content and in quoted attributes. */
export const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (sign) => ESCAPES[sign] ?? sign);

/** Header fields are one line. */
export const oneLine = (text: string): string => text.replace(/[\r\n\t]+/g, ' ').trim();

interface Letter {
  /** Language of the texts; default English. */
  locale?: string;
  title: string;
  /** Paragraphs before the button. */
  before: string[];
  button?: { label: string; href: string };
  /** Paragraphs after it, in small print. */
  after: string[];
  /** And lesser links below them. */
  links?: { label: string; href: string }[];
}

const PAGE_STYLE = 'margin:0;padding:32px 16px;font-family:system-ui,-apple-system,Segoe UI,sans-serif;line-height:1.5';
const BUTTON_STYLE =
  'display:inline-block;padding:12px 20px;border-radius:6px;background-color:#0b6b4f;color:#ffffff;font-weight:600;text-decoration:none';

/** A letter as HTML: no images, nothing loaded, colours left to the reader but for the button. Arguments are plain text. */
export function renderHtml({ locale = 'en', title, before, button, after, links = [] }: Letter): string {
  const paragraph = (style: string) => (text: string) => `<p style="${style}">${escapeHtml(text)}</p>`;
  const link = button
    ? `<p style="margin:24px 0"><a href="${escapeHtml(button.href)}" style="${BUTTON_STYLE}">${escapeHtml(button.label)}</a></p>`
    : '';
  return [
    '<!doctype html>',
    `<html lang="${escapeHtml(locale)}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">`,
    `<meta name="color-scheme" content="light dark"><title>${escapeHtml(title)}</title></head>`,
    `<body style="${PAGE_STYLE}"><div style="max-width:480px;margin:0 auto">`,
    `<h1 style="font-size:20px;margin:0 0 16px">${escapeHtml(title)}</h1>`,
    ...before.map(paragraph('margin:0 0 12px')),
    link,
    ...after.map(paragraph('margin:0 0 8px;font-size:13px')),
    ...links.map(
      ({ label, href }) =>
        `<p style="margin:0 0 8px;font-size:13px"><a href="${escapeHtml(href)}">${escapeHtml(label)}</a></p>`,
    ),
    '</div></body></html>',
  ].join('\n');
}

/** The same letter as plain text, with the address in full. */
export function renderText({ title, before, button, after, links = [] }: Letter): string {
  const line = ({ label, href }: { label: string; href: string }) => `${label}:\n${href}`;
  const parts = [title, ...before, ...(button ? [line(button)] : []), ...after, ...links.map(line)];
  return `${parts.join('\n\n')}\n`;
}
