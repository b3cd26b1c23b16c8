const ACCENTS: Record<string, string> = {
  a: 'á',
  b: 'ƀ',
  c: 'ç',
  d: 'đ',
  e: 'é',
  f: 'ƒ',
  g: 'ğ',
  h: 'ĥ',
  i: 'í',
  j: 'ĵ',
  k: 'ķ',
  l: 'ļ',
  m: 'ɱ',
  n: 'ñ',
  o: 'ó',
  p: 'þ',
  q: 'ǫ',
  r: 'ŕ',
  s: 'š',
  t: 'ţ',
  u: 'ú',
  v: 'ṽ',
  w: 'ŵ',
  x: 'ẋ',
  y: 'ý',
  z: 'ž',
};

const accent = (letter: string): string => {
  const lower = letter.toLowerCase();
  const found = ACCENTS[lower];
  if (!found) return letter;
  return letter === lower ? found : found.toUpperCase();
};

/**
 * An ICU message in accents and a third longer, in brackets, so that a clipped end is seen. Arguments, plural branches'
 * names and tags stay as they are: only text that people read is changed.
 */
export function pseudoMessage(message: string): string {
  let depth = 0;
  let isPattern = false;
  let out = '';
  let letters = 0;
  // Inside braces, text is text only within a branch's own braces: {n, plural, one {# day} other {# days}}.
  const kinds: ('argument' | 'branch')[] = [];
  for (let at = 0; at < message.length; at++) {
    const char = message.charAt(at);
    if (char === '<') {
      const end = message.indexOf('>', at);
      if (end > at) {
        out += message.slice(at, end + 1);
        at = end;
        continue;
      }
    }
    if (char === '{') {
      kinds.push(kinds.at(-1) === 'argument' ? 'branch' : 'argument');
      depth++;
    } else if (char === '}') {
      kinds.pop();
      depth--;
    }
    isPattern = kinds.at(-1) === 'argument' || char === '{' || char === '}';
    if (!isPattern && /[a-z]/i.test(char)) letters++;
    out += isPattern ? char : accent(char);
  }
  if (depth !== 0) throw new Error(`unbalanced braces in the message: ${message}`);
  return `[${out}${' ~'.repeat(Math.ceil(letters / 6))}]`;
}

/** A tree of messages, each made pseudo. */
export function pseudoTree<T>(tree: T): T {
  if (typeof tree === 'string') return pseudoMessage(tree) as T;
  if (typeof tree !== 'object' || tree === null) return tree;
  return Object.fromEntries(Object.entries(tree).map(([key, value]) => [key, pseudoTree(value)])) as T;
}
