import type { DeliveryRow } from '../../webhooks/endpoints';
import { formatInstant } from '../dates';

const instantOrNull = (at: Date | null): string | null => at && formatInstant(at);

export const toWireDelivery = (row: DeliveryRow) => ({
  id: row.id,
  endpointId: row.endpointId,
  eventId: row.eventId,
  type: row.type,
  payload: row.payload,
  status: row.status,
  attempts: row.attempts,
  nextTryAt: instantOrNull(row.nextTryAt),
  lastStatus: row.lastStatus,
  lastError: row.lastError,
  deliveredAt: instantOrNull(row.deliveredAt),
  createdAt: formatInstant(row.createdAt),
});
