'use client';

import { useRouter } from 'next/navigation';
import { useCallback, useEffect, useRef, useState, useTransition } from 'react';
import { cn } from '@/components/cn';

interface LiveRefreshProps {
  /** The stream of versions. */
  url: string;
  /** Of the books that the page shows. */
  version: string;
  /** The balance in one line, for screen readers. */
  spoken: string;
  texts: { live: string; liveTitle: string; paused: string; offline: string };
}

type State = 'paused' | 'live' | 'offline';

const START_MS = 400;
const RETRY_MS = 30_000;
/** Pauses between two refreshes, and how many times as long as a refresh took. */
const REST_MS = 1_000;
const REST_FACTOR = 4;
/** A refresh that takes longer counts as lost; after so many that brought nothing the pause grows no more. */
const STUCK_MS = 30_000;
const FAILURES_MAX = 5;
const SPOKEN_EVERY_MS = 15_000;

/**
 * Lets the server draw the page anew when credits have moved, and says whether the figures are of now. Listens only
 * while the tab is seen; without a stream the page stays as it is and says of when.
 */
export function LiveRefresh({ url, version, spoken, texts }: LiveRefreshProps) {
  const [state, setState] = useState<State>('paused');
  const onVersion = useRefresh(version);
  const router = useRouter();

  useEffect(() => {
    let source: EventSource | null = null;
    let timer: ReturnType<typeof setTimeout>;
    const close = (next: State) => {
      source?.close();
      source = null;
      clearTimeout(timer);
      setState(next);
    };
    const open = () => {
      if (source || document.hidden || !navigator.onLine) return;
      source = new EventSource(url);
      source.onopen = () => setState('live');
      source.addEventListener('version', ({ data }) => onVersion(String(data)));
      source.addEventListener('replaced', () => close('paused'));
      // Signed out or removed meanwhile: the server's next page says so.
      source.addEventListener('ended', () => {
        close('paused');
        router.refresh();
      });
      source.onerror = () => {
        if (source?.readyState !== EventSource.CLOSED) return setState('paused'); // it tries again by itself
        close('paused');
        timer = setTimeout(open, RETRY_MS);
      };
    };
    const onSight = () => (document.hidden ? close('paused') : open());
    const onOffline = () => close('offline');
    const onOnline = () => {
      setState('paused');
      open();
    };
    timer = setTimeout(navigator.onLine ? open : onOffline, START_MS);
    document.addEventListener('visibilitychange', onSight);
    window.addEventListener('offline', onOffline);
    window.addEventListener('online', onOnline);
    return () => {
      document.removeEventListener('visibilitychange', onSight);
      window.removeEventListener('offline', onOffline);
      window.removeEventListener('online', onOnline);
      source?.close();
      clearTimeout(timer);
    };
  }, [url, onVersion, router]);

  return (
    <>
      <span
        data-live={state}
        title={state === 'live' ? texts.liveTitle : undefined}
        className={cn('inline-flex items-center gap-1.5 text-xs', state === 'offline' && 'text-warning')}
      >
        <span
          aria-hidden="true"
          className={cn(
            'size-1.5 rounded-full bg-input',
            state === 'live' && 'bg-success',
            state === 'offline' && 'bg-warning',
          )}
        />
        {state === 'live' ? texts.live : texts[state]}
      </span>
      <Spoken text={spoken} />
    </>
  );
}

/**
 * Answers what to do with a version from the stream: refresh if it is news, but never more often than the server likes,
 * and again, ever more slowly, when a refresh brought nothing.
 */
function useRefresh(version: string): (version: string) => void {
  const router = useRouter();
  const [isPending, startTransition] = useTransition();
  const shown = useRef(version);
  const latest = useRef(version);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  /** `isOn`: under way; `from`: what the page showed before it; `hasNews`: something came since. */
  const refresh = useRef({ isOn: false, hasNews: false, from: '', startedAt: 0, nextAt: 0, failures: 0 });

  // Before the effect below, which asks whether the page is up to date after a refresh.
  useEffect(() => {
    shown.current = version;
  }, [version]);

  const refreshSoon = useCallback(() => {
    const run = refresh.current;
    const isStuck = run.isOn && Date.now() - run.startedAt > STUCK_MS;
    if (timer.current || (run.isOn && !isStuck)) return;
    timer.current = setTimeout(
      () => {
        timer.current = undefined;
        if (latest.current === shown.current || !navigator.onLine) return;
        Object.assign(run, { isOn: true, hasNews: false, from: shown.current, startedAt: Date.now() });
        startTransition(() => router.refresh());
      },
      Math.max(0, run.nextAt - Date.now()),
    );
  }, [router]);

  useEffect(() => {
    const run = refresh.current;
    if (isPending || !run.isOn) return;
    run.isOn = false;
    const isUnchanged = shown.current === run.from;
    run.failures = isUnchanged ? Math.min(run.failures + 1, FAILURES_MAX) : 0;
    const tookMs = Date.now() - run.startedAt;
    run.nextAt = Date.now() + REST_MS * 2 ** run.failures + REST_FACTOR * tookMs;
    if (latest.current !== shown.current && (run.hasNews || isUnchanged)) refreshSoon();
  }, [isPending, refreshSoon]);

  useEffect(() => () => clearTimeout(timer.current), []);

  return useCallback(
    (next: string) => {
      latest.current = next;
      refresh.current.hasNews = true;
      if (next !== shown.current) refreshSoon();
    },
    [refreshSoon],
  );
}

/** Says a new balance politely, at most now and then: a busy workspace must not talk without end. */
function Spoken({ text }: { text: string }) {
  const [said, setSaid] = useState('');
  const last = useRef({ text, at: 0 });
  useEffect(() => {
    if (text === last.current.text) return;
    const timer = setTimeout(
      () => {
        last.current = { text, at: Date.now() };
        setSaid(text);
      },
      Math.max(0, last.current.at + SPOKEN_EVERY_MS - Date.now()),
    );
    return () => clearTimeout(timer);
  }, [text]);
  return (
    <span aria-live="polite" className="sr-only">
      {said}
    </span>
  );
}
