/** An engine that does not become ready: the screen says so, and nothing else happens to it. */
import { describe, expect, it } from 'vitest';
import { superviseEngine } from '../../../../support/supervised-engine';

describe('an engine that is long in starting', () => {
  it('says once of an engine that does not become ready no more than that, and watches it when it is', async () => {
    const { threads, thread, pulls, slow, pass } = superviseEngine({ comesUp: false });
    await pass(29_900, 'is silent');
    expect(slow).toEqual([]);
    await pass(60_000, 'is silent');
    expect(slow).toEqual([
      expect.stringMatching(/ready within 30 s, found that it has not become ready so far\. Likely causes: .*look at the disk/),
    ]);
    expect([threads.length, pulls.length]).toEqual([1, 0]);
    thread().comeUp();
    await pass(650, 'is silent');
    expect(pulls).toHaveLength(1);
  });

  it('counts the start of the next engine anew', async () => {
    const { threads, slow, pass } = superviseEngine();
    await pass(40_000, 'beats');
    threads[0]?.die('it ended with code 1');
    await pass(29_000, 'is silent');
    expect(slow).toEqual([]);
    await pass(5_000, 'is silent');
    expect([threads.length, slow.length]).toEqual([2, 1]);
  });

  it('is not waited for any more once it ended: nothing goes on that would become ready', async () => {
    const { threads, down, slow, pass } = superviseEngine({ comesUp: false });
    await pass(1_000, 'is silent');
    threads[0]?.die('it ended with code 1');
    await pass(60_000, 'is silent');
    expect([down.length, slow.length]).toEqual([1, 0]);
  });
});
