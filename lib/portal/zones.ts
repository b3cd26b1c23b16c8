import { one, type SearchParams } from './query';
import type { PortalWorkspace } from './workspace';

/** Zones to choose from: one or two for each offset. Any other IANA zone may stand in the address. */
const USUAL_ZONES = [
  'Pacific/Honolulu',
  'America/Anchorage',
  'America/Los_Angeles',
  'America/Denver',
  'America/Chicago',
  'America/New_York',
  'America/Halifax',
  'America/St_Johns',
  'America/Sao_Paulo',
  'Atlantic/Azores',
  'UTC',
  'Europe/London',
  'Europe/Berlin',
  'Africa/Lagos',
  'Europe/Athens',
  'Africa/Johannesburg',
  'Europe/Istanbul',
  'Africa/Nairobi',
  'Asia/Dubai',
  'Asia/Karachi',
  'Asia/Kolkata',
  'Asia/Kathmandu',
  'Asia/Dhaka',
  'Asia/Bangkok',
  'Asia/Singapore',
  'Asia/Shanghai',
  'Asia/Tokyo',
  'Australia/Adelaide',
  'Australia/Sydney',
  'Pacific/Auckland',
];

/** Whether the runtime knows it; the same check as the ledger's own. */
export function isTimeZone(text: string): boolean {
  if (!/^[A-Za-z][\w+-]*(\/[\w+-]+)*$/.test(text)) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: text });
    return true;
  } catch {
    return false;
  }
}

/** The zone that an address asks for; undefined: the workspace's own, also when it is asked for by name. */
export function oneZone(params: SearchParams, workspaceZone: string): string | undefined {
  const text = one(params, 'tz');
  return text && text !== workspaceZone && isTimeZone(text) ? text : undefined;
}

/** The workspace as it looks from another zone: all its days and times are then of that zone. */
export const inZone = (workspace: PortalWorkspace, timeZone: string | undefined): PortalWorkspace =>
  timeZone ? { ...workspace, timeZone } : workspace;

/** The zones of a picker: the workspace's own first, then the usual ones and the one that is shown. */
export function zoneChoices(workspaceZone: string, shown: string): string[] {
  return [...new Set([workspaceZone, shown, ...USUAL_ZONES])];
}
