import { html, page } from '../checkout/html';

/** What a page answers: HTML, or the way to another page. */
export type Reply = { status: 200 | 404; html: string } | { status: 303; location: string };

export const shown = (text: string): Reply => ({ status: 200, html: text });
export const goTo = (location: string): Reply => ({ status: 303, location });
export const notFound = (): Reply => ({
  status: 404,
  html: page('Not found', html`<div class="card"><h1>Not found</h1><p>There is nothing at this address.</p></div>`),
});
