/** The terminal is served from a fixed file map; nothing beside it has an address. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CONTENT_SECURITY_POLICY, findFile, mapFiles, responseHeaders, type ServedFile } from '../../../../electron/main/app-protocol';

let folder = '';
let files: ReadonlyMap<string, ServedFile>;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'keel-files-'));
  mkdirSync(join(folder, 'renderer', 'assets'), { recursive: true });
  writeFileSync(join(folder, 'secret.js'), '');
  writeFileSync(join(folder, 'renderer', 'index.html'), '');
  writeFileSync(join(folder, 'renderer', 'assets', 'index.js'), '');
  writeFileSync(join(folder, 'renderer', 'assets', 'index.js.map'), '');
  files = mapFiles(join(folder, 'renderer'));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the file map', () => {
  it('knows built files with their types, and leaves out what has none', () => {
    expect([...files.keys()].sort()).toEqual(['/assets/index.js', '/index.html']);
    expect(findFile(files, 'app://terminal/index.html?theme=dark')?.contentType).toBe('text/html; charset=utf-8');
  });

  it.each([
    'app://terminal/../secret.js',
    'app://terminal/%2e%2e/secret.js',
    'app://terminal/assets/..%2f..%2fsecret.js',
    'app://terminal/assets',
    'app://terminal/',
    'app://other/index.html',
    'https://terminal/index.html',
    'file:///etc/passwd',
    'nonsense',
  ])('has nothing at %s', (address) => {
    expect(findFile(files, address)).toBeNull();
  });
});

describe('the policy', () => {
  it('allows own files only, no network, no text as script', () => {
    expect(CONTENT_SECURITY_POLICY.split('; ')).toEqual([
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
    ]);
  });

  it('travels with every answer', () => {
    expect(responseHeaders('text/html')).toMatchObject({
      'Content-Security-Policy': CONTENT_SECURITY_POLICY,
      'X-Content-Type-Options': 'nosniff',
    });
  });
});
