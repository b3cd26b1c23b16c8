import { plainHeaders, type SnippetRequest } from './snippet-request';

const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

/** The request as a command for any POSIX shell. */
export function curlSnippet(request: SnippetRequest): string {
  const { method, target, needsKey, body } = request;
  const parts = [
    `curl ${method === 'GET' ? '' : `-X ${method} `}"$COFFER_URL${target}"`,
    ...(needsKey ? ['-H "Authorization: Bearer $COFFER_KEY"'] : []),
    ...plainHeaders(request).map(([name, value]) => `-H ${quoted(`${name}: ${value}`)}`),
    ...(body === undefined ? [] : [`-d ${quoted(JSON.stringify(body, null, 2))}`]),
  ];
  return parts.join(' \\\n  ');
}
