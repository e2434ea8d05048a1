/** `npm start` as a person meets it: without a display, with a mistake in the command, with a desk that already runs. */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDesk } from '../support/electron-app';

const startPath = resolve(import.meta.dirname, '../../electron/launch/start.mjs');
let folder = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'keel-start-'));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Ended {
  readonly code: number | null;
  readonly output: string;
}

/** Runs the launcher to its end; `isBlind` takes the display away. */
function start(words: readonly string[], { isBlind = false } = {}): Promise<Ended> {
  const { DISPLAY, WAYLAND_DISPLAY, ...rest } = process.env;
  const env = isBlind ? rest : { ...rest, DISPLAY, WAYLAND_DISPLAY };
  const child = spawn(process.execPath, [startPath, ...words], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  return new Promise((done) => child.on('close', (code) => done({ code, output })));
}

describe('npm start', () => {
  it('answers a mistake in the command before it prepares anything', async () => {
    const { code, output } = await start(['--for', 'soon']);
    expect(code).toBe(2);
    expect(output).toContain('expected --for to be a time such as 30s, 2m or 1h');
    expect(output).not.toContain('runtime:');
  });

  it('without a display says so, prints what the desk does, takes a picture and ends cleanly', async () => {
    const picture = join(folder, 'desk.png');
    const words = ['--profile', join(folder, 'blind'), '--for', '15s', '--screenshot', picture, '--size', '1280x800'];
    const { code, output } = await start(words, { isBlind: true });
    expect(output).toContain('virtual one (Xvfb)');
    expect(output).toMatch(/practice \w+.* feeds deribit \S+ \d+\/s .*quotes \d+ .*inventory .*PnL /);
    expect(output).toContain('quit: clean');
    expect(code).toBe(0);
    const png = readFileSync(picture);
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([1280, 800]);
  });

  it.each(['SIGINT', 'SIGHUP'] as const)(
    'pulls before it leaves when its terminal says %s, and says it again meanwhile',
    async (signal) => {
      const { DISPLAY: _display, WAYLAND_DISPLAY: _wayland, ...env } = process.env;
      const words = [startPath, '--profile', join(folder, signal), '--for', '2m', '--size', '1280x800'];
      const child = spawn(process.execPath, words, { env, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
      let output = '';
      let presses = 0;
      for (const stream of [child.stdout, child.stderr])
        stream.on('data', (chunk: Buffer) => {
          output += chunk.toString();
          const isPressed = presses === 0 ? / quotes [1-9]/.test(output) : presses === 1 && output.includes('quit: pulling');
          if (!isPressed) return;
          presses += 1;
          // As a terminal does: to all that was started in it.
          process.kill(-(child.pid ?? 0), signal);
        });
      const code = await new Promise((done) => child.once('close', done));
      expect(output).toContain('quit: clean');
      expect([code, presses]).toEqual([0, 2]);
    },
  );

  it('refuses a second desk on the profile of a running one, in words, and leaves the first alone (fault 56)', async () => {
    const profile = join(folder, 'shared');
    const desk = await openDesk({ profile, extent: { width: 1280, height: 800 } });
    try {
      const second = await start(['--profile', profile]);
      expect(second.code).toBe(1);
      expect(second.output).toContain(`expected to be the only desk on the profile ${profile}, found another one`);
      expect(await desk.page.evaluate(() => document.readyState)).toBe('complete');
    } finally {
      await desk.close();
    }
  });
});
