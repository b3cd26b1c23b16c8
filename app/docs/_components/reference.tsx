'use client';

import { useTheme } from 'next-themes';
import { useEffect, useRef, useState } from 'react';
import { mendViewer } from './mend-viewer';
import type { SampleTexts } from './samples';
import { samplesPlugin } from './samples-plugin';

interface ReferenceProps {
  /** Of the OpenAPI document, on this host. */
  url: string;
  /** What the viewer is a reference of. */
  label: string;
  texts: SampleTexts & { loading: string; failed: string };
}

/** The viewer of an OpenAPI document. It is loaded here alone, from our own files, and asks nobody but this host. */
export function Reference({ url, label, texts }: ReferenceProps) {
  const place = useRef<HTMLDivElement>(null);
  const [state, setState] = useState<'loading' | 'ready' | 'failed'>('loading');
  const { resolvedTheme } = useTheme();

  useEffect(() => {
    const { classList } = document.documentElement;
    classList.toggle('dark-mode', resolvedTheme === 'dark'); // the viewer's own word for it
    return () => classList.remove('dark-mode');
  }, [resolvedTheme]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the viewer is made once; another document is another Reference
  useEffect(() => {
    const domNode = place.current;
    if (!domNode) return;
    const stop = mendViewer(domNode, label);
    if (domNode.dataset.url !== url) {
      domNode.dataset.url = url;
      import('swagger-ui-dist/swagger-ui-es-bundle.js')
        .then(({ default: SwaggerUI }) =>
          SwaggerUI({
            domNode,
            url,
            plugins: [samplesPlugin(texts)],
            validatorUrl: null, // the default one lives elsewhere
            deepLinking: true,
            docExpansion: 'list',
            defaultModelsExpandDepth: -1,
            defaultModelExpandDepth: 2,
            displayRequestDuration: true,
            persistAuthorization: false,
            filter: true,
            onComplete: () => setState('ready'),
          }),
        )
        .catch(() => setState('failed'));
    }
    return stop;
  }, [url]);

  return (
    <div className="reference" lang="en">
      {state === 'ready' ? null : (
        // The viewer brings the main landmark; until then it is here, and from that moment on hidden by reference.css.
        <main>
          <p role="status" className="py-8 text-muted-foreground text-sm">
            {state === 'loading' ? texts.loading : texts.failed}
          </p>
        </main>
      )}
      <div ref={place} />
    </div>
  );
}
