'use client';

import { ErrorMessage } from '@/components/layout/error-message';
import './globals.css';

/** Only when the root layout itself broke: it stands in for the whole document. */
export default function GlobalError({ error, retry }: { error: unknown; retry: () => void }) {
  return (
    <html lang="en">
      <body>
        <ErrorMessage error={error} retry={retry} />
      </body>
    </html>
  );
}
