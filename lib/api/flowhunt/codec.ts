import type { TransactionKind } from '../../ledger/types';
import { formatInstant } from '../dates';
import { type TransactionType, toTransactionType } from './transaction-types';

/**
 * The one place where rows take FlowHunt's form: integers in millionths of a credit (which is how the ledger counts),
 * added positive and used negative, codes of the closed list, texts where FlowHunt insists on texts.
 */
export interface MovementRow {
  id: string;
  kind: TransactionKind;
  /** Signed. */
  amountMicro: bigint;
  /** Whom it belongs to: the member it was for, else the wallet's. */
  memberId: string | null;
  contextId: string | null;
  contextDescription: string | null;
  occurredAt: Date;
}

/** FlowHunt asks for a user everywhere. Where nobody is named, the workspace stands for one, under its own id. */
export const userIdOf = (memberId: string | null, workspaceId: string): string => memberId ?? workspaceId;

export const toFlowHuntTransaction = (row: MovementRow, workspace: { id: string; name: string }) => ({
  transaction_id: row.id,
  workspace_id: workspace.name,
  user_id: userIdOf(row.memberId, workspace.id),
  created_at: formatInstant(row.occurredAt),
  transaction_type: toTransactionType(row.kind),
  context_id: row.contextId ?? '',
  context_desc: row.contextDescription ?? undefined,
  amount: row.amountMicro,
});

/** Movements of one kind in one period. */
export interface PeriodSum {
  /** Midnight UTC of its first day. */
  startAt: Date;
  kind: TransactionKind;
  amountMicro: bigint;
  count: bigint;
}

export interface TypeSum {
  startAt: Date;
  type: TransactionType;
  amountMicro: bigint;
  count: bigint;
}

/** Sums by code: several kinds may share one. Newest period first, codes in the order of the alphabet. */
export function sumByType(sums: PeriodSum[]): TypeSum[] {
  const byKey = new Map<string, TypeSum>();
  for (const { startAt, kind, amountMicro, count } of sums) {
    const type = toTransactionType(kind);
    const key = `${startAt.getTime()} ${type}`;
    const sum = byKey.get(key) ?? { startAt, type, amountMicro: 0n, count: 0n };
    byKey.set(key, { ...sum, amountMicro: sum.amountMicro + amountMicro, count: sum.count + count });
  }
  return [...byKey.values()].sort(
    (a, b) => b.startAt.getTime() - a.startAt.getTime() || (a.type < b.type ? -1 : a.type > b.type ? 1 : 0),
  );
}

export const toDailyRow = ({ startAt, type, amountMicro, count }: TypeSum, workspaceName: string) => ({
  created_at: formatInstant(startAt),
  workspace_id: workspaceName,
  transaction_type: type,
  amount: amountMicro,
  cnt: count,
});

/** The same sums for a chart: oldest period first, as it is drawn. */
export function toChart(sums: TypeSum[]) {
  const rows = new Map<number, { date: string; transaction_types: Record<string, bigint> }>();
  for (const { startAt, type, amountMicro } of [...sums].reverse()) {
    const row = rows.get(startAt.getTime()) ?? { date: formatInstant(startAt).slice(0, 10), transaction_types: {} };
    row.transaction_types[type] = amountMicro;
    rows.set(startAt.getTime(), row);
  }
  return { per_day: [...rows.values()], transaction_types: [...new Set(sums.map(({ type }) => type))].sort() };
}
