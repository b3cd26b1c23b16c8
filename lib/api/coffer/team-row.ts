import type { TeamRow } from '../../workspace/teams';
import { formatInstant } from '../dates';

export { readTeam, TEAM_COLUMNS, type TeamRow } from '../../workspace/teams';

export const toWireTeam = (row: TeamRow) => ({
  id: row.id,
  externalId: row.externalId,
  name: row.name,
  memberCount: row.memberCount,
  removedAt: row.removedAt && formatInstant(row.removedAt),
  createdAt: formatInstant(row.createdAt),
});
