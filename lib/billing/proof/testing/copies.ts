import type { TestDatabase } from '../../../testing/database';

interface Column {
  table: string;
  name: string;
  type: string;
}

/** Tables that belong to a workspace, with the columns that can be written. Parts of a table are written through it. */
const COLUMNS = `
  SELECT c.relname AS table, a.attname AS name, format_type(a.atttypid, NULL) AS type
  FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
  WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
    AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = '' AND a.attidentity = ''
    AND (c.relname = 'workspaces' OR EXISTS (
      SELECT 1 FROM pg_attribute w WHERE w.attrelid = c.oid AND w.attname = 'workspace_id'))
  ORDER BY c.relname, a.attnum`;

/** Which table names rows of which: those are copied first. */
const REFERENCES = `
  SELECT DISTINCT conrelid::regclass::text AS child, confrelid::regclass::text AS parent
  FROM pg_constraint WHERE contype = 'f' AND conrelid <> confrelid`;

/** The tables, each after those whose rows it names. */
function inOrder(tables: string[], references: { child: string; parent: string }[]): string[] {
  const done = new Set<string>();
  const visit = (table: string) => {
    if (done.has(table) || !tables.includes(table)) return;
    done.add(table);
    for (const { child, parent } of references) if (child === table) visit(parent);
    ordered.push(table);
  };
  const ordered: string[] = [];
  for (const table of tables) visit(table);
  return ordered;
}

/**
 * The id of copy `i`, which takes the place of an id's last five bytes: what remains is its time and its count, so that
 * copies lie in the order of what they are copies of.
 */
const copyOfId = (column: string): string =>
  `CASE WHEN ${column} = ANY($1::uuid[]) THEN overlay(${column}::text PLACING lpad(to_hex(i), 10, '0') FROM 27)::uuid
   ELSE ${column} END`;

/** Texts of which there is one in the whole database: what they begin with is kept. */
const UNIQUE_TEXTS = ['slug', 'checkout_session_id', 'checkout_url', 'stripe_customer_id', 'payment_intent_id'];

function expressionFor({ name, type }: Column): string {
  const column = `r."${name}"`;
  if (type === 'uuid') return copyOfId(column);
  return UNIQUE_TEXTS.includes(name) ? `left(${column}, 20) || '-' || i` : column;
}

export interface Copier {
  /** Makes copies number `first` to `first + count - 1`. */
  copy(first: number, count: number): Promise<void>;
  /** The id that copy `index` has where the original has `id`. */
  idOf(id: string, index: number): string;
}

/**
 * Copies of a workspace as production made it, with all that belongs to it, for proofs that need thousands and are about
 * what comes after. Copying a row costs a hundredth of buying it.
 */
export async function copierOf({ pool }: TestDatabase, workspaceId: string): Promise<Copier> {
  const { rows: columns } = await pool.query<Column>(COLUMNS);
  const tables = new Map<string, Column[]>();
  for (const column of columns) tables.set(column.table, [...(tables.get(column.table) ?? []), column]);
  const ids = new Set([workspaceId]);
  const statements: string[] = [];
  const references = await pool.query<{ child: string; parent: string }>(REFERENCES);
  for (const table of inOrder([...tables.keys()], references.rows)) {
    const list = tables.get(table) ?? [];
    const key = table === 'workspaces' ? 'id' : 'workspace_id';
    const { rows } = await pool.query<{ id?: string }>(`SELECT * FROM "${table}" WHERE "${key}" = $1`, [workspaceId]);
    if (rows.length === 0) continue;
    const isNamed = list.some(({ name, type }) => name === 'id' && type === 'uuid');
    for (const { id } of rows) if (isNamed && id) ids.add(id);
    statements.push(
      `INSERT INTO "${table}" (${list.map(({ name }) => `"${name}"`).join(', ')})
       SELECT ${list.map(expressionFor).join(', ')} FROM "${table}" r CROSS JOIN generate_series($2::int, $3::int) AS i
       WHERE r."${key}" = $4`,
    );
  }
  return {
    async copy(first, count) {
      const client = await pool.connect();
      try {
        await client.query('BEGIN');
        for (const sql of statements) await client.query(sql, [[...ids], first, first + count - 1, workspaceId]);
        await client.query('COMMIT');
      } catch (error) {
        await client.query('ROLLBACK');
        throw error;
      } finally {
        client.release();
      }
    },
    idOf: (id, index) => `${id.slice(0, 26)}${index.toString(16).padStart(10, '0')}`,
  };
}
