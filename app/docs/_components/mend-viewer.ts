const SCROLLING = ['pre', '.microlight', '.body-param__example'].map((box) => `${box}:not([tabindex])`).join();

/**
 * What the viewer leaves to be desired for keyboards and screen readers, mended as it draws: boxes that scroll are
 * reachable, its main landmark has a name, and its bars are landmarks of their own. Answers how to stop.
 */
export function mendViewer(node: HTMLElement, label: string): () => void {
  const mend = () => {
    node.querySelector('main')?.setAttribute('aria-label', label);
    for (const bar of node.querySelectorAll('.swagger-ui > div > div:not([role])')) {
      const name = bar.querySelector('input')?.placeholder ?? bar.textContent;
      if (!name || bar.querySelector('main')) continue;
      bar.setAttribute('role', 'region');
      bar.setAttribute('aria-label', name);
    }
    for (const box of node.querySelectorAll<HTMLElement>(SCROLLING)) {
      if (!box.closest('section[tabindex]')) box.tabIndex = 0;
    }
  };
  const observer = new MutationObserver(mend);
  observer.observe(node, { childList: true, subtree: true });
  mend();
  return () => observer.disconnect();
}
