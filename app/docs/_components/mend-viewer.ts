/**
 * What the viewer leaves to be desired for keyboards and screen readers, mended as it draws: boxes that scroll are
 * reachable, and its part of the page is no second main landmark. Answers how to stop.
 */
export function mendViewer(node: HTMLElement, label: string): () => void {
  const mend = () => {
    const main = node.querySelector('main#operations');
    main?.setAttribute('role', 'group');
    main?.setAttribute('aria-label', label);
    for (const box of node.querySelectorAll<HTMLElement>('pre:not([tabindex]), .body-param__example:not([tabindex])')) {
      if (!box.closest('section')) box.tabIndex = 0;
    }
  };
  const observer = new MutationObserver(mend);
  observer.observe(node, { childList: true, subtree: true });
  mend();
  return () => observer.disconnect();
}
