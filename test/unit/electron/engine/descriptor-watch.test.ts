/** The watch over descriptors, on a process that only counts. */
import { describe, expect, it } from 'vitest';
import { DescriptorWatch } from '../../../../electron/engine/descriptor-watch';
import type { EngineNotice } from '../../../../shared/contract/engine-messages';

const LIMIT = 100;

/** A process whose descriptors a test opens and closes; time passes by `look`. */
class Process {
  open = 40;
  readonly held = new Set<number>();
  readonly notices: EngineNotice[] = [];
  look: () => void = () => undefined;
  readonly watch = new DescriptorWatch({
    clock: {
      schedule: (_delayMs, callback) => {
        this.look = callback;
        return () => (this.look = () => undefined);
      },
    },
    count: () => ({ open: this.open, limit: LIMIT }),
    take: () => {
      if (this.open >= LIMIT) return null;
      this.open += 1;
      const descriptor = 1_000 + this.open;
      this.held.add(descriptor);
      return descriptor;
    },
    release: (descriptor) => {
      this.open -= 1;
      this.held.delete(descriptor);
    },
    notice: (notice) => this.notices.push(notice),
  });

  /** Others open so many more. */
  leak(count: number): void {
    this.open += count;
    this.look();
  }
}

describe('descriptor watch', () => {
  it('keeps some back, says it at 80 %, pulls and frees them before none is left (fault 59)', () => {
    const process = new Process();
    process.watch.start();
    expect(process.held.size).toBe(8);
    process.leak(30);
    expect(process.notices).toEqual([]);
    process.leak(10);
    expect(process.notices.map(({ isFatal }) => isFatal)).toEqual([false]);
    expect(process.notices[0]?.message).toContain('80 of 100');
    process.leak(7);
    expect(process.notices.map(({ isFatal }) => isFatal)).toEqual([false, true]);
    expect(process.held.size).toBe(0);
    process.leak(1);
    expect(process.notices).toHaveLength(2);
  });

  it('takes them back and is ready to say it again once they are closed (fault 59)', () => {
    const process = new Process();
    process.watch.start();
    process.leak(48);
    expect(process.notices).toHaveLength(1);
    process.leak(-48);
    expect(process.held.size).toBe(8);
    process.leak(40);
    expect(process.notices.map(({ isFatal }) => isFatal)).toEqual([true, false]);
  });

  it('gives all of them back when it stops, and looks no more', () => {
    const process = new Process();
    process.watch.start();
    process.watch.stop();
    expect(process.held.size).toBe(0);
    process.leak(50);
    expect(process.notices).toEqual([]);
  });

  it('does nothing where descriptors cannot be counted', () => {
    let taken = 0;
    const watch = new DescriptorWatch({
      clock: { schedule: () => () => undefined },
      count: () => null,
      take: () => (taken += 1),
      release: () => undefined,
      notice: () => undefined,
    });
    watch.start();
    expect(taken).toBe(0);
  });
});
