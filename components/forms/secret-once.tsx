'use client';

import { useId, useState } from 'react';
import { Button } from '../ui/button';

export interface SecretTexts {
  /** 'Copy it now: it is not shown again.' */
  warning: string;
  label: string;
  copy: string;
  copied: string;
}

/** A secret in a field that selects itself, so that it can be copied by hand too. */
export function SecretOnce({ secret, texts }: { secret: string; texts: SecretTexts }) {
  const id = useId();
  const [isCopied, setCopied] = useState(false);
  return (
    <div role="status" className="rounded-lg border border-warning/30 bg-warning-surface p-4">
      <p className="font-medium text-sm text-warning">{texts.warning}</p>
      <label htmlFor={id} className="sr-only">
        {texts.label}
      </label>
      <div className="mt-3 flex flex-wrap gap-2">
        <input
          id={id}
          readOnly
          value={secret}
          autoComplete="off"
          spellCheck={false}
          onFocus={(event) => event.currentTarget.select()}
          className="h-9 min-w-0 flex-1 basis-56 rounded-md border border-input bg-card px-3 font-mono text-foreground text-sm"
        />
        <Button
          variant="outline"
          onClick={async () => {
            await navigator.clipboard.writeText(secret);
            setCopied(true);
          }}
        >
          {isCopied ? texts.copied : texts.copy}
        </Button>
      </div>
    </div>
  );
}
