'use client';

import { ErrorMessage } from '@/components/layout/error-message';

/** Inside the frame, so that the rest of the portal stays within reach. */
export default function WorkspaceError({ error, retry }: { error: unknown; retry: () => void }) {
  return <ErrorMessage error={error} retry={retry} bare />;
}
