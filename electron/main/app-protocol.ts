/** Serves the built terminal as `app://terminal/…` from a file map fixed at start; nothing outside it can be asked for. */
import { readdirSync } from 'node:fs';
import { extname, join } from 'node:path';
import { parseAddress } from './address';

export const APP_ORIGIN = 'app://terminal';

/** The renderer needs no network: every byte comes from the file map. */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
].join('; ');

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.woff2': 'font/woff2',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.wav': 'audio/wav',
};

export interface ServedFile {
  readonly path: string;
  readonly contentType: string;
}

/** Every file below `directory` that has a known type, keyed by its address. */
export function mapFiles(directory: string): ReadonlyMap<string, ServedFile> {
  const files = new Map<string, ServedFile>();
  for (const relative of listFiles(directory, '')) {
    const contentType = CONTENT_TYPES[extname(relative)];
    if (contentType) files.set(`/${relative}`, { path: join(directory, relative), contentType });
  }
  return files;
}

/** The file an address means, or `null`. Exact matches only, so there is nothing to traverse. */
export function findFile(files: ReadonlyMap<string, ServedFile>, address: string): ServedFile | null {
  const url = parseAddress(address);
  if (!url || url.protocol !== 'app:' || url.host !== 'terminal') return null;
  return files.get(url.pathname) ?? null;
}

/** Headers of every answer. */
export function responseHeaders(contentType: string): Record<string, string> {
  return {
    'Content-Type': contentType,
    'Content-Security-Policy': CONTENT_SECURITY_POLICY,
    'X-Content-Type-Options': 'nosniff',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cache-Control': 'no-store',
  };
}

function listFiles(directory: string, prefix: string): readonly string[] {
  return readdirSync(directory, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? listFiles(join(directory, entry.name), `${prefix}${entry.name}/`) : [`${prefix}${entry.name}`],
  );
}
