/** A desk that was told to leave pulls first, also when it is told again meanwhile. */
import { EventEmitter } from 'node:events';
import { describe, expect, it } from 'vitest';
import { quitOnSignals } from '../../../../electron/main/end-signals';

describe('a signal to leave', () => {
  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'])('is a quit the first time and the third (%s)', (signal) => {
    const source = new EventEmitter();
    let quits = 0;
    quitOnSignals(source, () => (quits += 1));
    for (let count = 1; count <= 3; count += 1) {
      // With nobody listening the system would end the process.
      expect(source.emit(signal)).toBe(true);
      expect(quits).toBe(count);
    }
  });
});
