import type { Role } from '@/prisma/generated/enums';
import type { UserActor } from '../../auth/actor';
import { newId } from '../../ids';

/** A signed-in member of a workspace. */
export const userIn = (workspaceId: string, role: Role): UserActor => ({
  kind: 'user',
  userId: newId(),
  email: 'reader@example.com',
  isOperator: false,
  memberships: [{ workspaceId, memberId: newId(), role }],
  sessionId: newId(),
});

/** The whole of a stream, its byte order mark included. */
export async function textOf(stream: ReadableStream<Uint8Array>): Promise<string> {
  const bytes = new Uint8Array(await new Response(stream).arrayBuffer());
  return new TextDecoder('utf-8', { ignoreBOM: true, fatal: true }).decode(bytes);
}

/** Cells of CSV that we wrote: quoted where they must be, lines ended by CR LF. */
export function cellsOf(csv: string): string[][] {
  const lines: string[][] = [[]];
  for (const [, quoted, plain, end] of csv.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/g)) {
    lines.at(-1)?.push(quoted?.replaceAll('""', '"') ?? plain ?? '');
    if (end === '\r\n') lines.push([]);
  }
  return lines.slice(0, -1);
}
