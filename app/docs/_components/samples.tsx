'use client';

import { useState } from 'react';
import { cn } from '@/components/cn';
import { CodeBox } from './code-box';

export interface Sample {
  label: string;
  source: string;
}

export interface SampleTexts {
  snippets: string;
  copy: string;
  copied: string;
}

/** The snippets of one call, one language at a time. */
export function Samples({ samples, texts }: { samples: Sample[]; texts: SampleTexts }) {
  const [chosen, choose] = useState(0);
  const [isCopied, setCopied] = useState(false);
  const source = samples[chosen]?.source ?? '';
  const button = 'rounded-md border px-2.5 py-1 text-xs';
  return (
    <div className="my-4 rounded-lg border bg-card p-3 text-card-foreground">
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is for what is sent */}
      <div role="group" aria-label={texts.snippets} className="mb-2 flex flex-wrap gap-2">
        {samples.map(({ label }, index) => (
          <button
            key={label}
            type="button"
            aria-pressed={index === chosen}
            className={cn(button, index === chosen ? 'bg-primary text-primary-foreground' : 'hover:bg-muted')}
            onClick={() => {
              choose(index);
              setCopied(false);
            }}
          >
            {label}
          </button>
        ))}
        <button
          type="button"
          className={cn(button, 'ml-auto hover:bg-muted')}
          onClick={() => navigator.clipboard.writeText(source).then(() => setCopied(true))}
        >
          <span aria-live="polite">{isCopied ? texts.copied : texts.copy}</span>
        </button>
      </div>
      <CodeBox label={`${texts.snippets}: ${samples[chosen]?.label ?? ''}`}>{source}</CodeBox>
    </div>
  );
}
