'use client';

import { useSyncExternalStore } from 'react';
import { Button } from '../ui/button';
import { errorTexts } from './error-texts';
import { MessagePage } from './message-page';

interface ErrorMessageProps {
  error: unknown;
  retry: () => void;
  bare?: boolean;
}

const never = () => () => {};
const documentLanguage = () => document.documentElement.lang;
const givenTexts = () => document.documentElement.dataset.errorTexts;

/** What people see when something broke. The digest is what they can quote: the request's id where the
 * gate of the page has seen the error, as the server's log has it. */
export function ErrorMessage({ error, retry, bare }: ErrorMessageProps) {
  const tag = useSyncExternalStore(never, documentLanguage, () => 'en');
  const texts = errorTexts(
    tag,
    useSyncExternalStore(never, givenTexts, () => undefined),
  );
  const digest = error instanceof Error && 'digest' in error ? String(error.digest) : null;
  return (
    <MessagePage bare={bare} eyebrow="500" title={texts.title} actions={<Button onClick={retry}>{texts.retry}</Button>}>
      <p>{texts.text}</p>
      {digest ? (
        <p className="mt-3 text-sm">
          {texts.reference} <code className="font-mono">{digest}</code>
        </p>
      ) : null}
    </MessagePage>
  );
}
