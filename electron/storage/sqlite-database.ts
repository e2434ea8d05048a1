/** The one place that knows which SQLite this is: the runtime's own where it has one, else the packaged one with the same API. */
import { createRequire } from 'node:module';

/** What of SQLite is used; both implementations have it. */
export interface SqliteStatement {
  run(...values: readonly (string | number | null)[]): unknown;
  get(...values: readonly (string | number | null)[]): unknown;
  all(...values: readonly (string | number | null)[]): unknown[];
}

export interface SqliteDatabase {
  exec(sql: string): void;
  prepare(sql: string): SqliteStatement;
  close(): void;
}

export type OpenSqlite = (path: string, options?: { readonly readOnly?: boolean }) => SqliteDatabase;

interface SqliteModule {
  readonly DatabaseSync: new (path: string, options?: { readonly readOnly?: boolean }) => SqliteDatabase;
}

let loaded: SqliteModule | null = null;

export const openSqlite: OpenSqlite = (path, options = {}) => {
  loaded ??= loadModule();
  return new loaded.DatabaseSync(path, options);
};

function loadModule(): SqliteModule {
  const requireModule = createRequire(__filename);
  for (const name of ['node:sqlite', '@photostructure/sqlite']) {
    const candidate = tryRequire(requireModule, name);
    if (hasDatabase(candidate)) return candidate;
  }
  throw new Error('expected node:sqlite or @photostructure/sqlite, found neither; run npm ci');
}

function tryRequire(requireModule: NodeJS.Require, name: string): unknown {
  try {
    const found: unknown = requireModule(name);
    return found;
  } catch {
    return null;
  }
}

function hasDatabase(candidate: unknown): candidate is SqliteModule {
  return typeof candidate === 'object' && candidate !== null && 'DatabaseSync' in candidate && typeof candidate.DatabaseSync === 'function';
}

/** Kinds of trouble a caller can act on. */
export type SqliteTrouble = 'disk-full' | 'io' | 'read-only' | 'busy' | 'corrupt' | 'other';

const TROUBLES: Readonly<Record<number, SqliteTrouble>> = {
  5: 'busy',
  6: 'busy',
  8: 'read-only',
  10: 'io',
  11: 'corrupt',
  13: 'disk-full',
  14: 'io',
  26: 'corrupt',
};

/** Reads the primary result code out of either implementation's error. */
export function classifyTrouble(error: unknown): SqliteTrouble {
  const code = codeOf(error);
  return code === null ? 'other' : (TROUBLES[code & 0xff] ?? 'other');
}

function codeOf(error: unknown): number | null {
  if (typeof error !== 'object' || error === null) return null;
  for (const key of ['errcode', 'sqliteExtendedCode', 'sqliteCode']) {
    const value: unknown = Reflect.get(error, key);
    if (typeof value === 'number') return value;
  }
  return null;
}
