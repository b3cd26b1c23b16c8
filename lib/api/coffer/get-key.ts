import { KEY_COLUMNS, type KeyView } from '../../auth/keys';
import { missing } from '../../auth/policy';
import { getPool } from '../../db/pool';
import { isUuid } from '../../ids';
import { operation } from '../operation';
import { toWireKey } from './key-wire';

/** GET /v1/keys/{keyId}: without its secret, which is not kept. Errors: not_found. */
export const getKey = operation({
  summary: 'Get an API key',
  policy: 'keys:view',
  run: async ({ params: { keyId = '' } }, { scope }) => {
    if (!isUuid(keyId)) throw missing('API key');
    const { rows } = await getPool().query<KeyView>(
      `SELECT ${KEY_COLUMNS} FROM api_keys WHERE id = $1 AND workspace_id = $2 AND mode = $3::mode`,
      [keyId, scope.workspaceId, scope.mode],
    );
    if (!rows[0]) throw missing('API key');
    return rows[0];
  },
  output: (key) => ({ data: toWireKey(key) }),
});
