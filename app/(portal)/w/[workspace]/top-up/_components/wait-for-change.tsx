'use client';

import { useRouter } from 'next/navigation';
import { useEffect, useState } from 'react';

interface WaitForChangeProps {
  statusUrl: string;
  /** The state on the page; another one makes the page load again. */
  state: string;
  /** Said after a while: that it is safe to leave. */
  longText: string;
}

const FIRST_DELAY_MS = 800;
const MAX_DELAY_MS = 8_000;
const PATIENCE_MS = 20_000;

/** Asks now and then, ever more slowly, whether the purchase has moved on; then lets the server draw the page anew. */
export function WaitForChange({ statusUrl, state, longText }: WaitForChangeProps) {
  const router = useRouter();
  const [isLong, setIsLong] = useState(false);

  useEffect(() => {
    let delayMs = FIRST_DELAY_MS;
    let timer: ReturnType<typeof setTimeout>;
    const control = new AbortController();
    const ask = async () => {
      try {
        const response = await fetch(statusUrl, { signal: control.signal, cache: 'no-store' });
        if (response.ok) {
          const now = (await response.json()) as { state: string };
          if (now.state !== state) return router.refresh();
        }
      } catch {
        if (control.signal.aborted) return; // the page was left; otherwise the network failed, and we ask again
      }
      delayMs = Math.min(MAX_DELAY_MS, delayMs * 1.5);
      timer = setTimeout(ask, delayMs);
    };
    timer = setTimeout(ask, delayMs);
    const patience = setTimeout(() => setIsLong(true), PATIENCE_MS);
    return () => {
      control.abort();
      clearTimeout(timer);
      clearTimeout(patience);
    };
  }, [statusUrl, state, router]);

  return (
    <p aria-live="polite" className="mt-4 text-muted-foreground text-sm">
      {isLong ? longText : ''}
    </p>
  );
}
