/**
 * The settings of the demo in this folder, for commands that run beside `npm start`: what the environment does not say is
 * taken from .coffer/, where start keeps the address, the secret and the database of its own.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';

/** What start wrote down; empty when it never ran here. */
function readKept(name: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(readFileSync(path.resolve('.coffer', name), 'utf8'));
    return value !== null && typeof value === 'object' ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

/** The database that start runs by itself, null when it never did. */
function demoDatabaseUrl(): string | null {
  const { port, appPassword } = readKept('postgres.json');
  if (typeof port !== 'number' || typeof appPassword !== 'string') return null;
  return `postgresql://coffer:${encodeURIComponent(appPassword)}@127.0.0.1:${port}/coffer`;
}

/** Fills the gaps of process.env: with what the running app was given, else with what start keeps. */
export function fillFromDemo(): void {
  const fill = (name: string, value: unknown) => {
    if (!process.env[name] && typeof value === 'string' && value !== '') process.env[name] = value;
  };
  const running = readKept('running.json');
  for (const [name, value] of Object.entries(running.env ?? {})) fill(name, value);
  fill('DATABASE_URL', demoDatabaseUrl());
  fill('AUTH_SECRET', readKept('secrets.json').authSecret);
  fill('BASE_URL', running.baseUrl);
}

/** The same; throws an Error that says what to set when no database is known. */
export function applyDemoEnvironment(): void {
  fillFromDemo();
  if (process.env.DATABASE_URL) return;
  throw new Error('No database is known. Run npm start once, or set DATABASE_URL, AUTH_SECRET and BASE_URL.');
}
