'use client';

import { useEffect, useState, useSyncExternalStore } from 'react';

const onChange = (listen: () => void) => {
  window.addEventListener('online', listen);
  window.addEventListener('offline', listen);
  return () => {
    window.removeEventListener('online', listen);
    window.removeEventListener('offline', listen);
  };
};

/** Whether a plain click would leave for another page of this portal. */
function leaves(event: MouseEvent): boolean {
  const link = (event.target as Element).closest<HTMLAnchorElement>('a[href]');
  if (!link || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return false;
  if (link.hasAttribute('download') || (link.target && link.target !== '_self')) return false;
  const isInPage = link.hash !== '' && link.href.split('#')[0] === window.location.href.split('#')[0];
  return link.origin === window.location.origin && !isInPage;
}

/**
 * Says quietly that there is no connection, and goes by itself. Nothing is lost by it: what is shown stays, and a click or
 * a form that needs the connection is held back and said so, instead of leaving for the browser's own error page.
 */
export function OfflineNotice({ text, heldText }: { text: string; heldText: string }) {
  const isOnline = useSyncExternalStore(
    onChange,
    () => navigator.onLine,
    () => true,
  );
  // Counted, so that a second try is said again.
  const [held, setHeld] = useState(0);
  useEffect(() => {
    if (isOnline) return;
    const hold = (event: Event) => {
      if (event instanceof MouseEvent && !leaves(event)) return;
      event.preventDefault();
      event.stopPropagation();
      setHeld((count) => count + 1);
    };
    // Before anything on the page hears of it.
    window.addEventListener('click', hold, true);
    window.addEventListener('submit', hold, true);
    return () => {
      window.removeEventListener('click', hold, true);
      window.removeEventListener('submit', hold, true);
      setHeld(0);
    };
  }, [isOnline]);
  return (
    <div role="status" className="pointer-events-none fixed inset-x-4 bottom-4 z-40 flex justify-center">
      {isOnline ? null : (
        <p
          key={held}
          className="rounded-2xl border border-warning/30 bg-warning-surface px-4 py-2 text-sm text-warning shadow-pop"
        >
          {held > 0 ? heldText : text}
        </p>
      )}
    </div>
  );
}
