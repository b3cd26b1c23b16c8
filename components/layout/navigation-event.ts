/** Told to the window when the router sets out for another page; `detail` is that page's address. */
export const NAVIGATION_EVENT = 'coffer:navigation';
