import { html, page } from '../checkout/html';

/** What a page answers: HTML, the way to another page, or a file. */
export type Reply =
  | { status: 200 | 404; html: string }
  | { status: 303; location: string }
  | { status: 200; pdf: Buffer };

export const shown = (text: string): Reply => ({ status: 200, html: text });
export const goTo = (location: string): Reply => ({ status: 303, location });
export const notFound = (): Reply => ({
  status: 404,
  html: page('Not found', html`<div class="card"><h1>Not found</h1><p>There is nothing at this address.</p></div>`),
});
