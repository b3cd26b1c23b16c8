'use client';

import { usePathname } from 'next/navigation';
import { useEffect } from 'react';

/** Going somewhere closes the menu that led there. A menu closes by itself on Escape and on a click elsewhere. */
export function PopoverCloser() {
  const pathname = usePathname();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the address is what it reacts to
  useEffect(() => {
    for (const open of document.querySelectorAll<HTMLElement>('[popover]:popover-open')) open.hidePopover();
  }, [pathname]);
  return null;
}
