import type { Route } from '../../router';
import type { RequestExample } from '../entries/entry';
import { curlSnippet } from './curl';
import { pythonSnippet } from './python';
import { snippetRequest } from './snippet-request';
import { typescriptSnippet } from './typescript';

/** As viewers of OpenAPI read them from `x-codeSamples`. */
export interface CodeSample {
  lang: 'Shell' | 'TypeScript' | 'Python';
  label: string;
  source: string;
}

/** The operation's example in each language that the reference speaks. */
export function codeSamples(
  route: Pick<Route, 'method' | 'path'>,
  example: RequestExample | undefined,
  isOpen: boolean,
): CodeSample[] {
  const request = snippetRequest(route, example, isOpen);
  return [
    { lang: 'Shell', label: 'curl', source: curlSnippet(request) },
    { lang: 'TypeScript', label: 'TypeScript', source: typescriptSnippet(request) },
    { lang: 'Python', label: 'Python', source: pythonSnippet(request) },
  ];
}
