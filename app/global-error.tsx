'use client';

import { useSyncExternalStore } from 'react';
import { ErrorMessage } from '@/components/layout/error-message';
import './globals.css';

const never = () => () => {};
/** The choice in the cookie is not to be read here, and the document that knew it is gone. */
const browserLanguage = () => navigator.language;

/** Only when the root layout itself broke: it stands in for the whole document. */
export default function GlobalError({ error, retry }: { error: unknown; retry: () => void }) {
  const lang = useSyncExternalStore(never, browserLanguage, () => 'en');
  return (
    <html lang={lang.startsWith('de') ? 'de-DE' : 'en'}>
      <body>
        <ErrorMessage error={error} retry={retry} />
      </body>
    </html>
  );
}
