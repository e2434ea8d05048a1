/** Sleep is announced to the engine twice, a locked screen disarms; the app may not be suspended while the desk is armed. */
import { describe, expect, it } from 'vitest';
import { quitBeforeSystem, watchPower } from '../../../../../electron/main/supervision/power-watch';

function begin() {
  const listeners = new Map<string, () => void>();
  const notices: { readonly message: string; readonly isFatal: boolean }[] = [];
  const blocks: number[] = [];
  const disarmed: string[] = [];
  let lastId = 0;
  const power = watchPower(
    { on: (event, listener) => listeners.set(event, listener) },
    {
      start: () => {
        lastId += 1;
        blocks.push(lastId);
        return lastId;
      },
      stop: (id) => blocks.splice(blocks.indexOf(id), 1),
    },
    { notice: (notice) => void notices.push(notice), disarm: () => void disarmed.push('disarmed') },
  );
  return { power, listeners, notices, blocks, disarmed };
}

describe('the watch over power', () => {
  it('halts before sleep and again after it (fault 54)', () => {
    const { listeners, notices } = begin();
    listeners.get('suspend')?.();
    listeners.get('resume')?.();
    expect(notices.map(({ isFatal }) => isFatal)).toEqual([true, true]);
  });

  it('disarms when the screen is locked, and when it is unlocked again: somebody else may sit there then', () => {
    const { listeners, notices, disarmed } = begin();
    listeners.get('lock-screen')?.();
    expect(disarmed).toHaveLength(1);
    listeners.get('unlock-screen')?.();
    expect(disarmed).toHaveLength(2);
    expect(notices).toEqual([]);
  });

  it('holds one block exactly while the desk is armed', () => {
    const { power, blocks } = begin();
    power.armedChanged(false);
    power.armedChanged(true);
    power.armedChanged(true);
    expect(blocks).toEqual([1]);
    power.armedChanged(false);
    power.armedChanged(false);
    expect(blocks).toEqual([]);
    power.armedChanged(true);
    expect(blocks).toEqual([2]);
  });

  it('asks the system for time before it ends, and quits as by hand (fault 68)', () => {
    const done: string[] = [];
    const listener = quitBeforeSystem(() => void done.push('quit'));
    listener({ preventDefault: () => void done.push('held up') });
    listener();
    expect(done).toEqual(['held up', 'quit', 'quit']);
  });
});
