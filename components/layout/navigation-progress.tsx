'use client';

import { usePathname, useSearchParams } from 'next/navigation';
import { useEffect, useState } from 'react';
import { NAVIGATION_EVENT } from './navigation-event';

/** Most pages are there sooner, and a bar that only flashes tells nothing. */
const SHOWN_AFTER_MS = 200;
/** A navigation can end where it began, which nobody is told of. */
const GIVEN_UP_AFTER_MS = 20_000;

/**
 * Says that the next page is on its way, while the one before stays readable: pages are sent whole, so that they are
 * right without JavaScript and answer with the right status.
 */
export function NavigationProgress({ text }: { text: string }) {
  const [isSlow, setIsSlow] = useState(false);
  const address = `${usePathname()}?${useSearchParams()}`;

  useEffect(() => {
    const timers: ReturnType<typeof setTimeout>[] = [];
    const stop = () => {
      for (const timer of timers.splice(0)) clearTimeout(timer);
    };
    const start = (event: Event) => {
      if (!(event instanceof CustomEvent)) return;
      const { pathname, search } = new URL(String(event.detail), window.location.href);
      stop();
      if (`${pathname}?${new URLSearchParams(search)}` === address) return;
      timers.push(setTimeout(() => setIsSlow(true), SHOWN_AFTER_MS));
      timers.push(setTimeout(() => setIsSlow(false), GIVEN_UP_AFTER_MS));
    };
    window.addEventListener(NAVIGATION_EVENT, start);
    return () => {
      window.removeEventListener(NAVIGATION_EVENT, start);
      stop();
      setIsSlow(false);
    };
  }, [address]);

  return (
    <div role="status" className="pointer-events-none fixed inset-x-0 top-0 z-50">
      {isSlow ? (
        <>
          <div className="h-0.5 origin-left animate-underway bg-primary motion-reduce:animate-none" />
          <span className="sr-only">{text}</span>
        </>
      ) : null}
    </div>
  );
}
