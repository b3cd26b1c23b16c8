const MAX_BASE = 40; // leaves room for a number; the table allows 48

/** `Ada.Lovelace+x` → `ada-lovelace-x`; a text without any letter that fits becomes `workspace`. */
function slugBase(text: string): string {
  const slug = text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+/, '')
    .slice(0, MAX_BASE)
    .replace(/-+$/, '');
  return slug || 'workspace';
}

/** Slugs to try for a new workspace: `ada`, `ada-2`, `ada-3`, …; after a few, one that is random like its id. */
export function* slugsFor(text: string, workspaceId: string): Generator<string> {
  const base = slugBase(text);
  yield base;
  for (let number = 2; number < 10; number++) yield `${base}-${number}`;
  yield `${base}-${workspaceId.slice(0, 6)}`;
}
