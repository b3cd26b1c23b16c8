import { plainHeaders, type SnippetRequest } from './snippet-request';

const indent = (text: string, spaces: number): string => text.replaceAll('\n', `\n${' '.repeat(spaces)}`);

const quoted = (text: string): string => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;

/** A value as people write it in TypeScript: names without quotes where they need none. */
function literal(value: unknown): string {
  if (typeof value === 'string') return quoted(value);
  if (Array.isArray(value)) return `[${value.map(literal).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return String(value);
  const members = Object.entries(value).map(
    ([name, item]) => `${/^[A-Za-z_]\w*$/.test(name) ? name : quoted(name)}: ${literal(item)}`,
  );
  return members.length === 0 ? '{}' : `{ ${members.join(', ')} }`;
}

/** The request as a module for Node.js, Deno, Bun or a server's runtime: fetch is built into all of them. */
export function typescriptSnippet(request: SnippetRequest): string {
  const { method, target, needsKey, body } = request;
  const headers = [
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is the snippet that has the placeholder
    ...(needsKey ? ['Authorization: `Bearer ${process.env.COFFER_KEY}`'] : []),
    ...plainHeaders(request).map(([name, value]) => `${quoted(name)}: ${quoted(value)}`),
  ];
  const options = [
    ...(method === 'GET' ? [] : [`method: '${method}'`]),
    ...(headers.length === 0 ? [] : [indent(`headers: {\n  ${headers.join(',\n  ')},\n}`, 2)]),
    ...(body === undefined ? [] : [indent(`body: JSON.stringify(${literal(body)})`, 2)]),
  ];
  const second = options.length === 0 ? '' : `, {\n  ${options.join(',\n  ')},\n}`;
  return [
    `const response = await fetch(\`\${process.env.COFFER_URL}${target}\`${second});`,
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is the snippet that has the placeholder
    'if (!response.ok) throw new Error(`${response.status} ${await response.text()}`);',
    'console.log(await response.json());',
  ].join('\n');
}
