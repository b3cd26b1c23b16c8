import { getPrisma } from '../db/prisma';
import { type AnyLocale, DEFAULT_LOCALE } from '../i18n/locales';
import { translator } from '../i18n/translator';
import { PORTAL_MODE } from './mode';

/** Enough for a picker; beyond that people search. */
const PICKER_LIMIT = 300;

export interface Named {
  id: string;
  name: string;
}

/** Members who are still there, by name. */
export async function listMemberNames(workspaceId: string): Promise<Named[]> {
  return getPrisma().member.findMany({
    where: { workspaceId, removedAt: null },
    select: { id: true, name: true },
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
    take: PICKER_LIMIT,
  });
}

/** The workspace's API keys by name, those that may have been used before they were revoked too. */
export async function listKeyNames(workspaceId: string): Promise<Named[]> {
  const rows = await getPrisma().apiKey.findMany({
    where: { workspaceId, mode: PORTAL_MODE },
    select: { id: true, name: true, last4: true },
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
    take: PICKER_LIMIT,
  });
  return rows.map(({ id, name, last4 }) => ({ id, name: `${name} (…${last4})` }));
}

/** Names of the given members; people who left keep theirs in the history. */
export async function nameMembers(workspaceId: string, ids: Iterable<string>): Promise<Map<string, string>> {
  const wanted = [...new Set(ids)];
  if (wanted.length === 0) return new Map();
  const rows = await getPrisma().member.findMany({
    where: { workspaceId, id: { in: wanted } },
    select: { id: true, name: true },
  });
  return new Map(rows.map(({ id, name }) => [id, name]));
}

/** Names of the given teams, dissolved ones too. */
export async function nameTeams(workspaceId: string, ids: Iterable<string>): Promise<Map<string, string>> {
  const wanted = [...new Set(ids)];
  if (wanted.length === 0) return new Map();
  const rows = await getPrisma().team.findMany({
    where: { workspaceId, id: { in: wanted } },
    select: { id: true, name: true },
  });
  return new Map(rows.map(({ id, name }) => [id, name]));
}

/** Names of the given API keys, revoked ones too. The operator's keys, which belong to no workspace, are named as such. */
export async function nameKeys(
  workspaceId: string,
  ids: Iterable<string>,
  locale: AnyLocale = DEFAULT_LOCALE,
): Promise<Map<string, string>> {
  const wanted = [...new Set(ids)];
  if (wanted.length === 0) return new Map();
  const rows = await getPrisma().apiKey.findMany({
    where: { id: { in: wanted }, OR: [{ workspaceId }, { workspaceId: null }] },
    select: { id: true, name: true, workspaceId: true },
  });
  const operator = translator(locale, 'labels')('operator');
  return new Map(rows.map((row) => [row.id, row.workspaceId === null ? operator : row.name]));
}
