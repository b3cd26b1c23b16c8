'use client';

import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { Input } from '@/components/ui/input';
import { WorkspaceLink, type WorkspaceName } from './workspace-link';

interface WorkspaceSearchProps {
  current: string;
  workspaces: WorkspaceName[];
  /** Whether the box is where to begin when the menu opens. */
  takesFocus: boolean;
  texts: { search: string; none: string };
}

/**
 * Many workspaces in a box that scrolls: found by a part of their name, walked through by the arrow keys, opened by Enter.
 * Without script all of them are there, without the search.
 */
export function WorkspaceSearch({ current, workspaces, takesFocus, texts }: WorkspaceSearchProps) {
  const [text, setText] = useState('');
  const box = useRef<HTMLDivElement>(null);
  const wanted = text.trim().toLocaleLowerCase();
  const found = workspaces.filter(({ name, slug }) => `${name} ${slug}`.toLocaleLowerCase().includes(wanted));

  useEffect(() => {
    const menu = box.current?.closest('[popover]');
    const onToggle = (event: Event) => {
      if ((event as ToggleEvent).newState !== 'open') return setText('');
      if (takesFocus) box.current?.querySelector('input')?.focus();
      // In its own box alone: the menu around it stays where it begins.
      const link = box.current?.querySelector<HTMLElement>('[aria-current]');
      const list = link?.closest('ul');
      if (link && list) list.scrollTop = link.offsetTop - (list.clientHeight - link.offsetHeight) / 2;
    };
    menu?.addEventListener('toggle', onToggle);
    return () => menu?.removeEventListener('toggle', onToggle);
  }, [takesFocus]);

  const onKeyDown = (event: KeyboardEvent) => {
    const links = [...(box.current?.querySelectorAll<HTMLElement>('a') ?? [])];
    const input = box.current?.querySelector('input');
    const at = links.indexOf(document.activeElement as HTMLElement);
    if (event.key === 'Enter' && at < 0) {
      event.preventDefault();
      links[0]?.click();
      return;
    }
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    event.preventDefault();
    const next = at + (event.key === 'ArrowDown' ? 1 : -1);
    (next < 0 ? input : links[Math.min(next, links.length - 1)])?.focus();
  };

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys go to the field and the links inside it
    <div ref={box} onKeyDown={onKeyDown}>
      <Input
        type="search"
        value={text}
        onChange={(event) => setText(event.target.value)}
        aria-label={texts.search}
        placeholder={texts.search}
        autoComplete="off"
        className="mb-2"
      />
      {found.length > 0 ? (
        <ul className="relative max-h-[min(18rem,calc(100dvh-11rem))] space-y-0.5 overflow-y-auto overscroll-contain">
          {found.map(({ name, slug }) => (
            <li key={slug}>
              <WorkspaceLink name={name} slug={slug} isCurrent={slug === current} />
            </li>
          ))}
        </ul>
      ) : null}
      <p role="status" className="px-2.5 text-muted-foreground text-sm not-empty:py-2">
        {found.length > 0 ? '' : texts.none}
      </p>
    </div>
  );
}
