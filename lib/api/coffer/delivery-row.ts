import { formatInstant } from '../dates';

/** One event on its way to one endpoint. */
export interface DeliveryRow {
  id: string;
  endpointId: string;
  eventId: string;
  type: string;
  payload: string;
  status: string;
  attempts: number;
  nextTryAt: Date | null;
  lastStatus: number | null;
  lastError: string | null;
  deliveredAt: Date | null;
  createdAt: Date;
}

export const DELIVERY_COLUMNS = `d.id, d.endpoint_id AS "endpointId", d.event_id AS "eventId", d.type, d.payload, d.status,
  d.attempts, d.next_try_at AS "nextTryAt", d.last_status AS "lastStatus", d.last_error AS "lastError",
  d.delivered_at AS "deliveredAt", d.created_at AS "createdAt"`;

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
