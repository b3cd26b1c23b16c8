import bowser from 'bowser';

const MAX_LENGTH = 400;

/** What is kept of a request's User-Agent: what the browser calls itself, cut where no browser is; null: it says nothing. */
export function keptUserAgent(request: Request): string | null {
  const text = request.headers.get('user-agent')?.trim().slice(0, MAX_LENGTH);
  return text || null;
}

export interface BrowserName {
  /** "Firefox"; null when nobody knows. */
  browser: string | null;
  /** "Windows"; null when nobody knows. */
  system: string | null;
}

/** Which browser on which system that is, by names that people know. Any program can claim any of it. */
export function nameBrowser(userAgent: string | null): BrowserName {
  if (!userAgent) return { browser: null, system: null };
  const { browser, os } = bowser.parse(userAgent);
  return { browser: browser.name || null, system: os.name || null };
}
