/** A process that draws may die as often as it likes: the desk goes on, and quotes leave when nobody can watch them. */
import { describe, expect, it } from 'vitest';
import { watchGraphics } from '../../../../../electron/main/supervision/graphics-watch';

const NO_LIMIT = 'disable-gpu-process-crash-limit';

type Gone = (event: unknown, details: { readonly type: string; readonly reason: string }) => void;

function bench(compositing: string) {
  const switches = new Set<string>();
  const status = { gpu_compositing: compositing };
  const [lost, said]: [string[], string[]] = [[], []];
  const heard: { informed: () => void; gone: Gone } = { informed: () => undefined, gone: () => undefined };
  const clock = { nowMs: 0 };
  const host = {
    on: (event: string, listener: Gone & (() => void)) => {
      if (event === 'gpu-info-update') heard.informed = listener;
      else heard.gone = listener;
    },
    getGPUFeatureStatus: () => status,
    commandLine: { appendSwitch: (name: string) => void switches.add(name), removeSwitch: (name: string) => void switches.delete(name) },
  };
  watchGraphics(host, {
    nowMs: () => clock.nowMs,
    onLost: (found) => void lost.push(found),
    log: { warn: (line) => void said.push(line) },
  });
  return { switches, status, lost, said, heard, clock, die: (reason = 'killed', type = 'GPU') => heard.gone(null, { type, reason }) };
}

describe('the process that draws', () => {
  it('is begun again without end where Chromium has no card to do without', () => {
    expect(bench('disabled_software').switches).toContain(NO_LIMIT);
  });

  it('keeps its limit with a card, until Chromium has given the card up', () => {
    const { switches, status, die } = bench('enabled');
    die();
    expect(switches).not.toContain(NO_LIMIT);
    status.gpu_compositing = 'disabled_software';
    die();
    expect(switches).toContain(NO_LIMIT);
  });

  it('has its limit back when the card is only known of later', () => {
    const { switches, status, heard } = bench('disabled_off');
    status.gpu_compositing = 'enabled_readback';
    heard.informed();
    expect(switches).not.toContain(NO_LIMIT);
  });

  it('is lost at the third death within a minute, and anew at the third after that', () => {
    const { lost, said, clock, die } = bench('disabled_software');
    for (const atMs of [0, 59_999, 60_000]) {
      clock.nowMs = atMs;
      die();
    }
    expect([lost.length, said.length]).toEqual([0, 3]);
    clock.nowMs = 100_000;
    die('crashed');
    expect(lost).toEqual([expect.stringMatching(/^3 of its processes .*crashed$/)]);
    for (let death = 0; death < 2; death += 1) die();
    expect(lost).toHaveLength(1);
    die();
    expect(lost).toHaveLength(2);
  });

  it('is no other process, and none that ended as it was asked to', () => {
    const { lost, die } = bench('disabled_software');
    for (let end = 0; end < 5; end += 1) {
      die('killed', 'Utility');
      die('clean-exit');
    }
    expect(lost).toEqual([]);
  });
});
