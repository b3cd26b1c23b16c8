import type { CreatedKey, KeyView } from '../../auth/keys';
import { formatInstant } from '../dates';
import type { ApiContext } from '../operation';

const instantOrNull = (at: Date | null): string | null => at && formatInstant(at);

export const toWireKey = (key: KeyView) => ({
  id: key.id,
  userId: key.memberId,
  name: key.name,
  mode: key.mode,
  scopes: key.scopes,
  prefix: key.prefix,
  last4: key.last4,
  allowedIps: key.allowedIps,
  expiresAt: instantOrNull(key.expiresAt),
  revokedAt: instantOrNull(key.revokedAt),
  replacedBy: key.replacedBy,
  createdAt: formatInstant(key.createdAt),
  lastUsedAt: instantOrNull(key.lastUsedAt),
});

/** A made key; without its secret once that was shown, because it is stored nowhere. */
export interface ShownKey {
  key: KeyView;
  secret: string | null;
}

export const withoutSecret = ({ key }: ShownKey): ShownKey => ({ key, secret: null });

const SHOWN_ONCE =
  'The secret was in the first answer to this Idempotency-Key and is not kept. Rotate the key for another.';

export const toWireMadeKey = ({ key, secret }: ShownKey) => ({
  ...toWireKey(key),
  secret,
  notice: secret === null ? SHOWN_ONCE : null,
});

export const shown = ({ key, secret }: CreatedKey): ShownKey => ({ key, secret });

export const traceOf = ({ call }: ApiContext) => ({ requestId: call.requestId, ip: call.ip });
