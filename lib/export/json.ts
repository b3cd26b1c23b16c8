import { inGroups, textStream } from './stream';

/** What a JSON export may hold; whole numbers beyond 2^53 travel as text, so bigint does always. */
export type JsonValue =
  | string
  | number
  | bigint
  | boolean
  | null
  | Date
  | readonly JsonValue[]
  | { readonly [key: string]: JsonValue | undefined };

const write = (value: JsonValue): string =>
  JSON.stringify(value, (_key, inner: unknown) => (typeof inner === 'bigint' ? inner.toString() : inner));

async function* jsonPieces(
  rows: AsyncIterable<JsonValue> | Iterable<JsonValue>,
  about: { readonly [key: string]: JsonValue | undefined },
  name: string,
) {
  const head = write(about).slice(0, -1);
  yield `${head}${head === '{' ? '' : ','}${JSON.stringify(name)}:[`;
  let isFirst = true;
  for await (const group of inGroups(rows)) {
    yield `${isFirst ? '' : ','}\n${group.map(write).join(',\n')}`;
    isFirst = false;
  }
  yield '\n]}\n';
}

/** One object: `about`, and the rows as a list under `name`, one on a line. Broken off, it is not JSON any more. */
export const jsonStream = (
  rows: AsyncIterable<JsonValue> | Iterable<JsonValue>,
  { about = {}, name = 'data' }: { about?: { readonly [key: string]: JsonValue | undefined }; name?: string } = {},
): ReadableStream<Uint8Array> => textStream(jsonPieces(rows, about, name));
