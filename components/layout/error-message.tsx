'use client';

import { Button } from '../ui/button';
import { MessagePage } from './message-page';

interface ErrorMessageProps {
  error: unknown;
  retry: () => void;
  bare?: boolean;
}

/** What people see when something broke. The digest is what they can quote; it stands in the server's log too. */
export function ErrorMessage({ error, retry, bare }: ErrorMessageProps) {
  const digest = error instanceof Error && 'digest' in error ? String(error.digest) : null;
  return (
    <MessagePage
      bare={bare}
      eyebrow="500"
      title="Something went wrong on our side"
      actions={<Button onClick={retry}>Try again</Button>}
    >
      <p>Nothing was charged or spent by this page. Try again; if it stays, tell your operator what you were doing.</p>
      {digest ? (
        <p className="mt-3 text-sm">
          Reference: <code className="font-mono">{digest}</code>
        </p>
      ) : null}
    </MessagePage>
  );
}
