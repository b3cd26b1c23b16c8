'use client';

import { Keyboard } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { Button } from '@/components/ui/button';

interface ShortcutsProps {
  keys: { key: string; label: string }[];
  texts: { button: string; title: string; intro: string; showList: string; isOn: string; close: string };
}

const STORAGE_KEY = 'coffer-shortcuts';

/** Off only when the reader has said so in this browser. */
const readIsOn = (): boolean => {
  try {
    return localStorage.getItem(STORAGE_KEY) !== 'off';
  } catch {
    return true; // a browser that keeps nothing
  }
};

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && target.closest('input, select, textarea, [contenteditable]') !== null;

/**
 * Single keys that follow the page's own links (`data-shortcut`), and a list of them. They can be switched off, and do
 * nothing in fields, with a modifier, or while a dialog is open.
 */
export function Shortcuts({ keys, texts }: ShortcutsProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const [isOn, setIsOn] = useState(true);

  useEffect(() => {
    setIsOn(readIsOn());
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || event.defaultPrevented) return;
      if (isTyping(event.target) || document.querySelector('dialog[open], [popover]:popover-open')) return;
      if (!readIsOn()) return;
      if (event.key === '?') return dialog.current?.showModal();
      if (!/^[a-z0-9]$/.test(event.key)) return;
      const link = document.querySelector<HTMLElement>(`a[data-shortcut="${event.key}"]`);
      if (!link) return;
      event.preventDefault();
      link.click();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, []);

  const change = (next: boolean) => {
    setIsOn(next);
    try {
      localStorage.setItem(STORAGE_KEY, next ? 'on' : 'off');
    } catch {
      // Then it holds for this page alone.
    }
  };

  return (
    <>
      <Button
        variant="outline"
        className="max-sm:hidden"
        onClick={() => dialog.current?.showModal()}
        aria-haspopup="dialog"
      >
        <Keyboard aria-hidden="true" />
        {texts.button}
      </Button>
      <dialog
        ref={dialog}
        aria-labelledby="shortcuts-title"
        className="m-auto w-96 max-w-[calc(100vw-1.5rem)] rounded-lg border bg-card p-5 text-card-foreground shadow-pop backdrop:bg-black/40"
      >
        <h2 id="shortcuts-title" className="font-medium text-base">
          {texts.title}
        </h2>
        <p className="mt-1 text-muted-foreground text-sm">{texts.intro}</p>
        <dl className="mt-4 space-y-1.5 text-sm">
          {[...keys, { key: '?', label: texts.showList }].map(({ key, label }) => (
            <div key={key} className="flex items-center justify-between gap-4">
              <dt>{label}</dt>
              <dd>
                <kbd className="inline-flex size-6 items-center justify-center rounded-sm border bg-muted font-mono text-xs">
                  {key}
                </kbd>
              </dd>
            </div>
          ))}
        </dl>
        <div className="mt-5 flex items-center justify-between gap-4 border-t pt-4">
          <label className="flex min-h-6 items-center gap-2.5 text-sm">
            <input
              type="checkbox"
              checked={isOn}
              onChange={(event) => change(event.currentTarget.checked)}
              className="size-4 accent-primary"
            />
            {texts.isOn}
          </label>
          <Button variant="outline" onClick={() => dialog.current?.close()}>
            {texts.close}
          </Button>
        </div>
      </dialog>
    </>
  );
}
