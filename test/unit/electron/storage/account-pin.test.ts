/** A profile belongs to one account of one environment, from its first start on. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { pinAccount, type AccountIdentity } from '../../../../electron/storage/account-pin';

const live: AccountIdentity = { environment: 'live', websocketUrl: 'wss://www.deribit.com/ws/api/v2', clientId: 'canary-client' };
let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'keel-pin-'));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('a profile', () => {
  it('takes its first account and keeps it, without a word of the key in the file', () => {
    const first = pinAccount(folder, live);
    expect(first).toEqual({ ok: true, value: expect.stringMatching(/^account [0-9a-f]{12} on live \(wss:/) });
    expect(pinAccount(folder, live)).toEqual(first);
    expect(readFileSync(join(folder, 'account.json'), 'utf8')).not.toContain('canary');
  });

  it.each<readonly [string, Partial<AccountIdentity>, string]>([
    ['the testnet', { environment: 'testnet' }, 'on testnet'],
    ['another address', { websocketUrl: 'wss://test.deribit.com/ws/api/v2' }, 'test.deribit.com'],
    ['another account', { clientId: 'other-client' }, 'found account'],
    ['the practice exchange', { environment: 'practice' }, 'on practice'],
  ])('refuses %s, and says what it is pinned to and what was found (fault 41)', (_what, change, expected) => {
    pinAccount(folder, live);
    const refused = pinAccount(folder, { ...live, ...change });
    expect(refused.ok).toBe(false);
    expect(refused.ok ? '' : refused.error).toMatch(/^expected account [0-9a-f]{12} on live .* give another --profile$/);
    expect(refused.ok ? '' : refused.error).toContain(expected);
    expect(pinAccount(folder, live).ok).toBe(true);
  });

  it('knows the practice exchange again on any port, because it listens on another each time', () => {
    const practice: AccountIdentity = { environment: 'practice', websocketUrl: 'ws://127.0.0.1:4000/ws', clientId: 'practice' };
    pinAccount(folder, practice);
    expect(pinAccount(folder, { ...practice, websocketUrl: 'ws://127.0.0.1:5000/ws' }).ok).toBe(true);
    expect(pinAccount(folder, { ...practice, clientId: 'somebody' }).ok).toBe(false);
  });

  it.each(['', '{', '{"version":2}', '[]'])('is not pinned anew when its pin is damaged to %j (fault 41)', (text) => {
    writeFileSync(join(folder, 'account.json'), text);
    expect(pinAccount(folder, live)).toMatchObject({ ok: false, error: expect.stringContaining('damaged') });
    expect(readFileSync(join(folder, 'account.json'), 'utf8')).toBe(text);
  });

  it('says so where the disk takes no pin, instead of throwing: nobody would hear of it', () => {
    mkdirSync(join(folder, 'account.json.new'));
    expect(pinAccount(folder, live)).toMatchObject({
      ok: false,
      error: expect.stringMatching(/^expected to write .*account\.json, found: /),
    });
  });
});
