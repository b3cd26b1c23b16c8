/** A decoded form: text, or nested objects and lists of it. */
export type FormValue = string | FormValue[] | { [key: string]: FormValue };
export type Form = { [key: string]: FormValue };

/** `a[b][0]` to `['a', 'b', '0']`; null when the brackets do not fit. */
function segments(key: string): string[] | null {
  const match = /^([^[\]]+)((?:\[[^[\]]*\])*)$/.exec(key);
  if (!match?.[1]) return null;
  return [match[1], ...[...(match[2] ?? '').matchAll(/\[([^[\]]*)\]/g)].map((part) => part[1] ?? '')];
}

const FORBIDDEN = new Set(['__proto__', 'constructor', 'prototype']);

/** Objects whose keys are 0, 1, 2, … or came from `[]` are lists. */
function listsFromIndices(value: FormValue): FormValue {
  if (typeof value === 'string' || Array.isArray(value)) return value;
  const entries = Object.entries(value).map(([key, inner]) => [key, listsFromIndices(inner)] as const);
  if (entries.length > 0 && entries.every(([key], index) => key === String(index))) return entries.map(([, v]) => v);
  return Object.fromEntries(entries);
}

/** Reads Stripe's wire: `application/x-www-form-urlencoded` with brackets for depth. */
export function decodeForm(text: string): Form {
  const root: Record<string, FormValue> = Object.create(null);
  for (const [key, value] of new URLSearchParams(text)) {
    const path = segments(key);
    if (!path || path.some((part) => FORBIDDEN.has(part))) continue;
    let node = root;
    path.forEach((part, depth) => {
      const name = part === '' ? String(Object.keys(node).length) : part;
      if (depth === path.length - 1) {
        node[name] = value;
        return;
      }
      const inner = node[name];
      if (typeof inner !== 'object' || Array.isArray(inner)) node[name] = {};
      node = node[name] as Record<string, FormValue>;
    });
  }
  return Object.fromEntries(Object.entries(root).map(([key, value]) => [key, listsFromIndices(value)]));
}
