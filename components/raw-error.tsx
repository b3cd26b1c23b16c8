/** An error as a program said it, under the words for it: for whoever looks further. Nothing where there is none. */
export function RawError({ children }: { children: string | null }) {
  if (children === null) return null;
  return (
    <code lang="en" translate="no" className="mt-1 block break-all font-mono text-muted-foreground text-xs">
      {children}
    </code>
  );
}
