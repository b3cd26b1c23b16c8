import { plainHeaders, type SnippetRequest } from './snippet-request';

/** A value as a Python literal. Texts of JSON are texts of Python, too. */
function literal(value: unknown): string {
  if (value === null) return 'None';
  if (value === true) return 'True';
  if (value === false) return 'False';
  if (Array.isArray(value)) return `[${value.map(literal).join(', ')}]`;
  if (typeof value !== 'object') return JSON.stringify(value);
  return `{${Object.entries(value)
    .map(([name, item]) => `${JSON.stringify(name)}: ${literal(item)}`)
    .join(', ')}}`;
}

/** The request as a script for Python 3, with nothing but its standard library. */
export function pythonSnippet(request: SnippetRequest): string {
  const { method, target, needsKey, body } = request;
  const headers = [
    ...(needsKey ? ['"Authorization": "Bearer " + os.environ["COFFER_KEY"]'] : []),
    ...plainHeaders(request).map(([name, value]) => `${JSON.stringify(name)}: ${JSON.stringify(value)}`),
  ];
  const indented = headers.map((header) => `        ${header},\n`).join('');
  return [
    'import json',
    'import os',
    'import urllib.request',
    '',
    'request = urllib.request.Request(',
    `    os.environ["COFFER_URL"] + ${JSON.stringify(target)},`,
    `    method="${method}",`,
    ...(headers.length === 0 ? [] : [`    headers={\n${indented}    },`]),
    ...(body === undefined ? [] : [`    data=json.dumps(${literal(body)}).encode(),`]),
    ')',
    'with urllib.request.urlopen(request) as response:',
    '    print(json.load(response))',
  ].join('\n');
}
