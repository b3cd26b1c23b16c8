import { NAVIGATION_EVENT } from './components/layout/navigation-event';

/** The router tells nobody else that it has set out: what the page shows meanwhile listens to this. */
export function onRouterTransitionStart(url: string): void {
  window.dispatchEvent(new CustomEvent(NAVIGATION_EVENT, { detail: url }));
}
