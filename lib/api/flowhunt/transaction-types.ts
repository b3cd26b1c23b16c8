import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { TransactionKind } from '@/prisma/generated/enums';
import { getEnv } from '../../env';
import { singleton } from '../../singleton';

/** FlowHunt's closed list; a reply with any other code makes its clients throw. */
export const TRANSACTION_TYPES = [
  'G',
  'K',
  'V',
  'S',
  'T',
  'D',
  'M',
  'F',
  'I',
  'C',
  'A',
  'Y',
  'E',
  'X',
  'P',
  'W',
  'O',
  'N',
  'FT_I',
  'DDG',
  'CGD',
  'CGS',
  'RGS',
  'UGS',
  'IGI',
  'TR',
  'FAT_GC',
  'CE_GC',
  'UE_GC',
  'VE_GC',
  'CWP',
  'DE_GC',
  'AC_HS',
  'LAHA_HS',
  'LT_HS',
  'GC_HS',
  'UC_HS',
  'SC_HS',
  'ETA_HS',
  'CNM_HS',
  'CNP_W',
  'CNE',
  'SE',
  'GE',
  'ALE',
  'RLE',
  'CPS',
  'CS_GS',
  'IG_API',
  'FA',
  'HC',
  'COE',
  'MCP',
  'S_O',
  'S_P',
  'Y_F',
  'X_S',
  'X_GPS',
  'X_GPGF',
  'V_T',
  'S_SM',
  'F_VT',
  'R_FT',
  'N_ET',
  'L_TM',
  'J_ST',
  'D_RT',
  'CDT_T',
  'CSV_ST',
  'CL_T',
  'API_T',
  'TSM_T',
  'SEQUENTIAL_AGENT',
  'SELF_MANAGED_AGENT',
  'TOOL_ARXIV',
  'TOOL_REDDIT',
  'TOOL_WIKIPEDIA',
  'TOOL_DALL_E',
  'TOOL_YOUTUBE_SEARCH',
  'TOOL_IFTTT_WEBHOOK',
  'TOOL_PUBMED',
  'TOOL_STACK_EXCHANGE',
  'M_T',
  'FTS_T',
] as const;
export type TransactionType = (typeof TRANSACTION_TYPES)[number];

/**
 * Our kinds under FlowHunt's codes: usage G, what comes in P, what runs out E, what is taken back X. A reversal is less
 * usage; a transfer stays within the workspace and comes to nothing under one code.
 */
export const DEFAULT_TYPES: Readonly<Record<TransactionKind, TransactionType>> = {
  consume: 'G',
  capture: 'G',
  reverse: 'G',
  settle: 'G',
  grant: 'P',
  purchase: 'P',
  adjust: 'P',
  transfer_in: 'P',
  transfer_out: 'P',
  expire: 'E',
  void: 'X',
  refund: 'X',
  dispute_hold: 'X',
  dispute_release: 'X',
};

const Override = z.partialRecord(z.enum(TransactionKind), z.enum(TRANSACTION_TYPES));

/**
 * The table in force: the default, with what the operator's FLOWHUNT_TRANSACTION_TYPES changes (a JSON object such as
 * `{"consume": "K"}`, or the path of a file with one). Throws a sentence when that names a kind or a code that is not
 * there.
 */
export function mergeTypes(setting: string | undefined): Readonly<Record<TransactionKind, TransactionType>> {
  if (!setting) return DEFAULT_TYPES;
  const text = setting.trimStart().startsWith('{') ? setting : readFileSync(setting, 'utf8');
  const parsed = Override.safeParse(JSON.parse(text));
  if (parsed.success) return { ...DEFAULT_TYPES, ...parsed.data };
  const [issue] = parsed.error.issues;
  throw new Error(`FLOWHUNT_TRANSACTION_TYPES is not right: ${issue?.path.join('.')}: ${issue?.message}`);
}

const types = () => singleton('flowhunt-types', () => mergeTypes(getEnv().FLOWHUNT_TRANSACTION_TYPES));

export const toTransactionType = (kind: TransactionKind): TransactionType => types()[kind];

/** The kinds that a code stands for; none for a code that is not in the table. */
export function kindsOf(type: TransactionType): TransactionKind[] {
  return Object.values(TransactionKind).filter((kind) => types()[kind] === type);
}
