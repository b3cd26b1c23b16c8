/** Code that scrolls sideways inside its own box, which the keyboard reaches too. */
export function CodeBox({ label, children }: { label: string; children: string }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable region must be focusable
    <section aria-label={label} tabIndex={0} className="overflow-x-auto rounded-md bg-muted p-3 text-foreground">
      <pre className="font-mono text-xs leading-relaxed">
        <code>{children}</code>
      </pre>
    </section>
  );
}
