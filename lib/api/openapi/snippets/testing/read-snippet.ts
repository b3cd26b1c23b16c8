/** What a snippet asks for, as read from its text. */
export interface ReadRequest {
  method: string;
  target: string;
  /** Beside the credential. */
  headers: Record<string, string>;
  needsKey: boolean;
  body: unknown;
}

const NO_BODY = { body: undefined };

/** Reads a snippet for a shell without running it. */
export function readCurl(source: string): ReadRequest {
  const data = /-d '([\s\S]*)'$/.exec(source)?.[1];
  return {
    method: /curl -X (\w+) /.exec(source)?.[1] ?? 'GET',
    target: /"\$COFFER_URL([^"]*)"/.exec(source)?.[1] ?? '',
    headers: Object.fromEntries(
      [...source.matchAll(/-H '([\w-]+): ([^']*)'/g)].map(([, name, value]) => [name, value]),
    ),
    needsKey: source.includes('-H "Authorization: Bearer $COFFER_KEY"'),
    ...(data === undefined ? NO_BODY : { body: JSON.parse(data.replaceAll("'\\''", "'")) }),
  };
}

const PYTHON_WORDS: Record<string, string> = { True: 'true', False: 'false', None: 'null' };

/** Reads a snippet for Python without running it. */
export function readPython(source: string): ReadRequest {
  const data = /^ {4}data=json\.dumps\((.*)\)\.encode\(\),$/m.exec(source)?.[1];
  const headers = [...source.matchAll(/^ {8}("[\w-]+"): ("[^"]*"),$/gm)];
  return {
    method: /^ {4}method="(\w+)",$/m.exec(source)?.[1] ?? '',
    target: JSON.parse(/^ {4}os\.environ\["COFFER_URL"\] \+ (".*"),$/m.exec(source)?.[1] ?? '""') as string,
    headers: Object.fromEntries(headers.map(([, name = '', value = '']) => [JSON.parse(name), JSON.parse(value)])),
    needsKey: source.includes('"Authorization": "Bearer " + os.environ["COFFER_KEY"],'),
    ...(data === undefined
      ? NO_BODY
      : {
          body: JSON.parse(
            data.replaceAll(/"(?:[^"\\]|\\.)*"|\b(?:True|False|None)\b/g, (word) => PYTHON_WORDS[word] ?? word),
          ),
        }),
  };
}
