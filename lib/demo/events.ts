import type { GrantSource, Mode, WalletOwner } from '../ledger/types';

interface At {
  at: Date;
  /** Unique within the workspace: makes the booking happen once, however often the seed is started. */
  ref: string;
}

export interface ConsumeEvent extends At {
  kind: 'consume';
  mode: Mode;
  owner: WalletOwner;
  keyId: string;
  memberId: string | null;
  feature: string;
  contextId: string;
  contextDescription: string;
  amountMicro: bigint;
}

export interface GrantEvent extends At {
  kind: 'grant';
  mode: Mode;
  owner: WalletOwner;
  source: GrantSource;
  amountMicro: bigint;
  priority?: number;
  effectiveAt?: Date;
  expiresAt?: Date;
  features?: string[];
  description: string;
  reason: string;
}

export interface PurchaseEvent extends At {
  kind: 'purchase';
  packId: string;
}

export interface HoldEvent extends At {
  kind: 'hold';
  keyId: string;
  memberId: string | null;
  feature: string;
  contextId: string;
  contextDescription: string;
  amountMicro: bigint;
  ttlSeconds: number;
}

export interface CaptureEvent extends At {
  kind: 'capture';
  /** The hold's ref. */
  of: string;
  keyId: string;
  amountMicro: bigint;
}

export interface ReleaseEvent extends At {
  kind: 'release';
  of: string;
  keyId: string;
}

export interface VoidEvent extends At {
  kind: 'void';
  /** The grant's ref. */
  of: string;
  reason: string;
}

export interface ReverseEvent extends At {
  kind: 'reverse';
  /** The spend's ref. */
  of: string;
  reason: string;
}

export interface AdjustEvent extends At {
  kind: 'adjust';
  owner: WalletOwner;
  amountMicro: bigint;
  reason: string;
}

export interface TransferEvent extends At {
  kind: 'transfer';
  from: WalletOwner;
  to: WalletOwner;
  amountMicro: bigint;
  reason: string;
}

/** Something that happened in a workspace of the demo. */
export type DemoEvent =
  | ConsumeEvent
  | GrantEvent
  | PurchaseEvent
  | HoldEvent
  | CaptureEvent
  | ReleaseEvent
  | VoidEvent
  | ReverseEvent
  | AdjustEvent
  | TransferEvent;
