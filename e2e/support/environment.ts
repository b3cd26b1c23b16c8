import { readFileSync } from 'node:fs';
import path from 'node:path';

interface E2eWorkspace {
  id: string;
  slug: string;
  timeZone: string;
  members: { id: string; externalId: string; email: string; role: string }[];
  keys: { admin: string; grant: string; spend: string; read: string; test: string };
}

/** Addresses, people and keys of the stack that `npm run e2e` started; the form is that of .coffer/demo.json. */
export interface E2eEnvironment {
  baseUrl: string;
  mailboxUrl: string;
  stripeSandboxUrl: string;
  operator: { email: string; key: string };
  workspaces: E2eWorkspace[];
}

const file = process.env.COFFER_E2E_FILE ?? '.coffer/e2e.json';

/** For what a run keeps for itself, beside the stack's other data; every start of the stack throws it away. */
export const RUN_FOLDER = path.join(path.dirname(file), 'e2e');

let cached: E2eEnvironment | undefined;

export function e2eEnvironment(): E2eEnvironment {
  cached ??= JSON.parse(readFileSync(file, 'utf8')) as E2eEnvironment;
  return cached;
}

/** The first workspace of the demo, which has everything. */
export function demoWorkspace(): E2eWorkspace {
  const [workspace] = e2eEnvironment().workspaces;
  if (!workspace) throw new Error('the demo has no workspace');
  return workspace;
}

/** The address of the demo's member with this role. */
export function emailOf(role: string): string {
  const member = demoWorkspace().members.find((candidate) => candidate.role === role && candidate.email);
  if (!member) throw new Error(`the demo has no ${role}`);
  return member.email;
}
