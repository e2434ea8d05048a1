/** No secret reaches the console. */
import { describe, expect, it } from 'vitest';
import { createLog } from '../../../../electron/main/log';

function record(): { readonly lines: string[]; readonly log: ReturnType<typeof createLog> } {
  const lines: string[] = [];
  return { lines, log: createLog((line) => void lines.push(line)) };
}

describe('the log', () => {
  it('hides every known secret wherever it stands', () => {
    const { lines, log } = record();
    log.hide('canary-7f3a9c21');
    log.info('sent canary-7f3a9c21 twice: canary-7f3a9c21');
    log.error('key=canary-7f3a9c21');
    expect(lines).toEqual(['sent [hidden] twice: [hidden]', 'error: key=[hidden]']);
  });

  it.each([
    ['{"client_secret":"abcdef123"}', 'abcdef123'],
    ['access_token=eyJhbGciOi&x=1', 'eyJhbGciOi'],
    ['Authorization: deri-hmac-sha256', 'deri-hmac-sha256'],
    ['"signature": "00ff00ff"', '00ff00ff'],
  ])('hides what looks like a secret though nobody declared it: %s', (line, secret) => {
    const { lines, log } = record();
    log.warn(line);
    expect(lines[0]).not.toContain(secret);
    expect(lines[0]).toContain('[hidden]');
  });

  it('leaves ordinary words alone, also when a practice key is one', () => {
    const { lines, log } = record();
    log.hide('practice');
    log.info('practice active, feeds live');
    expect(lines).toEqual(['practice active, feeds live']);
  });
});
