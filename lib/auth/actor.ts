import type { Mode, Role } from '@/prisma/generated/enums';

/** Rights of an API key. They do not imply each other, except that `admin` includes the other three. */
export const KEY_SCOPES = ['read', 'spend', 'grant', 'admin'] as const;
export type KeyScope = (typeof KEY_SCOPES)[number];

/** A place in a workspace, as it is at the time of the request: a changed role acts at once. */
export interface Membership {
  workspaceId: string;
  memberId: string;
  role: Role;
}

export interface UserActor {
  kind: 'user';
  userId: string;
  email: string;
  /** Runs the installation: may act on every workspace, as far as policy.ts says. */
  isOperator: boolean;
  memberships: Membership[];
  sessionId: string;
}

export interface ApiKeyActor {
  kind: 'api_key';
  keyId: string;
  /** null: the operator's key, for any workspace. */
  workspaceId: string | null;
  /** Set: the key speaks for this one member. */
  memberId: string | null;
  scopes: readonly KeyScope[];
  /** Which books the key works on. Test and live never meet. */
  mode: Mode;
}

/** The operator without a session: the command line and the seed. */
export interface OperatorActor {
  kind: 'operator';
  userId: string | null;
}

/** Work on a clock or a queue. */
export interface JobActor {
  kind: 'job';
  name: string;
}

export interface AnonymousActor {
  kind: 'anonymous';
}

/** Who calls. Every page, action, route and job has exactly one; policy.ts says what it may do. */
export type Actor = UserActor | ApiKeyActor | OperatorActor | JobActor | AnonymousActor;

export const ANONYMOUS: AnonymousActor = Object.freeze({ kind: 'anonymous' });
