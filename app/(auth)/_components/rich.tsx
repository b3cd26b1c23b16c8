import type { ReactNode } from 'react';

/** How marked words of a text look: addresses and names break rather than run out of the page. */
export const RICH = {
  b: (chunks: ReactNode) => <strong className="break-words text-foreground">{chunks}</strong>,
};
