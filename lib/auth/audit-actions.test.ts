import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { LOCALES } from '../i18n/locales';
import { AUDIT_ACTIONS, actionLabel, WORKSPACE_ACTIONS } from './audit-actions';

const sources = ['lib', 'app', 'scripts', 'sandbox'].flatMap((root) =>
  readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file) && !/\.(test|spec)\.tsx?$|(^|\/)testing\/|client\/schema/.test(file))
    .map((file) => path.join(root, file)),
);

/** A name of an action: after `action:`, as an argument of the helpers that write, or in a statement of its own. */
const WRITERS = [
  /\baction: (?:[\w.]+(?: === null)? \? '[a-z_]+\.[a-z_]+' : )?'([a-z_]+\.[a-z_]+)'/g,
  /\baction: [\w.]+(?: === null)? \? '([a-z_]+\.[a-z_]+)'/g,
  /\b(?:note|auditRule)\([^)]*?'([a-z_]+\.[a-z_]+)'/g,
  /INSERT INTO audit_log[^`]*?'([a-z_]+\.[a-z_]+)'/g,
];

const written = new Map(
  sources.flatMap((file) => {
    const text = readFileSync(file, 'utf8');
    return WRITERS.flatMap((writer) => [...text.matchAll(writer)].map((match) => [match[1] ?? '', file] as const));
  }),
);

describe('what the audit log can say', () => {
  test('every action that some code writes has words in every language', () => {
    expect(written.size).toBeGreaterThan(60);
    const wordless = [...written].filter(([action]) =>
      LOCALES.some((locale) => actionLabel(locale, action) === action),
    );
    expect(wordless).toEqual([]);
  });

  test('nothing has words that no code writes', () => {
    expect(AUDIT_ACTIONS.filter((action) => !written.has(action))).toEqual([]);
  });

  test('a workspace’s log offers what happens in it, and not what happens to people and to the installation', () => {
    expect(WORKSPACE_ACTIONS).toContain('key.rotate');
    expect(WORKSPACE_ACTIONS).toContain('webhook_delivery.replay');
    expect(WORKSPACE_ACTIONS).not.toContain('user.sign_in');
    expect(WORKSPACE_ACTIONS).not.toContain('pack.update');
  });

  test('an action of a later version stands there as it is', () => {
    expect(actionLabel('de', 'comet.launch')).toBe('comet.launch');
    expect(actionLabel('de', 'grant.void')).toBe('Credits entzogen');
  });
});
