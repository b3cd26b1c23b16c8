'use client';

import { useSyncExternalStore } from 'react';

const onChange = (listen: () => void) => {
  window.addEventListener('online', listen);
  window.addEventListener('offline', listen);
  return () => {
    window.removeEventListener('online', listen);
    window.removeEventListener('offline', listen);
  };
};

/** Says quietly that there is no connection, and goes by itself. Nothing is lost by it: what is shown stays. */
export function OfflineNotice({ text }: { text: string }) {
  const isOnline = useSyncExternalStore(
    onChange,
    () => navigator.onLine,
    () => true,
  );
  return (
    <div role="status" className="pointer-events-none fixed inset-x-4 bottom-4 z-40 flex justify-center">
      {isOnline ? null : (
        <p className="rounded-full border border-warning/30 bg-warning-surface px-4 py-2 text-sm text-warning shadow-pop">
          {text}
        </p>
      )}
    </div>
  );
}
