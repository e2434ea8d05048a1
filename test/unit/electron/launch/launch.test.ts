/** What the launcher decides and writes before anything is started. */
import { extractFile, createPackage } from '@electron/asar';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { spawn, spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { authorityEntry, startVirtualDisplay } from '../../../../electron/launch/display.mjs';
import { runCommand } from '../../../../electron/launch/run-command.mjs';
import { installCommand, isDebianLike } from '../../../../electron/launch/system-packages.mjs';

const defaultApp = fileURLToPath(new URL('../../../../electron/launch/default-app', import.meta.url));
let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'keel-launch-'));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('the default app', () => {
  it('is packed as the archive that the runtime looks for', async () => {
    const archive = join(folder, 'default_app.asar');
    await createPackage(defaultApp, archive);
    expect(JSON.parse(extractFile(archive, 'package.json').toString())).toMatchObject({ main: 'main.js' });
    expect(extractFile(archive, 'main.js').toString()).toBe(readFileSync(join(defaultApp, 'main.js'), 'utf8'));
  });
});

describe('system packages', () => {
  it.each([
    ['PRETTY_NAME="Debian GNU/Linux 12"\nID=debian\n', true],
    ['ID=ubuntu\nID_LIKE=debian\n', true],
    ['ID=linuxmint\nID_LIKE="ubuntu debian"\n', true],
    ['ID=fedora\n', false],
    ['NAME="not debian"\nID=arch\n', false],
    ['', false],
  ])('are installed by apt only where it is the system: %j', (release, expected) => {
    expect(isDebianLike(release)).toBe(expected);
  });

  it('are named in one command that a person can paste', () => {
    expect(installCommand(['xvfb', 'libgtk-3-0'])).toMatch(
      /apt-get update && (sudo )?apt-get install -y --no-install-recommends xvfb libgtk-3-0$/,
    );
  });
});

describe('the virtual display', () => {
  it('has a cookie that fits every display number and no other form', () => {
    const entry = authorityEntry(Buffer.from('00112233445566778899aabbccddeeff', 'hex'));
    expect(entry.toString('hex')).toBe(
      `ffff00000000${'0012'}${Buffer.from('MIT-MAGIC-COOKIE-1').toString('hex')}0010${'00112233445566778899aabbccddeeff'}`,
    );
  });

  it('starts on a number of its own and is gone when stopped', async (context) => {
    if (spawnSync('which', ['Xvfb']).status !== 0) return context.skip('absent: Xvfb');
    const [first, second] = await Promise.all([
      startVirtualDisplay({ width: 640, height: 480 }),
      startVirtualDisplay({ width: 640, height: 480 }),
    ]);
    try {
      expect(first.environment['DISPLAY']).toMatch(/^:\d+$/);
      expect(second.environment['DISPLAY']).not.toBe(first.environment['DISPLAY']);
    } finally {
      first.stop();
      second.stop();
    }
    const socket = `/tmp/.X11-unix/X${first.environment['DISPLAY']?.slice(1) ?? ''}`;
    await expect.poll(() => existsSync(socket), { timeout: 5_000 }).toBe(false);
    expect(existsSync(first.environment['XAUTHORITY'] ?? '')).toBe(false);
  });

  it('outlives the keys of the terminal: a desk without its display ends at once, with its quotes in the market', async (context) => {
    if (spawnSync('which', ['Xvfb']).status !== 0) return context.skip('absent: Xvfb');
    const script = `
      import { connect } from 'node:net';
      import { startVirtualDisplay } from ${JSON.stringify(new URL('../../../../electron/launch/display.mjs', import.meta.url).href)};
      const { environment, stop } = await startVirtualDisplay({ width: 640, height: 480 });
      const end = (word) => { console.log(word); stop(); };
      process.once('SIGINT', () => setTimeout(() => {
        const socket = connect('/tmp/.X11-unix/X' + environment.DISPLAY.slice(1), () => { socket.destroy(); end('lives'); });
        socket.once('error', () => end('is gone'));
      }, 500));
      console.log('started');
    `;
    const child = spawn(process.execPath, ['--input-type=module', '-e', script], { detached: true, stdio: ['ignore', 'pipe', 'inherit'] });
    let said = '';
    child.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      // As a terminal does: to all that was started in it.
      if (said === 'started\n') process.kill(-(child.pid ?? 0), 'SIGINT');
    });
    await new Promise((resolve) => child.once('close', resolve));
    expect(said).toBe('started\nlives\n');
  });
});

describe('running a command', () => {
  it('gives its code and what it said', async () => {
    const script = 'console.log("out"); console.error("err"); process.exit(3)';
    expect(await runCommand(process.execPath, ['-e', script])).toEqual({ code: 3, output: 'out\nerr\n' });
  });

  it('says when there is no such program, and ends one that takes too long', async () => {
    expect(await runCommand('/nowhere/at-all', [])).toMatchObject({ code: 127 });
    expect(await runCommand(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { limitMs: 300 })).toMatchObject({ code: 124 });
  });
});
