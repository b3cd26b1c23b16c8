const encoder = new TextEncoder();

/**
 * Text in pieces as a reply's body, as fast as it is read: a reader that waits makes the source wait, and one that goes
 * away ends it (its `finally` runs). An error of the source breaks the body off, so that nobody takes half for whole.
 */
export function textStream(pieces: AsyncGenerator<string>): ReadableStream<Uint8Array> {
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { done, value } = await pieces.next();
        if (done) controller.close();
        else controller.enqueue(encoder.encode(value));
      },
      async cancel() {
        await pieces.return(undefined);
      },
    },
    { highWaterMark: 1 },
  );
}

/** Joins single rows into groups: fewer, larger pieces cost less than one per row, and memory stays small. */
export async function* inGroups<T>(rows: AsyncIterable<T> | Iterable<T>, size = 200): AsyncGenerator<T[]> {
  let group: T[] = [];
  for await (const row of rows) {
    group.push(row);
    if (group.length < size) continue;
    yield group;
    group = [];
  }
  if (group.length > 0) yield group;
}
