import { inflateSync } from 'node:zlib';

const HEADER_BYTES = 44;
const ENTRY_BYTES = 20;
const PLAIN_HEADER_BYTES = 12;
const PLAIN_ENTRY_BYTES = 16;

/** Tables begin at multiples of four bytes. */
const padded = (bytes: number): number => (bytes + 3) & ~3;

/**
 * The plain font (TrueType or OpenType) that a WOFF file packs; other files as they are. Done here because the reader of
 * fonts has an inflate of its own, which loses tables of some files.
 */
export function unpackWoff(file: Buffer): Buffer {
  if (file.toString('latin1', 0, 4) !== 'wOFF') return file;
  const count = file.readUInt16BE(12);
  const tables = Array.from({ length: count }, (_, index) => {
    const at = HEADER_BYTES + index * ENTRY_BYTES;
    const [offset, packed, length] = [4, 8, 12].map((more) => file.readUInt32BE(at + more)) as [number, number, number];
    const bytes = file.subarray(offset, offset + packed);
    return {
      tag: file.subarray(at, at + 4),
      checksum: file.readUInt32BE(at + 16),
      bytes: packed < length ? inflateSync(bytes) : bytes,
    };
  });
  const body = PLAIN_HEADER_BYTES + count * PLAIN_ENTRY_BYTES;
  const plain = Buffer.alloc(tables.reduce((sum, { bytes }) => sum + padded(bytes.length), body));
  const power = Math.floor(Math.log2(count));
  const range = 2 ** power * PLAIN_ENTRY_BYTES;
  file.copy(plain, 0, 4, 8);
  for (const [index, value] of [count, range, power, count * PLAIN_ENTRY_BYTES - range].entries()) {
    plain.writeUInt16BE(value, 4 + index * 2);
  }
  let at = body;
  for (const [index, { tag, checksum, bytes }] of tables.entries()) {
    const entry = PLAIN_HEADER_BYTES + index * PLAIN_ENTRY_BYTES;
    tag.copy(plain, entry);
    for (const [place, value] of [checksum, at, bytes.length].entries()) {
      plain.writeUInt32BE(value, entry + 4 + place * 4);
    }
    bytes.copy(plain, at);
    at += padded(bytes.length);
  }
  return plain;
}
