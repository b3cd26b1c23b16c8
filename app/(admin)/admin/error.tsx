'use client';

import { ErrorMessage } from '@/components/layout/error-message';

/** Inside the frame, so that the rest of the console stays within reach. */
export default function ConsoleError({ error, retry }: { error: unknown; retry: () => void }) {
  return <ErrorMessage error={error} retry={retry} bare />;
}
